using System.Diagnostics;
using R2N2.Training;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Fits a family by default, and measures the solver beside the classical ones.</summary>
internal static class ZooMeasurement
{
    private const int TrainingSeed = 1;
    private const int TestSeed = 2;
    private const int SampleSeed = 3;
    private const int Large = 64;
    private const int VeryLarge = 512;

    // What is used much is compiled in the background meanwhile.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);

    /// <summary>Measures.</summary>
    /// <param name="entry">The family.</param>
    /// <param name="chosen">Told what the search has found.</param>
    public static ZooResult Measure(ZooEntry entry, Action<SearchReport> chosen)
    {
        int m = entry.Family.StateSize;
        SolverExportOptions export = new() { AbsoluteTolerance = entry.Tolerance };
        InstanceBatch training = entry.Draw(m < VeryLarge ? 2000 : 400, TrainingSeed);
        var clock = Stopwatch.StartNew();
        SearchResult found = Trainer.Search(entry.Family, new InstanceBatchSource(training), new SearchOptions { Export = export });
        double seconds = clock.Elapsed.TotalSeconds;
        chosen(found.Report);

        int rows = RowsOf(entry);
        InstanceBatch instances = entry.Draw(rows, TestSeed);
        using Solver unguarded = found.Model.ToSolver(export with { Safeguard = null });
        double solvedUnguarded = Share(unguarded.Solve(instances));
        using Solver solver = found.Model.ToSolver(export);
        using OnnxSolver onnx = OnnxSolver.Load(found.Model.ToOnnx(export));
        SolveResult solved = solver.Solve(instances);
        PlainInstances plain = new(entry.Family, instances);
        Require(entry, plain, solved);

        SolveBuffer buffer = new(rows, m), onnxBuffer = new(rows, m);
        ClassicalPeer[] peers = entry.Peers(entry.Draw(m < VeryLarge ? 64 : 4, SampleSeed));
        PlainInstances[] given = [.. peers.Select(peer => new PlainInstances(entry.Family, Some(entry, peer, instances)))];
        var solutions = new double[rows * m];
        var shares = new double[peers.Length];
        Action[] calls =
        [
            () => solver.Solve(instances, buffer),
            () => onnx.Solve(instances, onnxBuffer),
            .. peers.Select((peer, i) => (Action)(() => shares[i] = (double)peer.Solve(given[i], solutions) / given[i].Count)),
        ];
        double[] medians = Medians(m, calls);
        PeerTime[] times = [.. peers.Select((peer, i) => new PeerTime(peer.Name, peer.IsGeneral, shares[i], medians[i + 2] / given[i].Count))];
        SearchCandidate winner = found.Report.Winner;
        return new ZooResult(
            entry, winner.Name, seconds, Share(solved), solvedUnguarded, winner.Trial!.Evaluations, medians[0] / rows, medians[1] / rows, times);
    }

    /// <summary>How many instances are solved: few enough to end, and whole registers of them for each processor.</summary>
    /// <param name="entry">The family.</param>
    public static int RowsOf(ZooEntry entry) => (int)Math.Clamp(5e6 / Math.Pow(entry.Family.StateSize, 1.5), 64, 20_000) / 32 * 32;

    /// <summary>The medians of calls' times, in microseconds.</summary>
    /// <param name="unknowns">m: the more, the fewer rounds.</param>
    /// <param name="calls">What is timed.</param>
    public static double[] Medians(int unknowns, Action[] calls)
    {
        foreach (Action call in calls)
        {
            var clock = Stopwatch.StartNew();
            do
            {
                call();
            }
            while (clock.Elapsed < Warm);
        }

        (int warmup, int rounds) = unknowns < Large ? (5, 15) : unknowns < VeryLarge ? (1, 7) : (0, 3);
        return InTurn.Medians(warmup, rounds, calls);
    }

    /// <summary>Some of the instances: elimination takes m³ operations, and a few are enough there.</summary>
    /// <param name="entry">The family.</param>
    /// <param name="peer">Who solves them.</param>
    /// <param name="instances">All of them.</param>
    public static InstanceBatch Some(ZooEntry entry, ClassicalPeer peer, InstanceBatch instances)
    {
        double most = peer.Name.Contains("Newton", StringComparison.Ordinal) && peer.IsGeneral ? 2e9 / Math.Pow(entry.Family.StateSize, 3) : instances.Count;
        int count = (int)Math.Clamp(most, Math.Min(4, instances.Count), instances.Count);
        return instances.Slice(0, count);
    }

    /// <summary>The share of instances that have converged.</summary>
    public static double Share(SolveResult result) => (double)result.Status.Span.Count(SolveStatus.Converged) / result.Count;

    // What has converged has, by the f that is written by hand too.
    private static void Require(ZooEntry entry, PlainInstances instances, SolveResult solved)
    {
        double[] solutions = solved.Solution.ToArray();
        for (int i = 0; i < solved.Count; i++)
        {
            double norm = entry.Norm(instances, i, solutions);
            if (solved.Status.Span[i] == SolveStatus.Converged && !(norm <= 1.1 * entry.Tolerance))
            {
                throw new InvalidOperationException(
                    $"{entry.Name}: instance {i} has converged, but by the f that is written by hand its residual is {norm:E1}; at most "
                    + $"{entry.Tolerance:E1} is expected. The two are different functions.");
            }
        }
    }
}
