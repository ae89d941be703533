namespace R2N2.Vectorised;

/// <summary>What plans cost, in nanoseconds of one core, about.</summary>
/// <remarks>
/// Constants, so that a choice that is made by them does not depend on the machine. They are least squares of relative errors over 1,000
/// solvers of 90 random fixed-point problems of 1 to 200 unknowns - sums, products, quotients, functions, matrices, by successive
/// substitution, chord, Newton, Taylor, minimal residuals and memory - that solved batches in compiled form on one thread of a core with
/// AVX-512; its processor time was taken, the least of several. They tell that time to 15 %, root mean square.
/// </remarks>
internal static class OperationCost
{
    /// <summary>To bring an instance into a lane, and its results out.</summary>
    public const double Instance = 15;

    /// <summary>A turn of an instance besides its steps.</summary>
    public const double Turn = 4.8;

    /// <summary>How often an instance begins: all lanes begin anew where a quarter of them is free.</summary>
    public const double Begins = 2;

    /// <summary>A multiplication with a number of a constant matrix, which stays in registers.</summary>
    public const double ConstantProduct = 0.04;

    // A step of a plan besides what it computes, for all lanes together.
    private const double Step = 48;

    // A number read or written in passing, and what is done with it.
    private const double Access = 0.065;
    private const double Arithmetic = 0.009;
    private const double Division = 0.16;

    // A multiplication with a number of a matrix that differs from lane to lane.
    private const double Product = 0.16;
    private const double SparseProduct = 0.08;
    private const double Factorisation = 0.07;
    private const double Substitution = 0.13;
    private const double Copy = 0.065;

    // A function of a number.
    private const double Function = 1.9;
    private const double Circular = 3.2;
    private const double Special = 5;

    /// <summary>One evaluation of a plan for an instance in a block.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lanes">The lanes of the block.</param>
    public static double Of(Plan plan, int lanes) => Of(plan) + (Step * plan.Steps.Length / lanes);

    /// <summary>One evaluation of a plan for one of very many instances.</summary>
    /// <param name="plan">The plan.</param>
    public static double Of(Plan plan) => plan.Steps.Sum(Of);

    private static double Of(PlanStep step) => step.Operation switch
    {
        Operation.ConstantProduct => ConstantProduct * Volume(step),
        Operation.Product => Product * Volume(step),
        Operation.SparseProduct => SparseProduct * step.Matrix!.Value.Values.Length,
        Operation.Factorisation => Factorisation * Volume(step),
        Operation.Substitution => Substitution * Volume(step),
        Operation.Sum or Operation.Norm => Access * step.Operands[0].Size,
        Operation.Copy or Operation.Transpose => Copy * step.Target.Size,
        Operation.Sin or Operation.Cos => Circular * step.Target.Size,
        Operation.Erf or Operation.NormalCdf or Operation.Pow => Special * step.Target.Size,
        >= Operation.Exp and <= Operation.Pow => Function * step.Target.Size,
        Operation.Group => Accesses(step) + step.Members.Sum(Computed),
        _ => Accesses(step) + Computed(step),
    };

    // Constants stay in registers.
    private static double Accesses(PlanStep step) =>
        Access * step.Target.Size * (step.Targets.Length + step.Operands.Count(operand => operand.Constant is null));

    private static double Computed(PlanStep step) => step.Target.Size * step.Operation switch
    {
        Operation.Divide or Operation.Sqrt => Division,
        Operation.Combination => Arithmetic * ((step.Operands.Length + 1) / 2),
        Operation.Composition => Computed(step.Parts.First) + Computed(step.Parts.Second),
        _ => Arithmetic,
    };

    private static double Computed(Operation operation) => operation == Operation.Divide ? Division : Arithmetic;

    private static double Volume(PlanStep step) => (double)step.Lengths.Outer * step.Lengths.Length * step.Lengths.Inner;
}
