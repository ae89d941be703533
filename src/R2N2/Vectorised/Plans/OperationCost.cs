namespace R2N2.Vectorised;

/// <summary>
/// What plans cost, in units of one element of a sum of two: measured ratios, a digit each, over families of 1 to 100 unknowns on
/// AVX2 and AVX-512. They are constants so that a choice that is made by them does not depend on the machine.
/// </summary>
internal static class OperationCost
{
    /// <summary>To bring an instance into a lane, and its results out.</summary>
    public const double Instance = 50;

    /// <summary>A turn of an instance besides its steps.</summary>
    public const double Turn = 90;

    /// <summary>One evaluation of a plan, for an instance.</summary>
    public static double Of(Plan plan) => plan.Steps.Sum(step => step.Operation switch
    {
        // Constants stay in registers; other factors are read for every multiplication.
        Operation.ConstantProduct => 0.25 * Volume(step),
        Operation.Product => 0.5 * Volume(step),
        Operation.SparseProduct => 0.5 * step.Matrix!.Value.Values.Length,
        Operation.Factorisation => 0.35 * Volume(step),
        Operation.Substitution => 3 * Volume(step),
        Operation.Sum or Operation.Norm => 0.5 * step.Operands[0].Size,
        Operation.Copy or Operation.Transpose => 0.1 * step.Target.Size,
        Operation.Combination => 0.5 * step.Target.Size * step.Operands.Length,
        >= Operation.Exp and <= Operation.Pow => 12.0 * step.Target.Size,
        _ => step.Target.Size,
    });

    private static double Volume(PlanStep step) => (double)step.Lengths.Outer * step.Lengths.Length * step.Lengths.Inner;
}
