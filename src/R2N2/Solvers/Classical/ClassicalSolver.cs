using R2N2.Vectorised;

namespace R2N2;

/// <summary>
/// A classical method for f(x) = 0, for comparison with learned solvers: full steps x + d from the family's own f and its exact
/// derivatives, for a batch of instances at once, in double precision on all processors. It needs no native library.
/// </summary>
/// <remarks>
/// There is no damping and no line search: far from a solution the iteration may diverge. With a tolerance an instance is done
/// when ‖f(x)‖₂ ≤ max(absolute, relative · ‖f(x₀)‖₂), and its best iterate is returned; without any, exactly
/// <see cref="IterationLimit"/> steps are made, and the last iterate is returned. There is no rule for stalling. A singular
/// derivative, as an overflow, ends an instance as <see cref="SolveStatus.NotFinite"/>.
/// </remarks>
public abstract record ClassicalSolver
{
    private protected ClassicalSolver()
    {
    }

    /// <summary>The residual norm at which an instance is done; above 0, or null for none; 1e-10 by default.</summary>
    public double? AbsoluteTolerance
    {
        get;
        init => field = Guard.PositiveOrNull(value);
    }
    = 1e-10;

    /// <summary>The reduction of the residual norm at which an instance is done; above 0 and below 1, or null for none, the default.</summary>
    public double? RelativeTolerance
    {
        get;
        init => field = Guard.Require(value, value is null or (> 0 and < 1), "above 0 and below 1, or null");
    }

    /// <summary>The most steps of an instance, exactly so many without a tolerance; 50 by default, 0 or more.</summary>
    public int IterationLimit
    {
        get;
        init => field = Guard.AtLeast(value, 0);
    }
    = 50;

    /// <summary>The name of the method, for tables.</summary>
    internal abstract string Name { get; }

    internal bool HasTolerance => AbsoluteTolerance is not null || RelativeTolerance is not null;

    /// <summary>The method with the tolerances and the limit of an exported solver in place of its own.</summary>
    /// <param name="options">How the solver is exported; a limit that is null stays the method's own.</param>
    internal ClassicalSolver WithLimitsOf(SolverExportOptions options) => this with
    {
        AbsoluteTolerance = options.AbsoluteTolerance,
        RelativeTolerance = options.RelativeTolerance,
        IterationLimit = options.IterationLimit ?? IterationLimit,
    };

    /// <summary>Solves instances.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="instances">A column for each of the family's inputs.</param>
    /// <returns>
    /// A result for every instance, in the same order, <see cref="SolveResult.Evaluations"/> among it. An instance that cannot be
    /// solved is told by its status.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A column is missing or has another length, or there are more unknowns than the method can take.
    /// </exception>
    public SolveResult Solve(EquationFamily family, InstanceBatch instances)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(instances);
        RequireSize(family);
        instances.Require(family.Inputs);
        return Run(family, instances);
    }

    /// <summary>Refuses families of more unknowns than the method can take.</summary>
    /// <param name="family">The problem.</param>
    private protected virtual void RequireSize(EquationFamily family)
    {
    }

    /// <summary>Solves instances that suit the family.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="instances">The instances.</param>
    private protected virtual SolveResult Run(EquationFamily family, InstanceBatch instances)
    {
        int count = instances.Count;
        double[] solutions = new double[checked(count * family.StateSize)];
        double[] norms = new double[count];
        long[] iterations = new long[count], status = new long[count], evaluations = new long[count];
        ReadOnlyMemory<double>[] inputs =
        [
            .. family.Inputs.Select(input => instances[input.Name]),
            Column(count, HasTolerance ? AbsoluteTolerance ?? 0 : -1),
            Column(count, RelativeTolerance ?? 0),
        ];
        Engine(family).Run(
            static (job, columns) =>
            {
                (job.Inputs, job.Numbers, job.Integers) = (columns.Inputs, columns.Numbers, columns.Integers);
                (job.Count, job.Limit) = (columns.Numbers[1].Length, columns.Limit);
            },
            (
                Inputs: inputs,
                Numbers: (Memory<double>[])[solutions, norms, default, default, default],
                Integers: (Memory<long>[])[default, default, iterations, status, evaluations],
                Limit: IterationLimit),
            Environment.ProcessorCount);
        return new SolveResult(family.StateSize, solutions, norms, iterations, Array.ConvertAll(status, code => (SolveStatus)code))
        {
            Evaluations = evaluations,
        };
    }

    /// <summary>The method for a family, as <see cref="ClassicalScheme"/> says.</summary>
    /// <param name="family">The problem.</param>
    private protected abstract LaneEngine<double> Engine(EquationFamily family);

    private static double[] Column(int count, double number)
    {
        double[] column = new double[count];
        Array.Fill(column, number);
        return column;
    }
}
