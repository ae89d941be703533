using R2N2.Reference;

namespace R2N2.Training.Tests.Integration;

public sealed class IntegratorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Train_OrderResidualsOfTheSquareFamily_FindsTheOnlyMethodOfOrder3(int seed)
    {
        TrainingResult<R2N2Integrator> result = Square(
            ReferenceIntegrations.SquareData(100, seed), new IntegratorLoss { Steps = 0, ResidualOrder = 3 }, new TrainingOptions { Seed = seed, Starts = 16 });

        ButcherTableau tableau = result.Model.Tableau;
        Assert.Equal(2, tableau[1, 0], 1e-8);
        Assert.Equal(0.75, tableau.Weights[0], 1e-8);
        Assert.Equal(0.25, tableau.Weights[1], 1e-8);
        Assert.Null(result.Report.Labels);
    }

    [Fact]
    public void Train_OnGivenLabels_ReportsTheColumnAndFindsTheSameAsComputedOnes()
    {
        InstanceBatch data = ConvergenceOrder.With(ReferenceIntegrations.SquareData(50, 1), IntegratorInputs.StepSize, 0.1);
        double[] labels = ReferenceIntegrations.SquareSolutions(data, 0.1);
        InstanceBatch labelled = InstanceBatch.Of(
            50, [.. data.Names.Select(name => (name, data[name].ToArray())), ("Next", labels)]);
        TrainingOptions options = new() { Starts = 0, WarmStarts = [ButcherTableau.Heun.Coefficients] };

        TrainingResult<R2N2Integrator> given = Square(labelled, new IntegratorLoss { LabelColumn = "Next", Scale = ErrorScale.StepPower(3) }, options);
        TrainingResult<R2N2Integrator> computed = Square(data, new IntegratorLoss { Scale = ErrorScale.StepPower(3) }, options);

        Assert.Equal("the column 'Next'", given.Report.Labels);
        Assert.Contains("computed by the library", computed.Report.Labels, StringComparison.Ordinal);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(given.Model.Tableau.Coefficients.Values[i], computed.Model.Tableau.Coefficients.Values[i], 1e-5);
        }
    }

    [Fact]
    public void Train_Consistent_WeightsSumTo1AndWithoutItTheyNeedNot()
    {
        InstanceBatch data = ConvergenceOrder.With(ReferenceIntegrations.SquareData(50, 1), IntegratorInputs.StepSize, 1);
        IntegratorLoss loss = new() { Scale = ErrorScale.Reference(ButcherTableau.Heun) };
        TrainingOptions options = new() { Starts = 4 };

        double[] consistent = Train(Superstructure.RungeKutta(2), data, loss, options).Model.Tableau.Weights.ToArray();
        TrainingResult<R2N2Integrator> free = Train(Superstructure.RungeKutta(2, consistent: false), data, loss, options);

        Assert.Equal(1, consistent.Sum(), 1e-15);
        Assert.NotEqual(1, free.Model.Tableau.Weights.ToArray().Sum(), 1e-6);
    }

    [Theory]
    [InlineData("Halley")]
    [InlineData("Taylor 3")]
    public void Train_StructureForEquations_IsRefusedByName(string name)
    {
        Superstructure structure = name == "Halley" ? Superstructure.Halley : new(2, GenerationModule.Parse(name));

        string message = Assert.Throws<ArgumentException>(
            () => Train(structure, ReferenceIntegrations.SquareData(10, 1), new IntegratorLoss(), new TrainingOptions())).Message;

        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains("RungeKutta", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_RowWhoseStateOverflows_IsLeftOutAndCounted()
    {
        // y' = y² from 1 has its pole at t = 1.
        InitialValueFamily family = ProblemFamily.InitialValue("pole", 1, y => y * y);
        InstanceBatch data = InstanceBatch.Of(
            3, ("State", [-1, double.PositiveInfinity, -2]), ("StepSize", [0.1, 0.1, 0.1]));

        TrainingReport report = Trainer.Train(
            family, Superstructure.RungeKutta(2), new InstanceBatchSource(data), null, new TrainingOptions { Starts = 2 }).Report;

        Assert.Equal(2, report.Instances);
        Assert.Equal(1, report.SkippedInstances);
    }

    [Fact]
    public void Train_StepSizeNotAboveZero_IsNamed()
    {
        InstanceBatch data = ConvergenceOrder.With(ReferenceIntegrations.SquareData(5, 1), IntegratorInputs.StepSize, -0.1);

        ArgumentException failure = Assert.Throws<ArgumentException>(() => Square(data, new IntegratorLoss(), new TrainingOptions()));

        Assert.Contains("5 rows were left out of training, since 'StepSize' is not above 0: rows 0, 1, 2, 3, 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LabelOfWrongLength_NamesFoundAndExpected()
    {
        InstanceBatch data = InstanceBatch.Of(
            2, ("State", [1, 2]), ("a", [0.1, 0.2]), ("StepSize", [0.1, 0.1]), ("Next", [1, 2]));

        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Square(data, new IntegratorLoss { Steps = 2, LabelColumn = "Next" }, new TrainingOptions()));

        Assert.Contains("'Next' has 2 numbers", failure.Message, StringComparison.Ordinal);
        Assert.Contains("need 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_InconsistentWarmStart_SaysWhatToDo()
    {
        InstanceBatch data = ConvergenceOrder.With(ReferenceIntegrations.SquareData(5, 1), IntegratorInputs.StepSize, 0.1);

        ArgumentException failure = Assert.Throws<ArgumentException>(() => Square(
            data, new IntegratorLoss(), new TrainingOptions { Starts = 0, WarmStarts = [new Coefficients(1, 0.5, 0.6)] }));

        Assert.Contains("sum to 1.1", failure.Message, StringComparison.Ordinal);
    }

    private static TrainingResult<R2N2Integrator> Square(InstanceBatch data, IntegratorLoss loss, TrainingOptions options) =>
        Train(Superstructure.RungeKutta(2), data, loss, options);

    private static TrainingResult<R2N2Integrator> Train(
        Superstructure superstructure, InstanceBatch data, IntegratorLoss loss, TrainingOptions options) =>
        Trainer.Train(ReferenceIntegrations.Square, superstructure, new InstanceBatchSource(data), loss, options);
}
