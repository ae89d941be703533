using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Training;
using R2N2.Training.Tests;
using static R2N2.Expression;

namespace R2N2.MLNet.Tests;

public sealed class IntegratorTests
{
    private static readonly InitialValueFamily Oscillator = ProblemFamily.InitialValue(
        "van-der-pol", 2, [new("a")], (y, p) => Stack(y[1], (p["a"] * (1 - (y[0] * y[0])) * y[1]) - y[0]));

    private static readonly IntegratorOptions Options = new()
    {
        Stages = 3,
        ErrorEstimate = new ErrorEstimateOptions(),
        Training = new TrainingOptions { Starts = 2, Optimizer = new LevenbergMarquardt { IterationLimit = 15 } },
    };

    [Fact]
    public void Transform_OfUnseenRows_GivesTheStepsOfTheIntegrator()
    {
        MLContext ml = new(seed: 1);
        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, Options).Fit(ml.Data.LoadFromEnumerable(Rows(60, 0)));
        Row[] unseen = Rows(150, 1);

        Stepped[] found = [.. ml.Data.CreateEnumerable<Stepped>(model.Transform(ml.Data.LoadFromEnumerable(unseen)), reuseRowObject: false)];

        AssertSteps(model.Integrator, unseen, found);
        Assert.Contains("computed by the library", model.Report.Labels, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveAndLoad_WithPlainMlNet_GivesTheSameSteps()
    {
        MLContext ml = new(seed: 1);
        IDataView training = ml.Data.LoadFromEnumerable(Rows(60, 0));
        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, Options).Fit(training);
        using MemoryStream stream = new();
        Row[] unseen = Rows(20, 2);

        ml.Model.Save(model, training.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        IDataView transformed = loaded.Transform(ml.Data.LoadFromEnumerable(unseen));

        AssertSteps(model.Integrator, unseen, [.. ml.Data.CreateEnumerable<Stepped>(transformed, reuseRowObject: false)]);
        Assert.Equal(
            model.GetOutputSchema(training.Schema).Select(column => (column.Name, $"{column.Type}")),
            loaded.GetOutputSchema(training.Schema).Select(column => (column.Name, $"{column.Type}")));
        (loaded as IDisposable)?.Dispose();
    }

    [Fact]
    public void PredictionEngine_ForOneRow_GivesTheStepOfTheIntegrator()
    {
        MLContext ml = new(seed: 1);
        IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, Options).Fit(ml.Data.LoadFromEnumerable(Rows(60, 0)));
        using PredictionEngine<Row, Stepped> engine = ml.Model.CreatePredictionEngine<Row, Stepped>(model);
        Row[] unseen = Rows(3, 3);

        AssertSteps(model.Integrator, unseen, [.. unseen.Select(row => engine.Predict(row))]);
    }

    [Fact]
    public void Fit_OnALabelColumn_LearnsFromIt()
    {
        MLContext ml = new(seed: 1);
        IntegratorOptions options = Options with
        {
            ErrorEstimate = null,
            Loss = new IntegratorLoss { LabelColumn = "Next", Scale = ErrorScale.StepPower(4) },
        };

        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, options).Fit(ml.Data.LoadFromEnumerable(Rows(60, 0)));

        Assert.Equal("the column 'Next'", model.Report.Labels);
        Assert.DoesNotContain(model.GetOutputSchema(ml.Data.LoadFromEnumerable(Rows(1, 0)).Schema), column => column.Name == "ErrorEstimate");
    }

    [Fact]
    public void Fit_OnOrderResidualsAlone_NeedsNoSteps()
    {
        MLContext ml = new(seed: 1);
        IntegratorOptions options = Options with { ErrorEstimate = null, Loss = new IntegratorLoss { Steps = 0, ResidualOrder = 2 } };

        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, options).Fit(ml.Data.LoadFromEnumerable(Rows(60, 0)));

        Assert.InRange(model.Report.Loss, 0, 1e-20);
    }

    [Fact]
    public void Integrator_LossThatCannotBe_IsNamed()
    {
        R2N2Catalog catalog = new MLContext().R2N2();
        string Failure<T>(IntegratorLoss loss)
            where T : ArgumentException => Assert.Throws<T>(() => catalog.Integrator(Oscillator, Options with { Loss = loss })).Message;

        Assert.Contains("Steps is 0", Failure<ArgumentOutOfRangeException>(new() { Steps = 0 }), StringComparison.Ordinal);
        Assert.Contains(
            "LabelColumn is Next", Failure<ArgumentOutOfRangeException>(new() { Steps = 0, ResidualOrder = 2, LabelColumn = "Next" }), StringComparison.Ordinal);
        Assert.Contains("a label is no input", Failure<ArgumentException>(new() { LabelColumn = "State" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_RowsThatCannotBeLearnedFrom_AreLeftOutAndNamedInTheLog()
    {
        MLContext ml = new(seed: 1);
        List<string> log = [];
        ml.Log += (_, message) => log.Add(message.Message);
        Row[] rows = Rows(5000, 0);
        rows[17].StepSize = double.NaN;
        rows[4321].StepSize = -0.1;
        IntegratorOptions options = Options with { ErrorEstimate = null, Loss = new IntegratorLoss { LabelColumn = "Next" } };

        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, options).Fit(ml.Data.LoadFromEnumerable(rows));

        Assert.Equal((4998, 2), (model.Report.Instances, model.Report.SkippedInstances));
        Assert.Contains(log, line => line.Contains("NaN or infinite: row 17 (counted from 0)", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains("'StepSize' is not above 0: row 4321 (counted from 0)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_InterruptedInTheErrorEstimate_GoesOnThereInAnEqualFit(bool isOutOfTime)
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Rows(60, 0));
        ManualTime time = new();
        TrainingOptions training = Options.Training! with { Seed = 0, Time = time };
        TrainingOptions limited = training with { TimeLimit = TimeSpan.FromSeconds(1), CheckpointPath = folder.File("run.json") };
        string[] files = [limited.CheckpointPath, limited.CheckpointPath + ".error-estimate"];
        List<int> iterations = [];
        SynchronousProgress watch = new(progress =>
        {
            iterations.Add(progress.Iteration);
            if (iterations.Count(iteration => iteration == 0) == 2 && progress.Iteration == 3)
            {
                (isOutOfTime ? () => time.Advance(limited.TimeLimit.Value) : (Action)source.Cancel)();
            }
        });
        ButcherTableau Fit(IntegratorOptions run)
        {
            using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, run).Fit(data);
            return model.Integrator.Tableau;
        }

        Exception? interruption = Record.Exception(
            () => Fit(Options with { Training = limited, Progress = watch, CancellationToken = source.Token }));
        Assert.Equal(!isOutOfTime, interruption is OperationCanceledException);
        Assert.All(files, file => Assert.True(File.Exists(file), file));
        iterations.Clear();
        ButcherTableau resumed = Fit(Options with { Training = limited, Progress = new SynchronousProgress(progress => iterations.Add(progress.Iteration)) });

        // Nothing of the step is trained again, and the estimate goes on.
        Assert.Equal(4, iterations[0]);
        Assert.DoesNotContain(0, iterations);
        Assert.All(files, file => Assert.False(File.Exists(file), file));
        ButcherTableau unbroken = Fit(Options with { Training = training });
        Assert.Equal(unbroken.Coefficients, resumed.Coefficients);
        Assert.Equal(unbroken.Embedded.ToArray(), resumed.Embedded.ToArray());
    }

    [Fact]
    public void GetOutputSchema_OfTheEstimator_IsThatOfTheTransformer()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Rows(60, 0));
        IntegratorEstimator estimator = ml.R2N2().Integrator(Oscillator, Options);

        SchemaShape shape = estimator.GetOutputSchema(SchemaCapture.Of(ml, data));

        using IntegratorTransformer model = estimator.Fit(data);
        Assert.Equal(model.GetOutputSchema(data.Schema).Select(column => column.Name), shape.Select(column => column.Name));
    }

    [Fact]
    public void Fit_WithoutTheStepSize_NamesTheColumn()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Transforms.DropColumns("StepSize").Fit(ml.Data.LoadFromEnumerable(Rows(2, 0)))
            .Transform(ml.Data.LoadFromEnumerable(Rows(2, 0)));

        ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>(
            () => ml.R2N2().Integrator(Oscillator, Options).Fit(data));

        Assert.Contains("StepSize", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_StepSizeNotAboveZero_IsNamedWhenTheRowIsRead()
    {
        MLContext ml = new(seed: 1);
        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, Options).Fit(ml.Data.LoadFromEnumerable(Rows(60, 0)));
        Row[] rows = Rows(3, 0);
        rows[1].StepSize = -1;

        Exception? failure = Record.Exception(() =>
            ml.Data.CreateEnumerable<Stepped>(model.Transform(ml.Data.LoadFromEnumerable(rows)), reuseRowObject: false).ToArray());

        Assert.Contains("'StepSize' of instance 1 is -1", $"{failure}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Transform_StepSizeThatIsNotFinite_SpoilsItsRowOnly(double bad)
    {
        MLContext ml = new(seed: 1);
        Row[] rows = Rows(60, 0);
        rows[3].StepSize = bad;
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        using IntegratorTransformer model = ml.R2N2().Integrator(Oscillator, Options).Fit(data);

        Stepped[] found = [.. ml.Data.CreateEnumerable<Stepped>(model.Transform(data), reuseRowObject: false)];

        Assert.Equal(1, model.Report.SkippedInstances);
        Assert.All(found[3].NextState.Concat(found[3].ErrorEstimate), value => Assert.False(double.IsFinite(value)));
        AssertSteps(model.Integrator, [.. rows.Where((_, i) => i != 3)], [.. found.Where((_, i) => i != 3)]);
    }

    private static void AssertSteps(R2N2Integrator integrator, Row[] rows, Stepped[] found)
    {
        StepResult expected = integrator.Step(InstanceBatch.Of(
            rows.Length,
            ("State", [.. rows.SelectMany(row => row.State)]),
            ("StepSize", [.. rows.Select(row => row.StepSize)]),
            ("a", [.. rows.Select(row => row.A)])));
        Assert.Equal(rows.Length, found.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Assert.Equal(expected.NextState.Span[(2 * i) + j], found[i].NextState[j], 1e-12);
                Assert.Equal(expected.ErrorEstimate.Span[(2 * i) + j], found[i].ErrorEstimate[j], 1e-12);
            }
        }
    }

    private static Row[] Rows(int count, int seed)
    {
        Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                double[] state = [(4 * random.NextDouble()) - 2, (4 * random.NextDouble()) - 2];
                return new Row { State = state, StepSize = 0.02 + (0.1 * random.NextDouble()), A = 1 + random.NextDouble(), Next = state };
            }),
        ];
    }

    private sealed class Row
    {
        [VectorType(2)]
        public double[] State { get; set; } = [];

        public double StepSize { get; set; }

        [ColumnName("a")]
        public double A { get; set; }

        [VectorType(2)]
        public double[] Next { get; set; } = [];
    }

    private sealed class Stepped
    {
        [VectorType(2)]
        public double[] NextState { get; set; } = [];

        [VectorType(2)]
        public double[] ErrorEstimate { get; set; } = [];
    }
}
