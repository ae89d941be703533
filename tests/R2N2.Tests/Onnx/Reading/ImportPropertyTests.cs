using CsCheck;
using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Random shapes, axes and indices: what is read computes what ONNX Runtime computes.</summary>
public sealed class ImportPropertyTests
{
    private const int Iterations = 40;

    [Fact]
    public void Read_AnyTransposition_MatchesOnnxRuntime() => Gen.Select(Gen.Int[1, 3].Array[1, 4], Gen.Int[0, 999]).Sample(
        (dims, seed) =>
        {
            ModelSketch m = new();
            long[] order = [0, .. Shuffled(dims.Length, seed).Select(axis => axis + 1L)];
            ImportComparison.AssertEqual(m.Output(m.Node("Transpose", [m.Input("x", dims)], With("perm", order))));
        },
        iter: Iterations, threads: 1);

    [Fact]
    public void Read_AnyBroadcast_MatchesOnnxRuntime() => Gen.Select(Gen.Int[1, 3].Array[1, 4], Gen.Bool.Array[4], Gen.Bool.Array[4], Gen.Bool).Sample(
        (dims, left, right, constant) =>
        {
            ModelSketch m = new();
            int[] a = [.. dims.Select((length, axis) => left[axis] ? length : 1)];
            int[] b = [.. dims.Select((length, axis) => right[axis] ? length : 1)];
            string other = constant ? m.Random(3, [1, .. b.Select(length => (long)length)]) : m.Input("p", b);
            ImportComparison.AssertEqual(m.Output(m.Node("Sub", m.Input("x", a), other)));
        },
        iter: Iterations, threads: 1);

    [Fact]
    public void Read_AnySlice_MatchesOnnxRuntime() => Gen.Select(Gen.Int[1, 7], Gen.Int[-9, 9], Gen.Int[-9, 9], Gen.Int[-3, 3], Gen.Int[1, 2]).Sample(
        (length, start, end, step, axis) =>
        {
            int[] kept = Python(length, start, end, step);
            if (kept.Length > 0)
            {
                ModelSketch m = new();
                string x = axis == 1 ? m.Input("x", length, 2) : m.Input("x", 2, length);
                ImportComparison.AssertEqual(m.Output(
                    m.Node("Slice", x, m.Integers(start), m.Integers(end), m.Integers(axis), m.Integers(step))));
            }
        },
        iter: 3 * Iterations, threads: 1);

    [Fact]
    public void Read_AnyMatrixProduct_MatchesOnnxRuntime() => Gen.Select(
        Gen.Int[1, 3].Array[0, 2], Gen.Bool.Array[2], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3]).Sample(
        (stack, shared, rows, inner, columns) =>
        {
            ModelSketch m = new();
            int[] other = [.. stack.Select((length, axis) => shared[axis] ? length : 1)];
            ImportComparison.AssertEqual(m.Output(m.Node(
                "MatMul", m.Input("x", [.. stack, rows, inner]), m.Input("p", [.. other, inner, columns]))));
        },
        iter: Iterations, threads: 1);

    [Fact]
    public void Read_AnyConvolution_MatchesOnnxRuntime() => Gen.Select(
        Gen.Int[5, 8].Array[1, 2], Gen.Int[1, 3].Array[2], Gen.Int[1, 2].Array[2], Gen.Int[1, 2].Array[2], Gen.Int[0, 2].Array[4], Gen.Int[1, 2].Array[3]).Sample(
        (lengths, kernel, strides, dilations, pads, channels) =>
        {
            int axes = lengths.Length;
            ModelSketch m = new(isDouble: false);
            long[] weights = [channels[0] * channels[2], channels[1], .. kernel[..axes].Select(length => (long)length)];
            ImportComparison.AssertEqual(m.Output(m.Node(
                "Conv",
                [m.Input("x", [channels[0] * channels[1], .. lengths]), m.Random(1, weights), m.Random(2, weights[0])],
                With("strides", Longs(strides[..axes])),
                With("dilations", Longs(dilations[..axes])),
                With("pads", Longs(pads[..(2 * axes)])),
                With("group", (long)channels[0]))));
        },
        iter: Iterations, threads: 1);

    private static long[] Longs(int[] values) => Array.ConvertAll(values, value => (long)value);

    private static int[] Shuffled(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }

    // What Python's slices keep.
    private static int[] Python(int length, int start, int end, int step)
    {
        if (step == 0)
        {
            return [];
        }

        (int low, int high) = step > 0 ? (0, length) : (-1, length - 1);
        int first = Math.Clamp(start < 0 ? start + length : start, low, high);
        int last = Math.Clamp(end < 0 ? end + length : end, low, high);
        List<int> kept = [];
        for (int i = first; step > 0 ? i < last : i > last; i += step)
        {
            kept.Add(i);
        }

        return [.. kept];
    }
}
