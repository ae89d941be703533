using R2N2.Reference;

namespace R2N2.Training.Tests;

/// <summary>Tables for each iteration, and tables that follow features of the instances: what training makes of them.</summary>
public sealed class TableTests
{
    private const int Unknowns = 6;

    // s (A x - b) with eigenvalues of A from 1 to 8: the best step is in proportion to 1/s.
    private static readonly EquationFamily _scaled = ProblemFamily.Equations(
        "scaled", Unknowns, [new("s"), new("same"), new("b", Unknowns)], (x, p) => p["s"] * ((Eigenvalues() * x) - p["b"]), InitialGuess.Zero);

    private static readonly Superstructure _step = Superstructure.Krylov(1);

    [Fact]
    public void Train_ATableForEachIteration_FindsTheBestPolynomial()
    {
        EquationLoss last = new() { OuterIterations = 3, Weights = [0, 0, 1] };
        InstanceBatch data = Data(200, scales: false);
        double polynomial = Train(Superstructure.Krylov(3), data, new EquationLoss { OuterIterations = 1, Weights = [1] }).Report.Loss;
        double shared = Train(_step, data, last).Report.Loss;

        TrainingResult<R2N2Network> found = Train(_step with { Tables = TableModule.PerIteration(3) }, data, last);

        Assert.Equal(polynomial, found.Report.Loss, 1e-6 * polynomial);
        Assert.True(found.Report.Loss < 0.5 * shared, $"{found.Report.Loss} against {shared}");
        Assert.Equal(3, found.Model.Coefficients.Tables.Count);
    }

    [Fact]
    public void Train_OnAFeatureThatSetsTheStep_IsAsGoodAsWithoutScales()
    {
        var three = Superstructure.Krylov(3);
        EquationLoss loss = new() { OuterIterations = 2, LabelColumn = "solution" };
        double unscaled = Train(three, Data(200, scales: false), loss).Report.Loss;
        InstanceBatch data = Data(200, scales: true);
        double shared = Train(three, data, loss).Report.Loss;

        TrainingResult<R2N2Network> found = Train(three with { Tables = TableModule.Conditional(p => 1 / p["s"]) }, data, loss);

        // Every θ in proportion to 1/s undoes the scale, and is affine in the measured feature; a constant more may fit chance.
        Assert.InRange(found.Report.Loss, 0.99 * unscaled, unscaled * (1 + 1e-9));
        Assert.True(found.Report.Loss < 0.1 * shared, $"{found.Report.Loss} against {shared}");
        Assert.Empty(found.Report.Warnings);
    }

    [Fact]
    public void Train_FromTheSharedTable_CanOnlyImprove()
    {
        InstanceBatch data = Data(120, scales: true);
        TrainingResult<R2N2Network> shared = Train(Superstructure.Krylov(2), data);
        TrainingOptions warm = new() { Starts = 0, WarmStarts = [shared.Model.Coefficients] };

        foreach (TableModule module in new[] { TableModule.PerIteration(3), TableModule.Conditional(p => p["s"]) })
        {
            double loss = Train(Superstructure.Krylov(2) with { Tables = module }, data, options: warm).Report.Loss;

            Assert.InRange(loss, 0, shared.Report.Loss);
        }
    }

    [Fact]
    public void Train_ByParameters_LeavesOutWhatIsConstantAndNamesIt()
    {
        TrainingResult<R2N2Network> found = Train(_step with { Tables = TableModule.ByParameters }, Data(80, scales: true));

        Assert.Contains("Feature 2 ('same') of the tables is 7 in all instances", Assert.Single(found.Report.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, found.Model.Coefficients.Tables.Count);
        Assert.Equal("Conditional", found.Model.Superstructure.Tables.Name);
    }

    [Fact]
    public void Train_NoFeatureTellsInstancesApart_IsRefusedByName()
    {
        var module = TableModule.Conditional(p => p["same"], p => Expression.Log(-p["s"]));

        string message = Assert.Throws<TrainingFailedException>(() => Train(_step with { Tables = module }, Data(80, scales: true))).Message;

        Assert.Contains("Feature 1 ('same')", message, StringComparison.Ordinal);
        Assert.Contains("Feature 2 of the tables is not finite", message, StringComparison.Ordinal);
        Assert.Contains("None is left", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_OnceMore_GoesOnFromItsOwnTables()
    {
        InstanceBatch data = Data(80, scales: true);
        TrainingResult<R2N2Network> first = Train(_step with { Tables = TableModule.Conditional(p => p["s"]) }, data);
        TrainingOptions warm = new() { Starts = 0, WarmStarts = [first.Model.Coefficients] };

        double again = Train(first.Model.Superstructure, data, options: warm).Report.Loss;

        Assert.InRange(again, 0, first.Report.Loss);
        Assert.Contains("measured before", Assert.Throws<ArgumentException>(
            () => Train(_step with { Tables = TableModule.Conditional(p => p["s"]) }, data, options: warm)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_AnIntegrator_RefusesTablesByName() => Assert.Contains("PerIteration(2)", Assert.Throws<ArgumentException>(() => Trainer.Train(
        ProblemFamily.InitialValue("decay", 1, y => -y),
        Superstructure.RungeKutta(2) with { Tables = TableModule.PerIteration(2) },
        new InstanceBatchSource(InstanceBatch.Of(1, ("State", [1]), ("StepSize", [0.1]))))).Message, StringComparison.Ordinal);

    private static TrainingResult<R2N2Network> Train(
        Superstructure structure, InstanceBatch data, EquationLoss? loss = null, TrainingOptions? options = null) => Trainer.Train(
            _scaled, structure, new InstanceBatchSource(data), loss, (options ?? new TrainingOptions { Starts = 8 }) with { Engine = TrainingEngine.Vectorised });

    private static Expression Eigenvalues() => Expression.Diag(new double[] { 1, 2, 3, 5, 7, 8 });

    private static InstanceBatch Data(int count, bool scales)
    {
        Random random = new(11);
        double[] Numbers(int size, Func<double> draw) => [.. Enumerable.Range(0, count * size).Select(_ => draw())];
        double[] b = Numbers(Unknowns, () => random.NextDouble() - 0.5);
        return InstanceBatch.Of(
            count,
            ("s", Numbers(1, () => scales ? Math.Exp(2.5 * (random.NextDouble() - 0.5)) : 1)),
            ("same", Numbers(1, () => 7)),
            ("b", b),
            ("solution", [.. b.Select((value, i) => value / new double[] { 1, 2, 3, 5, 7, 8 }[i % Unknowns])]));
    }
}
