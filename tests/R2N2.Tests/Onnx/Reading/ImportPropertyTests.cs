using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Random shapes, axes and indices, the same in every run: what is read computes what ONNX Runtime computes.</summary>
public sealed class ImportPropertyTests
{
    private const int Trials = 40;

    [Fact]
    public void Read_AnyTransposition_MatchesOnnxRuntime() => Repeat(Trials, random =>
    {
        ModelSketch m = new();
        int[] dims = Lengths(random, random.Next(1, 5), 1, 3);
        long[] order = [.. Enumerable.Range(1, dims.Length)];
        random.Shuffle(order);
        ImportComparison.AssertEqual(m.Output(m.Node("Transpose", [m.Input("x", dims)], With("perm", [0, .. order]))));
    });

    [Fact]
    public void Read_AnyBroadcast_MatchesOnnxRuntime() => Repeat(Trials, random =>
    {
        ModelSketch m = new();
        int[] dims = Lengths(random, random.Next(1, 5), 1, 3);
        int[] left = Thinned(random, dims);
        int[] right = Thinned(random, dims);
        string other = random.Next(2) == 0 ? m.Random(3, [1, .. Longs(right)]) : m.Input("p", right);
        ImportComparison.AssertEqual(m.Output(m.Node("Sub", m.Input("x", left), other)));
    });

    [Fact]
    public void Read_AnySlice_MatchesOnnxRuntime() => Repeat(3 * Trials, random =>
    {
        int length = random.Next(1, 8);
        (int start, int end, int step) = (random.Next(-9, 10), random.Next(-9, 10), random.Next(1, 4) * (random.Next(2) == 0 ? 1 : -1));
        if (Keeps(length, start, end, step))
        {
            ModelSketch m = new();
            int axis = random.Next(1, 3);
            string x = axis == 1 ? m.Input("x", length, 2) : m.Input("x", 2, length);
            ImportComparison.AssertEqual(m.Output(
                m.Node("Slice", x, m.Integers(start), m.Integers(end), m.Integers(axis), m.Integers(step))));
        }
    });

    [Fact]
    public void Read_AnyMatrixProduct_MatchesOnnxRuntime() => Repeat(Trials, random =>
    {
        ModelSketch m = new();
        int[] stack = Lengths(random, random.Next(3), 1, 3);
        int[] sizes = Lengths(random, 3, 1, 3);
        ImportComparison.AssertEqual(m.Output(m.Node(
            "MatMul", m.Input("x", [.. stack, sizes[0], sizes[1]]), m.Input("p", [.. Thinned(random, stack), sizes[1], sizes[2]]))));
    });

    [Fact]
    public void Read_AnyConvolution_MatchesOnnxRuntime() => Repeat(Trials, random =>
    {
        // The dilated kernel, at most 5 long, always fits.
        ModelSketch m = new(isDouble: false);
        int axes = random.Next(1, 3);
        int[] channels = Lengths(random, 3, 1, 2);
        long[] weights = [channels[0] * channels[2], channels[1], .. Longs(Lengths(random, axes, 1, 3))];
        ImportComparison.AssertEqual(m.Output(m.Node(
            "Conv",
            [m.Input("x", [channels[0] * channels[1], .. Lengths(random, axes, 5, 8)]), m.Random(1, weights), m.Random(2, weights[0])],
            With("strides", Longs(Lengths(random, axes, 1, 2))),
            With("dilations", Longs(Lengths(random, axes, 1, 2))),
            With("pads", Longs(Lengths(random, 2 * axes, 0, 2))),
            With("group", (long)channels[0]))));
    });

    private static void Repeat(int trials, Action<Random> trial)
    {
        for (int seed = 0; seed < trials; seed++)
        {
            trial(new Random(seed));
        }
    }

    private static int[] Lengths(Random random, int count, int smallest, int largest) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(smallest, largest + 1))];

    // Some lengths replaced by 1.
    private static int[] Thinned(Random random, int[] dims) => [.. dims.Select(length => random.Next(2) == 0 ? 1 : length)];

    private static long[] Longs(int[] values) => Array.ConvertAll(values, value => (long)value);

    // Whether a slice, as Python understands it, has any elements.
    private static bool Keeps(int length, int start, int end, int step)
    {
        (int low, int high) = step > 0 ? (0, length) : (-1, length - 1);
        int first = Math.Clamp(start < 0 ? start + length : start, low, high);
        int last = Math.Clamp(end < 0 ? end + length : end, low, high);
        return step > 0 ? first < last : first > last;
    }
}
