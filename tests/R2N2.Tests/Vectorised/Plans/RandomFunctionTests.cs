using R2N2.Reference;
using R2N2.Tests.Engines;

namespace R2N2.Tests.Vectorised.Plans;

/// <summary>Plans of random functions compute what a reader computes that keeps every value for itself.</summary>
public sealed class RandomFunctionTests
{
    private const double Unit = 1.0 / (1L << 53);
    private const int Functions = 150;

    // More than one vector of lanes, and a last one that is not full.
    private const int Count = 19;

    [Theory]
    [InlineData(6)]
    [InlineData(25)]
    [InlineData(100)]
    public void Evaluate_RandomFunctions_MatchesThePlainReader(int steps)
    {
        for (int seed = 0; seed < Functions; seed++)
        {
            RandomFunction random = new(steps, seed);
            NDArray[] inputs = Draw(random.Function);
            NDArray[] expected = PlainEngine.Instance.Evaluate(random.Function, inputs);

            // Which itself compares every instance alone with all of them together.
            NDArray[] found = new VectorisedEngine().Evaluate(random.Function, inputs);

            for (int k = 0; k < found.Length; k++)
            {
                double allowed = random.Outputs[k].Error * 4 * Unit;
                double[] wanted = expected[k].Expand(found[k].Lengths).Values;
                double difference = wanted.Zip(found[k].Values, Distance).Max();
                Assert.True(difference <= allowed, $"Output {k} of {steps} steps, seed {seed}, is wrong by {difference}; {allowed} is allowed.");
            }
        }
    }

    private static double Distance(double a, double b) => double.IsNaN(a - b) ? double.PositiveInfinity : Math.Abs(a - b);

    private static NDArray[] Draw(RecordedFunction function)
    {
        Random random = new(3);
        return
        [
            .. function.Inputs.Select(input => new NDArray(
                [Count, .. input.Shape.Dimensions],
                [.. Enumerable.Range(0, Count * input.Shape.Size).Select(_ => (double)random.Next(-3, 4))])),
        ];
    }
}
