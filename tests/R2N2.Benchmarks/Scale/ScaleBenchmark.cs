using System.Diagnostics;
using Microsoft.ML;
using R2N2.MLNet;

namespace R2N2.Benchmarks.Scale;

/// <summary>Whether ten million rows stream through a solver as fast as a hundred thousand, in bounded memory.</summary>
internal static class ScaleBenchmark
{
    private const int Few = 100_000;
    private const int Many = 10_000_000;
    private const int Repeats = 5;
    private const double Megabyte = 1 << 20;

    public static void Run(Figures figures)
    {
        Figures.Note($"scale: {Few:N0} and {Many:N0} generated rows of 10 unknowns through Transform and SaveAsBinary");
        MLContext ml = new(seed: 1);
        using SolverTransformer solver = ml.R2N2().LoadSolver(GuessRow.Model);

        // The few before and after the many, so that what else the machine does meets both; the first wait for machine code.
        IEnumerable<double> Fews() => Enumerable.Range(0, Repeats).Select(_ => RowsPerSecond(ml, solver, Few));
        _ = Fews().Max();
        double[] before = [.. Fews()];
        double atMany = RowsPerSecond(ml, solver, Many);
        double atFew = before.Concat(Fews()).Order().ElementAt(Repeats);
        using var process = Process.GetCurrentProcess();
        figures.Add("scale.rowsPerSecond1e5", atFew);
        figures.Add("scale.rowsPerSecond1e7", atMany);
        figures.Add("scale.ratio", atMany / atFew, ">= 0.8");
        figures.Add("scale.peakMegabytes", process.PeakWorkingSet64 / Megabyte, "< 600");
    }

    private static double RowsPerSecond(MLContext ml, SolverTransformer solver, int rows)
    {
        IDataView data = ml.Data.LoadFromEnumerable(GuessRow.Generate(rows, seed: 3));
        using CountingStream target = new();
        var clock = Stopwatch.StartNew();
        ml.Data.SaveAsBinary(solver.Transform(data), target);
        double seconds = clock.Elapsed.TotalSeconds;
        return target.Length > rows
            ? rows / seconds
            : throw new InvalidOperationException($"{rows} rows were written as {target.Length} bytes: the rows did not pass through.");
    }
}
