using System.Numerics;

namespace R2N2.MLNet;

/// <summary>(x - offset) · scale, in the type of the column; NaN stays NaN.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
/// <param name="scale">One for every number of a row.</param>
/// <param name="offset">One for every number of a row.</param>
internal sealed class AffineNormalizer<T>(T[] scale, T[] offset) : Normalizer<T>(scale.Length)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Where the result is zero, and where it is one.
    public override IEnumerable<double[]> Probes =>
    [
        [.. offset.Select(double.CreateChecked)],
        [.. offset.Zip(scale, (start, slope) => double.CreateChecked(slope == T.Zero ? T.One : start + (T.One / slope)))],
        [.. offset.Select(start => double.CreateChecked(start + T.One))],
    ];

    public override string Write(PipelineGraph graph, string value) =>
        graph.Emit("Mul", [graph.Emit("Sub", [value, Numbers(graph, offset)]), Numbers(graph, scale)]);

    protected override T Apply(T value, int slot) => (value - offset[slot]) * scale[slot];
}
