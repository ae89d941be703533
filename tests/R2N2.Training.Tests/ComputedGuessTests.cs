namespace R2N2.Training.Tests;

/// <summary>Training from a guess that is computed from the parameters.</summary>
public sealed class ComputedGuessTests
{
    private const int Count = 40;

    private static readonly EquationFamily _family = ProblemFamily.Equations(
        "computed guess", 2, [new("b", 2)], (x, p) => x + (0.1 * x * x * x) - p["b"], InitialGuess.Function(p => p["b"] / (1 + (p["b"] * p["b"]))));

    [Theory]
    [InlineData(TrainingEngine.TorchSharp)]
    [InlineData(TrainingEngine.Vectorised)]
    public void Train_ComputedGuess_IsTrainingFromTheSameGuessGiven(TrainingEngine engine)
    {
        Random random = new(3);
        double[] b = [.. Enumerable.Range(0, 2 * Count).Select(_ => random.NextDouble())];
        double[] start = [.. b.Select(value => value / (1 + (value * value)))];
        TrainingOptions options = new() { Engine = engine, Starts = 2, Optimizer = new LevenbergMarquardt { IterationLimit = 5 } };
        TrainingResult<R2N2Network> Train(EquationFamily family, params (string, double[])[] columns) => Trainer.Train(
            family, Superstructure.Krylov(2), new InstanceBatchSource(InstanceBatch.Of(Count, columns)), options: options);

        TrainingResult<R2N2Network> found = Train(_family, ("b", b));
        TrainingResult<R2N2Network> expected = Train(_family.WithInitialGuess(InitialGuess.Given()), ("X0", start), ("b", b));

        Assert.Equal(expected.Report.Loss, found.Report.Loss, 1e-10 * expected.Report.Loss);
        Assert.All(
            expected.Model.Coefficients.Values.ToArray().Zip(found.Model.Coefficients.Values.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-8));
    }
}
