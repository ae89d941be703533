using R2N2.Reference;

namespace R2N2.Training.Tests;

/// <summary>Residuals whose squares are small, large, or lost.</summary>
public sealed class ResidualScaleTests
{
    [Theory]
    [InlineData(1e-100)]
    [InlineData(1e-23)]
    [InlineData(1e23)]
    [InlineData(1e100)]
    public void Train_RightSidesOfAnyScale_GivesTheSameNetwork(double scale)
    {
        TrainingReport ordinary = Train(1);

        TrainingReport scaled = Train(scale);

        Assert.Equal(1, scaled.Loss / scale / scale / ordinary.Loss, 1e-6);
    }

    [Theory]
    [InlineData(1e-300, "would be 0")]
    [InlineData(1e-170, "would be 0")]
    [InlineData(1e170, "would be infinite")]
    public void Train_SquaresOfResidualsAreLost_SaysSo(double scale, string loss)
    {
        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(() => Train(scale));

        Assert.Contains(loss, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Multiply f", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_FamilyThatIsSolvedAtItsGuess_IsNoFailure()
    {
        TrainingReport report = Train(0);

        Assert.Equal(0, report.Loss);
    }

    private static TrainingReport Train(double scale)
    {
        double[] b = [.. ReferenceProblems.LinearFixedData(50, seed: 3)["b"].ToArray().Select(value => value * scale)];
        return Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(2),
            new InstanceBatchSource(InstanceBatch.Of(50, ("b", b))),
            options: new TrainingOptions { Starts = 4, ValidationShare = 0 }).Report;
    }
}
