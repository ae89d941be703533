using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>Linear systems: one optimum, found from every start, below the published coefficients' loss.</summary>
internal static class LinearAccuracy
{
    private const int Instances = 1000;
    private const double SameOptimum = 1e-6;
    private static readonly Superstructure Structure = Superstructure.Krylov(4);

    public static void Run(Figures figures)
    {
        Compare(
            figures,
            "linearFixed",
            ReferenceProblems.LinearFixed(),
            ReferenceProblems.LinearFixedData(Instances, 0),
            ReferenceProblems.PublishedFixed,
            starts: 20,
            expected: "<= 0.9999");
        Compare(
            figures,
            "linearRandom",
            ReferenceProblems.LinearRandom(),
            ReferenceProblems.LinearRandomData(Instances, 0),
            ReferenceProblems.PublishedRandom,
            starts: 10,
            expected: "<= 0.972");
        Supervised(figures);
    }

    private static void Compare(
        Figures figures, string name, EquationFamily family, InstanceBatch data, Coefficients published, int starts, string expected)
    {
        Figures.Note($"{name}: {starts} starts, each run to its end on {Instances} instances");
        TrainingReport report = Trainer.Train(
            family, Structure, new InstanceBatchSource(data), options: new TrainingOptions { Starts = starts, Race = false }).Report;
        double best = report.Starts.Min(start => start.Loss);
        double reference = PlainLoss.Residual(family, data, published, 3);
        figures.Add($"{name}.lossRatio", report.Starts.Max(start => start.Loss) / reference, expected);
        figures.Add($"{name}.startsAtOptimum", report.Starts.Count(start => start.Loss <= best * (1 + SameOptimum)), $"{starts}");
        figures.Add($"{name}.loss", best);
        figures.Add($"{name}.iterations", report.Starts.Select(start => (double)start.Iterations));
        figures.Add($"{name}.seconds", report.Elapsed.TotalSeconds);
    }

    // Trained on labels x*, beside the network trained on residuals, both by the supervised loss.
    private static void Supervised(Figures figures)
    {
        Figures.Note("supervised.linearFixed: trained on labels");
        EquationFamily family = ReferenceProblems.LinearFixed();
        InstanceBatch data = ReferenceProblems.LinearFixedData(Instances, 0);
        double[] solutions = PlainLoss.Solutions(data);
        InstanceBatch labelled = InstanceBatch.Of(Instances, ("b", data["b"].ToArray()), ("XStar", solutions));

        R2N2Network onLabels = Trainer.Train(
            family, Structure, new InstanceBatchSource(labelled), new EquationLoss { LabelColumn = "XStar" }).Model;
        R2N2Network onResiduals = Trainer.Train(family, Structure, new InstanceBatchSource(data)).Model;

        double loss = PlainLoss.Supervised(data, solutions, onLabels.Coefficients, 3);
        figures.Add(
            "supervised.linearFixed.lossRatio",
            loss / PlainLoss.Supervised(data, solutions, onResiduals.Coefficients, 3),
            "<= 1.01");
    }
}
