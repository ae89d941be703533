using static R2N2.Expression;

namespace R2N2.Training.Tests.Integration;

/// <summary>
/// A derivative that does not depend on the state, as of a reaction at a constant rate, is alike for all starts. A product of
/// tensors whose sizes do not fit ends the process.
/// </summary>
public sealed class ConstantRateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Train_DerivativeOfTheParametersOnly_IsIntegratedExactly(bool consistent)
    {
        InitialValueFamily family = ProblemFamily.InitialValue("constant rate", 2, [new("a")], (_, p) => Stack(p["a"], 2 * p["a"]));
        InstanceBatch data = InstanceBatch.Of(
            32,
            (IntegratorInputs.State, [.. Enumerable.Range(0, 64).Select(i => Math.Cos(i))]),
            (IntegratorInputs.StepSize, [.. Enumerable.Range(0, 32).Select(i => 0.1 + (0.01 * i))]),
            ("a", [.. Enumerable.Range(0, 32).Select(i => 1 + (0.1 * i))]));

        TrainingReport report = Trainer.Train(
            family, Superstructure.RungeKutta(2, consistent), new InstanceBatchSource(data), options: new() { Starts = 8 }).Report;

        Assert.InRange(report.Loss, 0, 1e-16);
    }
}
