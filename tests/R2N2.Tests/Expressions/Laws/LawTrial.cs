using R2N2.Reference;
using R2N2.Tests.Engines;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Random numbers for a case under a layout, and the outcome that the case's formulas give for them.</summary>
internal sealed class LawTrial
{
    private readonly LawCase _law;
    private readonly Layout _layout;

    public LawTrial(LawCase law, Layout layout)
    {
        _law = law;
        _layout = layout;
        Random random = new(20240517);
        Values = [.. law.Inputs.Select((shape, i) => Draw(random, [.. layout.Values(i), .. shape.Dimensions], law.Domains[i]))];
        Along = [.. law.Inputs.Select((shape, i) => Draw(random, [.. layout.Along(i), .. shape.Dimensions], (-1, 1)))];
        AlongNext = [.. law.Inputs.Select((shape, i) => Draw(random, [.. layout.AlongNext(i), .. shape.Dimensions], (-1, 1)))];
    }

    public NDArray[] Values { get; }

    public NDArray[] Along { get; }

    public NDArray[] AlongNext { get; }

    /// <summary>First directions: all operands move, or only one of them.</summary>
    public NDArray?[][] Directions()
    {
        NDArray?[] Only(int moving) => [.. Along.Select((direction, i) => i == moving ? direction : null)];
        return [Along, .. Enumerable.Range(0, Along.Length > 1 ? Along.Length : 0).Select(Only)];
    }

    public void AssertValue(NDArray actual, bool exactShape = true) => AssertEqual(Expected([Values], x => _law.Value(x[0])), actual, exactShape);

    public void AssertFirst(NDArray?[] along, NDArray actual) =>
        AssertEqual(Expected([Values, OrZero(along)], x => _law.First(x[0], x[1])), actual, exactShape: false);

    public void AssertSecond(NDArray?[] along, NDArray?[] next, NDArray actual) =>
        AssertEqual(Expected([Values, OrZero(along), OrZero(next)], x => _law.Second(x[0], x[1], x[2])), actual, exactShape: false);

    private static NDArray Draw(Random random, int[] lengths, (double Low, double High) domain) =>
        new(lengths, [.. Enumerable.Range(0, NDArray.SizeOf(lengths))
            .Select(_ => domain.Low + ((domain.High - domain.Low) * random.NextDouble()))]);

    private NDArray[] OrZero(NDArray?[] along) =>
        [.. along.Select((direction, i) => direction ?? new NDArray(_law.Inputs[i].Dimensions.ToArray(), new double[_law.Inputs[i].Size]))];

    // Every instance by itself, its numbers taken out of the batch.
    private (NDArray Expected, int[] Shape) Expected(NDArray[][] groups, Func<double[][][], double[]> law)
    {
        int[] batch = NDArray.Common(groups.SelectMany(group => group.Select((array, i) => array.Lengths[..^_law.Inputs[i].Rank])));
        NDArray[][] aligned = [.. groups.Select(group =>
            group.Select((array, i) => array.Expand([.. batch, .. _law.Inputs[i].Dimensions])).ToArray())];
        List<double> expected = [];
        for (int b = 0; b < NDArray.SizeOf(batch); b++)
        {
            expected.AddRange(law([.. aligned.Select(group => group.Select((array, i) =>
                array.Values.AsSpan(b * _law.Inputs[i].Size, _law.Inputs[i].Size).ToArray()).ToArray())]));
        }

        int[] lengths = [.. batch, .. _law.Record().Outputs[0].Shape.Dimensions];
        return (new NDArray(lengths, [.. expected]), lengths);
    }

    private void AssertEqual((NDArray Array, int[] Shape) expected, NDArray actual, bool exactShape)
    {
        // A constant, and a zero derivative, need no batch axes.
        if (exactShape && _law.Primitive != Primitive.Constant)
        {
            Assert.Equal(expected.Shape, actual.Lengths);
        }

        double[] found = actual.Expand(expected.Shape).Values;
        double largest = expected.Array.Values.Max(Math.Abs);
        for (int i = 0; i < found.Length; i++)
        {
            double wanted = expected.Array.Values[i];
            Assert.True(
                Math.Abs(found[i] - wanted) <= 1e-12 * Math.Max(Math.Abs(wanted), Math.Min(largest, 1)),
                $"{_law.Name}, {_layout.Name}: element {i} is {found[i]:R}, expected {wanted:R}.");
        }
    }
}
