using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>A column that brings numbers of a solver, found in a schema, its type and size checked.</summary>
/// <param name="Input">What it brings.</param>
/// <param name="Index">Where it lies.</param>
/// <param name="IsSingle">Whether its numbers are single precision, and converted.</param>
internal sealed record InputColumn(Parameter Input, int Index, bool IsSingle)
{
    /// <summary>Finds a column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="input">What the column is to bring.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or of another type or size; in ML.NET's words.</exception>
    public static InputColumn Find(DataViewSchema schema, Parameter input, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw new ArgumentOutOfRangeException(nameof(schema), $"Could not find input column '{name}'");
        (DataViewType item, int size) = column.Type is VectorDataViewType vector
            ? (vector.ItemType, vector.Size)
            : (column.Type, 1);
        bool isSingle = item == NumberDataViewType.Single;
        if (!(isSingle || item == NumberDataViewType.Double) || size != input.Shape.Size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Schema mismatch for input column '{name}': expected {Expected(input)}, got {column.Type}");
        }

        return new InputColumn(input, column.Index, isSingle);
    }

    private static string Expected(Parameter input) => input.Shape.Size == 1
        ? "Double or Vector<Double, 1> (or Single)"
        : $"Vector<Double, {input.Shape.Size}> (or Single)";
}
