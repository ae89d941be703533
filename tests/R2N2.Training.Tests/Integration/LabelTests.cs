using System.Globalization;
using R2N2.Reference;

namespace R2N2.Training.Tests.Integration;

/// <summary>Labels as people have them, and what becomes of rows without one.</summary>
public sealed class LabelTests
{
    private const int Sound = 199;

    // y = y₀/(1 - y₀ t).
    private static readonly InitialValueFamily Pole = ProblemFamily.InitialValue("pole", 1, y => y * y);
    private static readonly TrainingOptions FewStarts = new() { Starts = 4, Optimizer = new LevenbergMarquardt { IterationLimit = 30 } };

    public static TheoryData<IntegratorLoss, double, double> BadRows => new()
    {
        // Past the pole at t = 1, in one step and in several.
        { new IntegratorLoss(), 1, 1.5 },
        { new IntegratorLoss { Scale = ErrorScale.Reference(ButcherTableau.Heun) }, 1, 1.5 },
        { new IntegratorLoss { Steps = 4, LabelSubsteps = 2 }, 1, 0.3 },
        { new IntegratorLoss { Horizon = 1.2, SmallestStep = 0.05 }, 1, 0.1 },
        { new IntegratorLoss(), double.NaN, 0.1 },
        { new IntegratorLoss(), -1, double.NaN },
        { new IntegratorLoss { Horizon = 1, SmallestStep = 0.05 }, -1, double.NaN },
        { new IntegratorLoss(), -1, double.PositiveInfinity },
        { new IntegratorLoss(), -1, 0 },
        { new IntegratorLoss { Scale = ErrorScale.StepPower(3) }, -1, 0 },
        { new IntegratorLoss { Steps = 3 }, -1, -0.1 },
        { new IntegratorLoss { Horizon = 1, SmallestStep = 0.05 }, -1, -0.1 },
        { new IntegratorLoss { LabelColumn = "Next" }, -1, -0.1 },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public void Train_OneRowThatCannotBeLearnedFrom_IsLeftOutAndSpoilsNothing(IntegratorLoss loss, double state, double stepSize)
    {
        TrainingResult<R2N2Integrator> sound = Train(Rows(), loss);

        TrainingResult<R2N2Integrator> result = Train(Rows((state, stepSize)), loss);

        Assert.Equal((Sound, 0), (sound.Report.Instances, sound.Report.SkippedInstances));
        Assert.Equal((Sound, 1), (result.Report.Instances, result.Report.SkippedInstances));
        Assert.Equal(sound.Model.Tableau, result.Model.Tableau);
        Assert.Equal(sound.Report.Loss, result.Report.Loss);
        Assert.Equal(sound.Report.LabelError, result.Report.LabelError);
    }

    [Fact]
    public void Train_GivenLabelThatIsNoNumber_IsLeftOut()
    {
        InstanceBatch data = Rows((-1, 0.1));
        double[] next = [.. data["Next"].ToArray().SkipLast(1), double.NaN];
        IntegratorLoss loss = new() { LabelColumn = "Next" };

        TrainingResult<R2N2Integrator> result = Train(
            InstanceBatch.Of(data.Count, ("State", data["State"].ToArray()), ("StepSize", data["StepSize"].ToArray()), ("Next", next)), loss);

        Assert.Equal((Sound, 1), (result.Report.Instances, result.Report.SkippedInstances));
        Assert.Equal(Train(Rows(), loss).Model.Tableau, result.Model.Tableau);
        Assert.Null(result.Report.LabelError);
    }

    [Fact]
    public void Train_ComputedLabels_TellTheirLargestError()
    {
        TrainingReport report = Train(Rows(), new IntegratorLoss { LabelSubsteps = 2 }).Report;

        Assert.InRange(report.LabelError!.Value, 1e-12, 1e-6);
        Assert.True(Train(Rows(), new IntegratorLoss()).Report.LabelError < report.LabelError);
    }

    [Fact]
    public void Train_NoRowWithALabel_SaysSo()
    {
        InstanceBatch data = InstanceBatch.Of(2, ("State", [1, 2]), ("StepSize", [1.5, 2]));

        ArgumentException failure = Assert.Throws<ArgumentException>(() => Train(data, new IntegratorLoss()));

        Assert.Contains("no instances to train on", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no accurate solution to learn from", failure.Message, StringComparison.Ordinal);
        Assert.Contains("rows 0, 1 (counted from 0)", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<ErrorScale> Scales =>
    [
        // 0.1^400 is 0.
        ErrorScale.StepPower(400),

        // Its second stage is infinite.
        ErrorScale.Reference(new ButcherTableau(Coefficients.Parse("1e200 | 0.5 0.5"))),
    ];

    [Theory]
    [MemberData(nameof(Scales))]
    public void Train_ScaleBeyondDoublePrecision_IsNamedAsTheReason(ErrorScale scale)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Train(Rows(), new IntegratorLoss { Scale = scale }));

        Assert.Contains("what the error is measured against ('Scale') is 0 or infinite", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no accurate solution", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_AnyCulture_IsTheSame()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo own = CultureInfo.CurrentCulture;
        IntegratorLoss loss = new() { Horizon = 1.5, SmallestStep = 0.25, Scale = ErrorScale.StepPower(2.5), ResidualWeight = 0.5 };
        ErrorEstimateOptions estimate = new() { Factor = 1.5 };
        string[] Identities()
        {
            IntegrationTask integration = new(Pole, Superstructure.RungeKutta(2), loss);
            ErrorEstimateTask embedded = new(new R2N2Integrator(Pole, ButcherTableau.Heun), estimate);
            return [.. integration.Identity, .. embedded.Identity];
        }

        string[] expected = Identities();
        string[] found;
        try
        {
            CultureInfo.CurrentCulture = comma;
            found = Identities();
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }

        Assert.Equal(expected, found);
        Assert.NotEqual(loss.Identity, (loss with { Scale = ErrorScale.StepPower(2) }).Identity);
    }

    [Fact]
    public void TrainErrorEstimate_RowsThatCannotBeLearnedFrom_AreLeftOut()
    {
        R2N2Integrator heun = new(Pole, ButcherTableau.Heun);
        TrainingResult<R2N2Integrator> sound = Trainer.TrainErrorEstimate(heun, new InstanceBatchSource(Rows()), null, FewStarts);

        TrainingResult<R2N2Integrator> result = Trainer.TrainErrorEstimate(
            heun, new InstanceBatchSource(Rows((1, 1.5), (-1, double.NaN), (-1, -0.1))), null, FewStarts);

        Assert.Equal((Sound, 3), (result.Report.Instances, result.Report.SkippedInstances));
        Assert.Equal(sound.Model.Tableau, result.Model.Tableau);
        Assert.Equal(sound.Model.Tableau.EstimateExponent!.Value, result.Model.Tableau.EstimateExponent!.Value, 0.05);
    }

    [Fact]
    public void Train_StepSizeBelowTheSmallest_NamesTheRowOfTheTable()
    {
        double[] sizes = [.. Enumerable.Repeat(0.1, 5000)];
        sizes[4321] = 0.01;
        InstanceBatch data = InstanceBatch.Of(5000, ("State", [.. Enumerable.Repeat(-1.0, 5000)]), ("StepSize", sizes));

        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Train(data, new IntegratorLoss { Horizon = 0.2, SmallestStep = 0.1, LabelSubsteps = 2 }));

        Assert.Contains("row 4321", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1 << 20, 1)]
    [InlineData(0, 3)]
    public void Read_SeveralPasses_ComputeLabelsAnewOnlyBeyondTheBudget(long budget, int computed)
    {
        LabelledSource source = new(new InstanceBatchSource(Rows()), Pole, new IntegratorLoss(), budget);

        double[][] passes = [.. Enumerable.Range(0, 3).Select(_ =>
            source.Read(50).SelectMany(batch => batch[LabelledSource.Labels].ToArray()).ToArray())];

        Assert.Equal(computed * Sound, source.ComputedRows);
        Assert.Equal(passes[0], passes[1]);
        Assert.Equal(passes[0], passes[2]);
    }

    [Fact]
    public void Train_RowsThatDoNotFitIntoMemory_GiveTheSameIntegrator()
    {
        // The rows with their labels take more than 5,000 bytes; the labels alone take less.
        TrainingOptions streamed = FewStarts with { MemoryBudget = 5000, BlockSize = 1 };
        IntegratorLoss loss = new() { Scale = ErrorScale.Reference(ButcherTableau.Heun) };

        TrainingResult<R2N2Integrator> result = Trainer.Train(
            Pole, Superstructure.RungeKutta(2), new InstanceBatchSource(Rows()), loss, streamed);

        Assert.Equal(Train(Rows(), loss).Model.Tableau, result.Model.Tableau);
    }

    public static TheoryData<IntegratorLoss, string> BadLosses => new()
    {
        { new IntegratorLoss { Steps = 0 }, "Steps is 0" },
        { new IntegratorLoss { Steps = 0, LabelColumn = "Next", ResidualOrder = 2 }, "LabelColumn is Next" },
        { new IntegratorLoss { Horizon = 1 }, "SmallestStep is null" },
        { new IntegratorLoss { Steps = 0, Horizon = 1 }, "SmallestStep is null" },
        { new IntegratorLoss { LabelColumn = "State" }, "none of the inputs of the family 'pole' (State, StepSize)" },
        { new IntegratorLoss { LabelColumn = "StepSize" }, "LabelColumn is StepSize" },
        { new IntegratorLoss { LabelSubsteps = 1 }, "LabelSubsteps is 1" },
    };

    [Theory]
    [MemberData(nameof(BadLosses))]
    public void Train_LossThatCannotBe_IsNamed(IntegratorLoss loss, string found) => Assert.Contains(
        found, Assert.Throws<ArgumentOutOfRangeException>(() => Train(Rows(), loss)).Message, StringComparison.Ordinal);

    [Fact]
    public void Train_NoStepsButAHorizon_IsTheHorizon()
    {
        IntegratorLoss loss = new() { Horizon = 0.4, SmallestStep = 0.05 };

        Assert.Equal(Train(Rows(), loss).Model.Tableau, Train(Rows(), loss with { Steps = 0 }).Model.Tableau);
    }

    private static TrainingResult<R2N2Integrator> Train(InstanceBatch data, IntegratorLoss loss) =>
        Trainer.Train(Pole, Superstructure.RungeKutta(2), new InstanceBatchSource(data), loss, FewStarts);

    // Rows without a pole ahead, with the true next states; some rows more behind them.
    private static InstanceBatch Rows(params (double State, double StepSize)[] more)
    {
        Random random = new(5);
        (double State, double StepSize)[] rows =
            [.. Enumerable.Range(0, Sound).Select(_ => (-0.5 - random.NextDouble(), 0.05 + (0.1 * random.NextDouble()))), .. more];
        return InstanceBatch.Of(
            rows.Length,
            ("State", [.. rows.Select(row => row.State)]),
            ("StepSize", [.. rows.Select(row => row.StepSize)]),
            ("Next", [.. rows.Select(row => row.State / (1 - (row.State * row.StepSize)))]));
    }
}
