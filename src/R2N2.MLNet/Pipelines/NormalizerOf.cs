using System.Numerics;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.MLNet;

/// <summary>A normalizer over numbers of one type.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
/// <param name="size">How many numbers a row has.</param>
internal abstract class Normalizer<T>(int size) : Normalizer
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public sealed override DataType Type => typeof(T) == typeof(float) ? DataType.Float : DataType.Double;

    public sealed override int Size => size;

    public sealed override double[] Apply(double[] row) =>
        [.. row.Select((value, i) => double.CreateChecked(Apply(T.CreateChecked(value), i)))];

    /// <summary>The function of one number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="slot">Its place in the row.</param>
    protected abstract T Apply(T value, int slot);

    /// <summary>Numbers of this type that apply to every row.</summary>
    protected string Numbers(PipelineGraph graph, IEnumerable<T> values) =>
        graph.Numbers(Type, [.. values.Select(double.CreateChecked)]);
}
