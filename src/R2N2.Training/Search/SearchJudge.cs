using System.Diagnostics;

namespace R2N2.Training;

/// <summary>Solves held-out instances, with a candidate or with a classical method, and counts.</summary>
/// <param name="family">The problem.</param>
/// <param name="heldOut">The instances.</param>
/// <param name="options">What the solver is judged by.</param>
internal sealed class SearchJudge(EquationFamily family, InstanceBatch heldOut, SolverExportOptions options)
{
    // A second pass is the better measurement, where the first was short.
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(0.2);

    // A step of Newton's method takes about m³ operations.
    private const double ClassicalOperations = 2e9;

    // An eigenvalue of 0.96 is halved by so many.
    private const int IterationsToHalve = 20;

    private readonly SolverExportOptions _options = options with { ResidualHistory = false, Iterates = false };

    /// <summary>The solver of a network, as it would be exported.</summary>
    public CountedSolver Solver(R2N2Network network) => new(network, _options);

    /// <summary>Tries a network.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="network">The network.</param>
    public SolverTrial Try(string name, R2N2Network network) => Try(name, network, Solver(network));

    /// <summary>Tries a network.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="network">The network.</param>
    /// <param name="solver">Its solver.</param>
    public SolverTrial Try(string name, R2N2Network network, CountedSolver solver)
    {
        (CountedSolution guarded, TimeSpan time) = Timed(() => solver.Solve(heldOut));
        CountedSolver unguarded = _options.Safeguard is null ? solver : new CountedSolver(network, _options with { Safeguard = null });
        CountedSolution alone = _options.Safeguard is null ? guarded : unguarded.Solve(heldOut);
        return new SolverTrial
        {
            Method = name,
            Instances = heldOut.Count,
            SolvedShare = Share(guarded.Status, SolveStatus.Converged),
            SolvedUnguarded = Share(alone.Status, SolveStatus.Converged),
            Ends = Enum.GetValues<SolveStatus>().ToDictionary(status => status, status => Share(guarded.Status, status)),
            Iterations = guarded.Iterations.Average(),
            Evaluations = solver.Evaluations(guarded),
            EvaluationsUnguarded = unguarded.Evaluations(alone),
            Operations = solver.Operations(guarded),
            ResidualNorm = Median(guarded.Norms),
            Microseconds = time.TotalMicroseconds / heldOut.Count,
            Contracting = network.Superstructure == Superstructure.Krylov(1) ? Contracting(network) : null,
        };
    }

    /// <summary>Tries <see cref="Newton"/> and <see cref="NewtonGmres"/>; on the first instances only where all take long.</summary>
    public IReadOnlyList<SolverTrial> Baselines()
    {
        int m = family.StateSize;
        InstanceBatch some = heldOut.Slice(0, (int)Math.Clamp(ClassicalOperations / Math.Pow(m, 3), Math.Min(2, heldOut.Count), heldOut.Count));
        ClassicalSolver[] methods = [new Newton(), new NewtonGmres { InnerIterations = Math.Min(4, m) }];
        return [.. methods.Select(method => Try(method, some))];
    }

    private double Contracting(R2N2Network network)
    {
        using Solver solver = network.ToSolver(new SolverExportOptions { AbsoluteTolerance = null, IterationLimit = IterationsToHalve, ResidualHistory = true });
        double[][] norms = [.. solver.Solve(heldOut).ResidualHistory!.Value.ToArray().Chunk(IterationsToHalve + 1)];
        return (double)norms.Count(history => history[^1] <= history[0] / 2) / norms.Length;
    }

    private SolverTrial Try(ClassicalSolver method, InstanceBatch instances)
    {
        ClassicalSolver limited = method.WithLimitsOf(_options);
        (SolveResult result, TimeSpan time) = Timed(() => limited.Solve(family, instances));
        double solved = Share(result.Status.ToArray(), SolveStatus.Converged);
        return new SolverTrial
        {
            Method = $"{method.Name} in C#",
            Instances = instances.Count,
            SolvedShare = solved,
            SolvedUnguarded = solved,
            Iterations = result.Iterations.ToArray().Average(),
            Evaluations = result.Evaluations!.Value.ToArray().Average(),
            ResidualNorm = Median(result.ResidualNorm.ToArray()),
            Microseconds = time.TotalMicroseconds / instances.Count,
        };
    }

    private static (T Result, TimeSpan Time) Timed<T>(Func<T> solve)
    {
        var clock = Stopwatch.StartNew();
        T result = solve();
        if (clock.Elapsed < _short)
        {
            clock.Restart();
            result = solve();
        }

        return (result, clock.Elapsed);
    }

    private static double Share(SolveStatus[] status, SolveStatus wanted) => (double)status.Count(one => one == wanted) / status.Length;

    // NaN comes last: a norm that is not finite is large.
    private static double Median(double[] norms) => norms.OrderBy(double.IsNaN).ThenBy(norm => norm).ElementAt(norms.Length / 2);
}
