using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>A column that a solver adds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">The numbers of a row.</param>
/// <param name="IsInteger">Whether they are long rather than double.</param>
/// <param name="Dimensions">Their dimensions, none for a single number.</param>
internal sealed record OutputColumn(string Name, int Width, bool IsInteger, IReadOnlyList<int> Dimensions)
{
    /// <summary>
    /// The column as ML.NET's own OnnxTransformer would make it, with the batch axis in front: so a model has one schema,
    /// before it is saved and after it is loaded.
    /// </summary>
    public DataViewSchema.DetachedColumn ToColumn() => new(Name, new VectorDataViewType(
        IsInteger ? NumberDataViewType.Int64 : NumberDataViewType.Double, (int[])[1, .. Dimensions]));
}
