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
    // So many numbers of working memory are 32 MiB.
    private const int BlockNumbers = 1 << 22;
    private const int MostRows = 2048;

    // A few blocks for each processor, so that none waits long for another; not so small that starting them is what takes the time.
    private const int BlocksPerProcessor = 4;
    private const int FewestRows = 256;

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
        InstanceBatch read = new(instances.Count, family.Inputs.ToDictionary(input => input.Name, input => instances[input.Name]));
        ClassicalResults results = new(this, instances.Count, family.StateSize);
        int share = Math.Clamp(instances.Count / (BlocksPerProcessor * Environment.ProcessorCount), FewestRows, MostRows);
        int rows = (int)Math.Clamp(BlockNumbers / NumbersPerInstance(family.StateSize), 1, share);
        Parallel.For(0, (instances.Count + rows - 1) / rows, block =>
        {
            int start = block * rows;
            InstanceBatch part = read.Slice(start, Math.Min(rows, instances.Count - start));
            Iterate(NewtonPoint.Start(family, part), start, results);
        });

        return results.ToResult();
    }

    /// <summary>Refuses families of more unknowns than the method can take.</summary>
    /// <param name="family">The problem.</param>
    private protected virtual void RequireSize(EquationFamily family)
    {
    }

    /// <summary>The numbers that a step keeps for an instance, as good as.</summary>
    /// <param name="unknowns">m.</param>
    private protected abstract long NumbersPerInstance(int unknowns);

    /// <summary>Finds the step d of every instance.</summary>
    /// <param name="point">x and f there.</param>
    /// <returns>d of all instances, and how many products with f's derivative each took.</returns>
    private protected abstract (double[] Directions, int[] Products) Directions(NewtonPoint point);

    // Only instances that are not done take part in the next step.
    private void Iterate(NewtonPoint point, int start, ClassicalResults results)
    {
        int[] rows = [.. Enumerable.Range(start, point.Count)];
        for (int k = 0; ; k++)
        {
            int[] open = [.. Enumerable.Range(0, rows.Length).Where(i => results.Record(rows[i], point.X(i), point.Norms[i], k))];
            if (open.Length == 0)
            {
                return;
            }

            rows = [.. open.Select(i => rows[i])];
            point = point.Take(open);
            (double[] directions, int[] products) = Directions(point);
            results.AddProducts(rows, products);
            point = point.Move(directions);
        }
    }
}
