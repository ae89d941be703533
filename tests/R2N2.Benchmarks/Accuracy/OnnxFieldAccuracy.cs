using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>
/// A vector field that PyTorch exported: read, trained as a 4-stage integrator, exported, and run beside RK4 on unseen starts.
/// </summary>
internal static class OnnxFieldAccuracy
{
    private const int Starts = 150;
    private const int Unseen = 500;
    private const double Length = 10;

    // The exact solution in tests: so many steps of Dormand and Prince's method for each step.
    private const int Substeps = 8;
    private static readonly double[] Sizes = [0.14, 0.1, 0.07, 0.05];
    private static readonly double[] TestSizes = [0.1, 0.05];

    public static void Run(Figures figures)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "van-der-pol-field.onnx");
        InitialValueFamily family = ProblemFamily.FromOnnx(path).InitialValue();
        Figures.Note($"onnxField: {family.Name}, 4 stages, rollouts to T = 4 from {Starts} starts");
        TrainingResult<R2N2Integrator> trained = Trainer.Train(
            family,
            Superstructure.RungeKutta(4),
            new InstanceBatchSource(Data(Starts, 0, Sizes)),
            new IntegratorLoss { Horizon = 4, SmallestStep = Sizes.Min(), Scale = ErrorScale.StepPower(4), LabelSubsteps = Substeps },
            new TrainingOptions
            {
                Starts = 0,
                WarmStarts = [ButcherTableau.RungeKutta4.Coefficients],
                Optimizer = new LevenbergMarquardt { IterationLimit = 300 },
            });

        double[] ratios = [.. TestSizes.Select(h => Error(family, ButcherTableau.RungeKutta4, h) / Error(family, trained.Model.Tableau, h))];
        figures.Add("onnxField.ratioToRk4", ratios.Min(), ">= 2");
        figures.Add("onnxField.ratios", ratios);
        figures.Add("onnxField.coefficients", trained.Model.Tableau.Coefficients.Values.ToArray());
        figures.Add("onnxField.seconds", trained.Report.Elapsed.TotalSeconds);
    }

    /// <summary>Mean error at the end of rollouts that the exported file makes.</summary>
    private static double Error(InitialValueFamily family, ButcherTableau tableau, double h)
    {
        InstanceBatch unseen = Data(Unseen, 1000, h);
        int steps = (int)Math.Round(Length / h);
        using var exported = OnnxIntegrator.Load(new R2N2Integrator(family, tableau).ToOnnx(new() { Form = IntegratorForm.Rollout }));
        RolloutResult found = exported.Rollout(unseen, steps);
        RolloutResult exact = new R2N2Integrator(family, ButcherTableau.DormandPrince).Rollout(
            ConvergenceOrder.With(unseen, IntegratorInputs.StepSize, h / Substeps), steps * Substeps);
        return Enumerable.Range(0, unseen.Count).Average(i => ConvergenceOrder.Distance(
            found.State(i, steps).Span, exact.State(i, steps * Substeps).Span));
    }

    // y ~ U([-2, 2] × [-3, 3]): inside and around the limit cycle, where the network was fitted.
    private static InstanceBatch Data(int count, int seed, params double[] stepSizes)
    {
        Random random = new(seed);
        return InstanceBatch.Of(
            count,
            (IntegratorInputs.State, [.. Enumerable.Range(0, count).SelectMany(_ => new[]
            {
                (4 * random.NextDouble()) - 2, (6 * random.NextDouble()) - 3,
            })]),
            (IntegratorInputs.StepSize, [.. Enumerable.Range(0, count).Select(i => stepSizes[i % stepSizes.Length])]));
    }
}
