using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>A column that brings numbers of every instance.</summary>
/// <param name="Parameter">What they are: name for the solver, shape.</param>
/// <param name="Column">The name of the column.</param>
/// <param name="Role">What they are, in words.</param>
internal sealed record SolverInput(Parameter Parameter, string Column, string Role)
{
    /// <summary>The type of its numbers; null as long as either double or single will do.</summary>
    public DataViewType? ItemType { get; init; }

    /// <summary>The types that will do, for a message.</summary>
    public string Expected => string.Join(" or ", Accepted().Select(item =>
        AcceptsScalar ? $"{item}" : $"Vector<{item}, {string.Join(", ", Parameter.Shape.Dimensions.ToArray())}>"));

    /// <summary>Whether its numbers are single precision, and widened.</summary>
    public bool IsSingle => ItemType == NumberDataViewType.Single;

    // ML.NET hands a scalar column to an ONNX file as a vector of length 1, never as a matrix.
    private bool AcceptsScalar => Parameter.Shape.Size == 1 && Parameter.Shape.Rank <= 1;

    /// <summary>The visible column of the name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none, or it has another type or size.</exception>
    public DataViewSchema.Column Find(DataViewSchema inputSchema)
    {
        DataViewSchema.Column column = inputSchema.GetColumnOrNull(Column) ?? throw new ArgumentOutOfRangeException(
            nameof(inputSchema), SchemaErrors.Missing(this, inputSchema.Select(found => found.Name)));

        // The size of a vector is 0 where it varies from row to row.
        bool fits = column.Type is VectorDataViewType vector ? vector.Size == Parameter.Shape.Size : AcceptsScalar;
        return fits && Accepts(ItemTypeOf(column.Type))
            ? column
            : throw new ArgumentOutOfRangeException(nameof(inputSchema), SchemaErrors.Mismatch(this, $"{column.Type}"));
    }

    /// <summary>The column of the name, as far as a pipeline knows it before there is data: sizes are open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none, or it has another type.</exception>
    public SchemaShape.Column Find(SchemaShape inputSchema)
    {
        SchemaShape.Column column = inputSchema.FirstOrDefault(found => found.Name == Column);
        if (column.Name is null)
        {
            throw new ArgumentOutOfRangeException(
                nameof(inputSchema), SchemaErrors.Missing(this, inputSchema.Select(found => found.Name)));
        }

        bool fits = column.Kind == SchemaShape.Column.VectorKind.Vector
            || (column.Kind == SchemaShape.Column.VectorKind.Scalar && AcceptsScalar);
        return fits && !column.IsKey && Accepts(column.ItemType)
            ? column
            : throw new ArgumentOutOfRangeException(nameof(inputSchema), SchemaErrors.Mismatch(this, SchemaErrors.TypeOf(column)));
    }

    /// <summary>The same column with the type of numbers that it has in some data.</summary>
    public SolverInput TypedAs(DataViewSchema inputSchema) => this with { ItemType = ItemTypeOf(Find(inputSchema).Type) };

    /// <summary>The same column with the type of numbers that a pipeline promises.</summary>
    public SolverInput TypedAs(SchemaShape inputSchema) => this with { ItemType = Find(inputSchema).ItemType };

    private static DataViewType ItemTypeOf(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    private DataViewType[] Accepted() =>
        ItemType is null ? [NumberDataViewType.Double, NumberDataViewType.Single] : [ItemType];

    private bool Accepts(DataViewType item) => Accepted().Any(accepted => accepted.Equals(item));
}
