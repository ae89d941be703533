using Microsoft.ML.Data;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.MLNet;

/// <summary>The type of a column that can be a tensor.</summary>
/// <param name="Item">The type of its numbers.</param>
/// <param name="Dimensions">The dimensions of a row, at least one; of length 1 for a single number.</param>
internal sealed record NumberType(DataType Item, IReadOnlyList<int> Dimensions)
{
    /// <summary>How many numbers a row has.</summary>
    public int Size { get; } = Dimensions.Aggregate(1, (size, length) => checked(size * length));

    /// <summary>The type of a column; null where it does not hold a fixed number of numbers.</summary>
    public static NumberType? Of(DataViewType type)
    {
        DataViewType item = type is VectorDataViewType { Size: > 0 } vector ? vector.ItemType : type;
        DataType? number = item switch
        {
            _ when item.Equals(NumberDataViewType.Double) => DataType.Double,
            _ when item.Equals(NumberDataViewType.Single) => DataType.Float,
            _ when item.Equals(NumberDataViewType.Int32) => DataType.Int32,
            _ when item.Equals(NumberDataViewType.Int64) => DataType.Int64,
            _ => null,
        };
        return number is { } known ? new NumberType(known, DimensionsOf(type)) : null;
    }

    // Solvers' columns have the length 1 of ML.NET's batch axis in front; a file has its own batch axis.
    private static int[] DimensionsOf(DataViewType type)
    {
        int[] all = type is VectorDataViewType vector ? [.. vector.Dimensions] : [1];
        int leading = all.TakeWhile(length => length == 1).Count();
        return leading == all.Length ? [1] : all[leading..];
    }
}
