using System.Diagnostics;
using System.Globalization;

namespace R2N2.Training.Tests;

/// <summary>What a fresh process does to show how much memory it takes to train a large system.</summary>
internal static class LargeTraining
{
    public const string Name = "train";
    public const string Trained = "trained ";

    private const int Unknowns = 2000;
    private const int Instances = 256;

    public static int Run(TextWriter output)
    {
        EquationFamily family = ProblemFamily.Equations(
            "cubes", Unknowns, [new("b", Unknowns)], (x, p) => x + (x * x * x) - p["b"], InitialGuess.Zero);
        Random random = new(1);
        InstanceBatch data = InstanceBatch.Of(
            Instances, ("b", [.. Enumerable.Range(0, Instances * Unknowns).Select(_ => random.NextDouble())]));
        Trainer.Train(
            family,
            Superstructure.Krylov(4),
            new InstanceBatchSource(data),
            new EquationLoss { OuterIterations = 1 },
            new TrainingOptions { Starts = 1, Optimizer = new() { IterationLimit = 1 } });
        using var process = Process.GetCurrentProcess();
        output.WriteLine(Trained + process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
