using System.Diagnostics;
using R2N2.Training;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// The IEEE grid of 118 buses from its base case, the load of each bus times its own factor in U(0.8, 1.2), mismatches to 1e-8 per unit: µs for a case
/// on as many threads, beside a C++ program with sparse elimination by KLU, and with the base case's factors in the lanes of registers.
/// </summary>
internal static class PowerFlowBenchmark
{
    private const int Scenarios = 8192;
    private const ulong Seed = 1;
    private const double Spread = 0.2;
    private const double Tolerance = 1e-8;
    private const int TrainingSeed = 1;

    /// <summary>Measures.</summary>
    /// <param name="figures">Where figures go.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="shared">The folder with the folders of case files and of peers.</param>
    public static void Run(Figures figures, string name, string shared)
    {
        string path = Path.Combine(shared, "data", "case118.m");
        PowerGrid grid = new(path);
        ZooEntry entry = ZooEntry.Of(new PowerFlow(name, grid, Spread, BaseCase(grid)));
        SolverExportOptions export = new() { AbsoluteTolerance = Tolerance };
        var clock = Stopwatch.StartNew();
        SearchResult found = Trainer.Search(
            entry.Family, new InstanceBatchSource(entry.Draw(2000, TrainingSeed)), new SearchOptions { Export = export });
        figures.Add($"{name}.fitSeconds", clock.Elapsed.TotalSeconds, "<= 15");
        figures.Add($"{name}.winner", found.Report.Winner.Name);
        ZooBenchmark.Tell(entry, found.Report);

        InstanceBatch instances = Cases(grid);
        using Solver solver = found.Model.ToSolver(export);
        using OnnxSolver onnx = OnnxSolver.Load(found.Model.ToOnnx(export));
        SolveResult solved = solver.Solve(instances);
        SolveBuffer buffer = new(Scenarios, entry.Family.StateSize);
        double[] medians = InTurn.Medians(20, 15, () => solver.Solve(instances, buffer), () => onnx.Solve(instances, buffer));
        figures.Add($"{name}.solvedShare", (double)solved.Status.Span.Count(SolveStatus.Converged) / Scenarios, ">= 0.999");
        figures.Add($"{name}.evaluations", found.Report.Winner.Trial!.Evaluations);
        figures.Add($"{name}.ours", medians[0] / Scenarios, "<= klu / 2");
        figures.Add($"{name}.onnx", medians[1] / Scenarios);
        if (CompiledPeer.Run(Path.Combine(shared, "peers", "powerflow_newton.cpp"), path, Environment.ProcessorCount) is { } peer)
        {
            figures.Add($"{name}.klu", peer["klu-newton"]);
            figures.Add($"{name}.simdNewton", peer["simd-newton"]);
            figures.Add($"{name}.simdChord", peer["simd-chord-fill"]);
        }
    }

    // The unknowns where all factors are 1.
    private static double[] BaseCase(PowerGrid grid)
    {
        PowerFlow flat = new("base-case", grid, spread: 0);
        PlainInstances one = new(flat.Family, flat.Draw(1, new Random(0)));
        var solution = new double[flat.Family.StateSize];
        return new DenseNewtonPeer<PowerFlow>(flat, Tolerance / 1000, isDamped: true).Solve(one, solution) == 1
            ? solution
            : throw new InvalidDataException("The base case has no solution near the flat start; a case file of a grid in operation is expected.");
    }

    // The peer's: factors of all buses in the order of the file.
    private static InstanceBatch Cases(PowerGrid grid)
    {
        MersenneTwister random = new(Seed);
        int buses = grid.Count - 1;
        var loads = new double[Scenarios * buses];
        var factors = new double[grid.Count];
        for (int scenario = 0; scenario < Scenarios; scenario++)
        {
            foreach (ref double factor in factors.AsSpan())
            {
                factor = random.Uniform(1 - Spread, 1 + Spread);
            }

            for (int bus = 0; bus < buses; bus++)
            {
                loads[(scenario * buses) + bus] = factors[grid.FileOrder[bus]];
            }
        }

        return InstanceBatch.Of(Scenarios, ("load", loads));
    }
}
