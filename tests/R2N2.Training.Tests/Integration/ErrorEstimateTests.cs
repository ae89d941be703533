using R2N2.Reference;

namespace R2N2.Training.Tests.Integration;

public sealed class ErrorEstimateTests
{
    private static readonly R2N2Integrator RungeKutta4 = new(ReferenceIntegrations.VanDerPol, ButcherTableau.RungeKutta4);

    [Fact]
    public void TrainErrorEstimate_OnUnseenInstances_HasTheSizeOfTheError()
    {
        R2N2Integrator pair = Train(new ErrorEstimateOptions()).Model;
        InstanceBatch unseen = Data(100, 7);

        (double[] estimates, double[] errors) = Sizes(pair, unseen);

        Assert.True(pair.Tableau.IsFirstSameAsLast);
        Assert.Equal(5, pair.Tableau.Stages);
        double[] ratios = [.. estimates.Zip(errors, (estimate, error) => estimate / error).Order()];
        Assert.InRange(ratios[50], 0.5, 2);
        Assert.InRange(ratios[10], 0.05, 20);
        Assert.InRange(ratios[90], 0.05, 20);
        Assert.InRange(pair.Tableau.EstimateExponent!.Value, 3, 6);
    }

    [Fact]
    public void TrainErrorEstimate_WithAFactor_ReportsThatManyTimesAsMuch()
    {
        InstanceBatch unseen = Data(100, 7);

        (double[] plain, _) = Sizes(Train(new ErrorEstimateOptions()).Model, unseen);
        (double[] cautious, _) = Sizes(Train(new ErrorEstimateOptions { Factor = 30 }).Model, unseen);

        double[] ratios = [.. plain.Zip(cautious, (small, large) => large / small).Order()];
        Assert.InRange(ratios[50], 20, 45);
    }

    [Fact]
    public void TrainErrorEstimate_TakesTheStepsOfTheMethodItIsFor()
    {
        R2N2Integrator pair = Train(new ErrorEstimateOptions()).Model;
        InstanceBatch unseen = Data(20, 3);

        double[] before = RungeKutta4.Step(unseen).NextState.ToArray();
        double[] after = pair.Step(unseen).NextState.ToArray();

        Assert.All(before.Zip(after), states => Assert.Equal(states.First, states.Second, 1e-15 * Math.Max(1, Math.Abs(states.First))));
    }

    [Fact]
    public void TrainErrorEstimate_WarmStarts_AreRefused()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Trainer.TrainErrorEstimate(
            RungeKutta4,
            new InstanceBatchSource(Data(10, 1)),
            null,
            new TrainingOptions { WarmStarts = [ButcherTableau.Heun.Coefficients] }));

        Assert.Contains("WarmStarts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainErrorEstimate_RowsAtRest_AreLeftOutAndNamed()
    {
        R2N2Integrator heun = new(ProblemFamily.InitialValue("decay", 1, y => -y), ButcherTableau.Heun);
        double[] states = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 3 ? 0.0 : 1 + i)];
        double[] sizes = [.. Enumerable.Range(0, 100).Select(i => 0.05 + (0.002 * i))];
        InstanceBatch data = InstanceBatch.Of(100, ("State", states), ("StepSize", sizes));

        TrainingReport report = Trainer.TrainErrorEstimate(
            heun, new InstanceBatchSource(data), null, new TrainingOptions { Starts = 1, Optimizer = new LevenbergMarquardt { IterationLimit = 20 } }).Report;

        Assert.Equal((90, 10), (report.Instances, report.SkippedInstances));
        Assert.Contains(report.Warnings, warning => warning.Contains("10 rows were left out", StringComparison.Ordinal)
            && warning.Contains("no error to estimate: rows 3, 13", StringComparison.Ordinal));
    }

    [Fact]
    public void TrainErrorEstimate_RowsOfALargeParameter_AreReadAFewAtATime()
    {
        const int size = 200;
        InitialValueFamily family = ProblemFamily.InitialValue(
            "table", 1, [new Parameter("A", Shape.Matrix(size, size))], (y, p) => p["A"][..1, 0] * y);
        RecordingSource source = new(new InstanceBatchSource(InstanceBatch.Of(
            4,
            ("State", [1, 2, 3, 4]),
            ("StepSize", [0.1, 0.2, 0.3, 0.4]),
            ("A", [.. Enumerable.Repeat(-1.0, 4 * size * size)]))));

        TrainingResult<R2N2Integrator> result = Trainer.TrainErrorEstimate(
            new R2N2Integrator(family, ButcherTableau.Heun), source, null, new TrainingOptions { Starts = 1, Optimizer = new LevenbergMarquardt { IterationLimit = 5 } });

        Assert.NotNull(result.Model.Tableau.EstimateExponent);
        Assert.InRange((long)source.LargestBatch * size * size * sizeof(double), 1, 128 << 20);
    }

    [Fact]
    public void TrainErrorEstimate_OfARosenbrockMethod_IsRefused()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Trainer.TrainErrorEstimate(
            new R2N2Integrator(ReferenceIntegrations.Square, RosenbrockTableau.Rodas3),
            new InstanceBatchSource(ReferenceIntegrations.SquareData(4, 0))));

        Assert.Contains("The method is a RosenbrockTableau", failure.Message, StringComparison.Ordinal);
    }

    private sealed class RecordingSource(InstanceBatchSource source) : IInstanceSource
    {
        public int LargestBatch { get; private set; }

        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            LargestBatch = Math.Max(LargestBatch, batchSize);
            return source.Read(batchSize);
        }
    }

    private static TrainingResult<R2N2Integrator> Train(ErrorEstimateOptions estimate) => Trainer.TrainErrorEstimate(
        RungeKutta4,
        new InstanceBatchSource(Data(120, 0)),
        estimate,
        new TrainingOptions { Starts = 1, Race = false, Optimizer = new LevenbergMarquardt { IterationLimit = 60 } });

    private static InstanceBatch Data(int count, int seed)
    {
        Random random = new(seed);
        double[] sizes = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, -1.8 + random.NextDouble()))];
        return ReferenceIntegrations.VanDerPolAttractor(count, seed, sizes);
    }

    private static (double[] Estimates, double[] Errors) Sizes(R2N2Integrator pair, InstanceBatch data)
    {
        StepResult step = pair.Step(data);
        double[] errors = new double[data.Count];
        double[] estimates = new double[data.Count];
        for (int i = 0; i < data.Count; i++)
        {
            double a = data["a"].Span[i];
            double h = data[IntegratorInputs.StepSize].Span[i];
            double[] exact = PlainRungeKutta.Rollout(
                (_, y) => [y[1], (a * (1 - (y[0] * y[0])) * y[1]) - y[0]],
                ButcherTableau.DormandPrince,
                0,
                data[IntegratorInputs.State].Slice(2 * i, 2).ToArray(),
                h / 16,
                16)[^1];
            errors[i] = ConvergenceOrder.Distance(step.NextState.Span.Slice(2 * i, 2), exact);
            estimates[i] = ConvergenceOrder.Distance(step.ErrorEstimate.Span.Slice(2 * i, 2), [0, 0]);
        }

        return (estimates, errors);
    }
}
