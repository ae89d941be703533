using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

public sealed class FitTests
{
    private static readonly TrainingOptions _fewStarts = new() { Starts = 3, SampleSize = 16 };

    private static Scenario Linear => Scenarios.Linear;

    [Fact]
    public void Fit_TwiceOrInAnotherContextOfTheSameSeed_GivesEqualCoefficients()
    {
        MLContext context = new(seed: 3);
        EquationSolverEstimator estimator = Seeded(context);
        IDataView data = Linear.Data(context, 30, seed: 1);
        MLContext same = new(seed: 3);
        MLContext other = new(seed: 4);

        using EquationSolverTransformer first = estimator.Fit(data);
        using EquationSolverTransformer second = estimator.Fit(data);
        using EquationSolverTransformer again = Seeded(same).Fit(Linear.Data(same, 30, seed: 1));
        using EquationSolverTransformer different = Seeded(other).Fit(Linear.Data(other, 30, seed: 1));

        Assert.Equal(first.Network.Coefficients, second.Network.Coefficients);
        Assert.Equal(first.Network.Coefficients, again.Network.Coefficients);
        Assert.NotEqual(first.Report.Training!.Starts[0].Coefficients, different.Report.Training!.Starts[0].Coefficients);
    }

    [Fact]
    public void Fit_OptionsWithoutASeed_FollowTheContext()
    {
        IReadOnlyList<double>[] starts = [.. new[] { 3, 3, 4 }.Select(seed =>
        {
            MLContext context = new(seed);
            using EquationSolverTransformer solver = context.R2N2()
                .EquationSolver(Linear.Family, new EquationSolverOptions { Training = _fewStarts }).Fit(Linear.Data(context, 30, seed: 1));
            return solver.Report.Training!.Starts[0].Coefficients;
        })];

        Assert.Equal(starts[0], starts[1]);
        Assert.NotEqual(starts[0], starts[2]);
    }

    [Fact]
    public void Fit_SeedOfTraining_DecidesInAnyContext()
    {
        using EquationSolverTransformer one = FittedScenarios.Fit(Linear, new MLContext(seed: 1));
        using EquationSolverTransformer two = FittedScenarios.Fit(Linear, new MLContext(seed: 2));

        Assert.Equal(one.Network.Coefficients, two.Network.Coefficients);
    }

    [Fact]
    public void Fit_StructureAsAWhole_IsTrained()
    {
        Superstructure structure = Superstructure.Anderson(1) with { Tables = TableModule.PerIteration(2) };
        MLContext context = new();

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { Superstructure = structure, Training = _fewStarts })
            .Fit(Linear.Data(context, 30, seed: 1));

        Assert.Equal(structure, solver.Network.Superstructure);
        Assert.Equal(2, solver.Network.Coefficients.Tables.Count);
        Assert.NotNull(solver.Report.Training);
    }

    [Fact]
    public void Fit_Network_IsWhatTheOptionsAsked()
    {
        EquationSolverOptions options = new()
        {
            InnerIterations = 3,
            Loss = new EquationLoss { OuterIterations = 2 },
            Generation = GenerationModule.DirectionalDerivatives,
            Training = _fewStarts,
        };
        MLContext context = new();

        using EquationSolverTransformer solver = context.R2N2().EquationSolver(Linear.Family, options).Fit(Linear.Data(context, 30, seed: 1));

        Assert.Same(Linear.Family.Name, solver.Network.Family.Name);
        Assert.Equal(new Superstructure(3, GenerationModule.DirectionalDerivatives), solver.Network.Superstructure);
        Assert.Equal(2, solver.Network.OuterIterations);
        Assert.Equal(solver.Report.Training!.Loss, solver.Network.TrainingLoss);
        Assert.Equal(3, solver.Report.Training!.Starts.Count);
        Assert.Equal(30, solver.Report.TrainingInstances);
    }

    [Fact]
    public void Fit_Labels_MinimiseTheDistanceToThem()
    {
        // Wrong labels on purpose: only a supervised loss is drawn towards them.
        MLContext context = new();
        IDataView data = context.Transforms.CopyColumns("X0", "b").Fit(Linear.Data(context, 30, seed: 1)).Transform(Linear.Data(context, 30, seed: 1));
        EquationSolverOptions options = new() { InnerIterations = 1, Loss = new EquationLoss { OuterIterations = 1, LabelColumn = "X0" }, Training = _fewStarts };

        using EquationSolverTransformer solver = context.R2N2().EquationSolver(Linear.Family, options).Fit(data);

        // x = 0 + θ f(0) = -θ b, so that θ = -1 meets the labels.
        Assert.Equal(-1, solver.Network.Coefficients.Values[0], 1e-8);
    }

    [Fact]
    public void Fit_LabelNamedAsAnInputReadFromElsewhere_IsNotMistakenForIt()
    {
        MLContext context = new();
        IDataView data = Linear.Data(context, 30, seed: 1);
        data = context.Transforms.CopyColumns("right", "b").Fit(data).Transform(data);
        EquationSolverOptions options = new()
        {
            InnerIterations = 1,
            InputColumns = new Dictionary<string, string[]> { ["b"] = ["right"] },
            Loss = new EquationLoss { OuterIterations = 1, LabelColumn = "b" },
            Training = _fewStarts,
        };

        using EquationSolverTransformer solver = context.R2N2().EquationSolver(Linear.Family, options).Fit(data);

        Assert.Equal(-1, solver.Network.Coefficients.Values[0], 1e-8);
        Assert.DoesNotContain(solver.GetOutputSchema(data.Schema), column => column.Name.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void EquationSolver_LabelColumnThatIsAnInput_IsRefused()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new MLContext().R2N2().EquationSolver(
            Linear.Family, new EquationSolverOptions { Loss = new EquationLoss { LabelColumn = "b" } }));

        Assert.Contains("'b'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("a label is no input", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LabelMissing_NamesIt()
    {
        MLContext context = new();
        EquationSolverEstimator estimator = context.R2N2().EquationSolver(
            Linear.Family, new EquationSolverOptions { Loss = new EquationLoss { LabelColumn = "truth" } });
        IDataView data = Linear.Data(context, 3, seed: 1);

        Assert.Contains("'truth'", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'truth'",
            Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaCapture.Of(context, data))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ProgressAndLog_TellStagesAndTheEnd()
    {
        MLContext context = new(seed: 1);
        List<LoggingEventArgs> lines = [];
        context.Log += (_, line) =>
        {
            if (line.Source.StartsWith(nameof(EquationSolverEstimator), StringComparison.Ordinal))
            {
                lines.Add(line);
            }
        };
        Recorder recorder = new();
        InstanceRow[] rows = Linear.Rows(30, seed: 1);
        rows[2].Vector[1] = double.NaN;

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { Training = _fewStarts, Progress = recorder })
            .Fit(Linear.Data(context, rows));

        Assert.Equal(solver.Report.Training!.History.Count, recorder.Values.Count);
        string[] stages = [.. recorder.Values.Select(value => value.Stage).Distinct()];
        Assert.All(stages, stage => Assert.Contains(lines, line => line.Kind == ChannelMessageKind.Info && line.RawMessage == $"{stage}."));
        Assert.Contains(lines, line => line.Kind == ChannelMessageKind.Info && line.RawMessage.StartsWith("Trained on 29 instances", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Kind == ChannelMessageKind.Warning && line.RawMessage.StartsWith("1 row was left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        using CancellationTokenSource source = new();
        Recorder recorder = new(() => source.Cancel());
        MLContext context = new();
        EquationSolverEstimator estimator = context.R2N2().EquationSolver(
            Linear.Family,
            new EquationSolverOptions { Training = _fewStarts, Progress = recorder, CancellationToken = source.Token });

        Assert.ThrowsAny<OperationCanceledException>(() => estimator.Fit(Linear.Data(context, 30, seed: 1)));

        Assert.Single(recorder.Values);
    }

    [Fact]
    public void Fit_CancelledAndResumedInAnotherContextWithoutASeed_EndsLikeAnUnbrokenRun()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        EquationSolverOptions options = new() { Training = _fewStarts with { Seed = 0 } };
        EquationSolverOptions unseeded = new() { Training = _fewStarts with { CheckpointPath = folder.File("run.json") } };
        EquationSolverTransformer Fit(MLContext context, EquationSolverOptions run) =>
            context.R2N2().EquationSolver(Linear.Family, run).Fit(Linear.Data(context, 30, seed: 1));

        Assert.ThrowsAny<OperationCanceledException>(() => Fit(
            new MLContext(), unseeded with { Progress = new Recorder(source.Cancel), CancellationToken = source.Token }));
        Assert.True(File.Exists(unseeded.Training.CheckpointPath));
        using EquationSolverTransformer resumed = Fit(new MLContext(), unseeded);
        using EquationSolverTransformer unbroken = Fit(new MLContext(), options);

        Assert.Equal(unbroken.Network.Coefficients, resumed.Network.Coefficients);
    }

    [Fact]
    public void Fit_FamilyThatDividesByZeroEverywhere_StopsWithAReason()
    {
        MLContext context = new();
        EquationFamily broken = ProblemFamily.Equations(
            "broken", 5, [new("b", 5)], (x, p) => x / (p["b"] - p["b"]), InitialGuess.Zero);

        var error = Assert.Throws<TrainingFailedException>(() =>
            context.R2N2().EquationSolver(broken, new() { Training = _fewStarts }).Fit(Linear.Data(context, 30, seed: 1)));

        Assert.Contains("'broken'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_FamilyThatCannotBeExported_FailsBeforeTraining()
    {
        EquationFamily single = ProblemFamily.Equations("single", 2, x => x - 1, InitialGuess.Zero);
        Recorder recorder = new();
        MLContext context = new();

        Assert.Throws<ArgumentException>(() => context.R2N2()
            .EquationSolver(single, new EquationSolverOptions { Progress = recorder })
            .Fit(Linear.Data(context, 3, seed: 1)));

        Assert.Empty(recorder.Values);
    }

    private static EquationSolverEstimator Seeded(MLContext context) =>
        context.R2N2().EquationSolver(Linear.Family, new EquationSolverOptions { InnerIterations = 4 });

    private sealed class Recorder(Action? onReport = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Values { get; } = [];

        public void Report(TrainingProgress value)
        {
            Values.Add(value);
            onReport?.Invoke();
        }
    }
}
