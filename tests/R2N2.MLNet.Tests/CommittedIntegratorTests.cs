using Integrator;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

/// <summary>The Van der Pol integrator in models/, held against what the sample that makes it would make today.</summary>
public sealed class CommittedIntegratorTests
{
    private const int PieceSteps = 10;
    private const double Length = 5;
    private const int Substeps = 16;
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "van-der-pol.onnx");
    private static readonly string Card = Path.Combine(AppContext.BaseDirectory, "models", "van-der-pol.md");
    private static readonly double[] Unseen = [.. Enumerable.Range(0, 50).Select(i => 1.3525 + (0.0058 * i))];

    [Fact]
    public void VanDerPol_WrittenAgainFromItsDescription_IsTheSameFile()
    {
        var description = IntegratorDescription.Read(Model);

        R2N2Integrator integrator = new(VanDerPol.Family, description.Tableau) { TrainingLoss = description.TrainingLoss };

        Assert.Equal(File.ReadAllBytes(Model), integrator.ToOnnx(description.Options));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(200)]
    public void VanDerPol_OnUnseenInstances_HasTheAccuracyOfItsCard(int steps)
    {
        using var integrator = OnnxIntegrator.Load(Model);

        double measured = Error(integrator, steps);

        Assert.Contains(
            FormattableString.Invariant($"| {steps} | {4 * steps} | {measured:0.00E+0} |"), File.ReadAllText(Card), StringComparison.Ordinal);
    }

    [Fact]
    public void VanDerPol_TrainedAnew_IsAsAccurate()
    {
        InstanceBatch pieces = Trajectories.ToInstances(
            VanDerPol.Family,
            TrajectoryFile.Read(Path.Combine(AppContext.BaseDirectory, "van-der-pol.csv")),
            PieceSteps,
            "States",
            2,
            3,
            4);
        R2N2Integrator fresh = Trainer.Train(
            VanDerPol.Family,
            Superstructure.RungeKutta(stages: 4),
            new InstanceBatchSource(pieces),
            new IntegratorLoss { Steps = PieceSteps, LabelColumn = "States", Scale = ErrorScale.StepPower(4) },
            new TrainingOptions { Starts = 16, WarmStarts = [ButcherTableau.RungeKutta4.Coefficients] }).Model;

        using var anew = OnnxIntegrator.Load(fresh.ToOnnx(IntegratorDescription.Read(Model).Options));
        using var committed = OnnxIntegrator.Load(Model);

        Assert.Equal(committed.Description.TrainingLoss!.Value, fresh.TrainingLoss!.Value, 1e-6);
        Assert.All([50, 100, 200], steps => Assert.InRange(Error(anew, steps) / Error(committed, steps), 0.98, 1.02));
    }

    // The mean of ‖error‖ at the end.
    private static double Error(OnnxIntegrator integrator, int steps)
    {
        double h = Length / steps;
        RolloutResult found = integrator.Rollout(VanDerPol.Instances(Unseen, h), steps);
        RolloutResult exact = new R2N2Integrator(VanDerPol.Family, ButcherTableau.DormandPrince).Rollout(
            VanDerPol.Instances(Unseen, h / Substeps), steps * Substeps);
        return Enumerable.Range(0, Unseen.Length).Average(i => Math.Sqrt(
            found.State(i, steps).ToArray().Zip(exact.State(i, steps * Substeps).ToArray(), (x, y) => (x - y) * (x - y)).Sum()));
    }
}
