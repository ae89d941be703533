using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>The columns that bring an input of every instance: one, or several whose numbers follow one another.</summary>
/// <param name="Parameter">The input: name for the solver, shape.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Role">What it is, in words.</param>
internal sealed record SolverInput(Parameter Parameter, IReadOnlyList<string> Columns, string Role)
{
    /// <summary>Types and sizes of the columns; null as long as all that fit will do.</summary>
    public IReadOnlyList<OnnxColumn>? Types { get; init; }

    /// <summary>An input whose columns are known.</summary>
    public static SolverInput Of(Parameter parameter, IReadOnlyList<OnnxColumn> columns, string role) =>
        new(parameter, [.. columns.Select(column => column.Name)], role) { Types = columns };

    /// <summary>The visible columns of the names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or has another type, or their numbers are too many or too few.</exception>
    public IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] found = [.. Columns.Select((name, i) =>
        {
            DataViewSchema.Column column = inputSchema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(
                nameof(inputSchema), SchemaErrors.Missing(name, Role, inputSchema.Select(known => known.Name)));
            bool fits = column.Type is VectorDataViewType vector
                ? vector.Size > 0 && (SizeOf(i) ?? vector.Size) == vector.Size
                : AcceptsScalar(i);
            return fits && Accepts(i, ItemTypeOf(column.Type)) ? column : throw Mismatch(i, $"{column.Type}", nameof(inputSchema));
        })];
        if (found.Sum(column => SizeOf(column.Type)) != Parameter.Shape.Size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(inputSchema), SchemaErrors.Total(this, [.. found.Select(column => $"{column.Type}")]));
        }

        return found;
    }

    /// <summary>The columns of the names, as far as a pipeline knows them before there is data: sizes are open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is missing or has another type.</exception>
    public IReadOnlyList<SchemaShape.Column> Find(SchemaShape inputSchema) => [.. Columns.Select((name, i) =>
    {
        SchemaShape.Column column = inputSchema.FirstOrDefault(known => known.Name == name);
        if (column.Name is null)
        {
            throw new ArgumentOutOfRangeException(
                nameof(inputSchema), SchemaErrors.Missing(name, Role, inputSchema.Select(known => known.Name)));
        }

        bool fits = column.Kind == SchemaShape.Column.VectorKind.Vector
            || (column.Kind == SchemaShape.Column.VectorKind.Scalar && AcceptsScalar(i));
        return fits && !column.IsKey && Accepts(i, column.ItemType)
            ? column
            : throw Mismatch(i, SchemaErrors.TypeOf(column), nameof(inputSchema));
    })];

    /// <summary>The same with the types that the columns have in some data.</summary>
    public SolverInput TypedAs(DataViewSchema inputSchema) => this with
    {
        Types = [.. Find(inputSchema).Select(column =>
            new OnnxColumn(column.Name, SizeOf(column.Type), IsSingle(ItemTypeOf(column.Type))))],
    };

    /// <summary>The same with the types that a pipeline promises; sizes that it does not tell are chosen so that they fit.</summary>
    public SolverInput TypedAs(SchemaShape inputSchema)
    {
        int rest = Parameter.Shape.Size - Columns.Count;
        List<OnnxColumn> types = [];
        foreach (SchemaShape.Column column in Find(inputSchema))
        {
            bool grows = Columns.Count == 1 || column.Kind == SchemaShape.Column.VectorKind.Vector;
            types.Add(new OnnxColumn(column.Name, grows ? 1 + rest : 1, IsSingle(column.ItemType)));
            rest = grows ? 0 : rest;
        }

        return this with { Types = types };
    }

    /// <summary>The types that will do for a column, for a message.</summary>
    public string Expected(int column)
    {
        string dimensions = Columns.Count == 1
            ? string.Concat(Parameter.Shape.Dimensions.ToArray().Select(length => $", {length}"))
            : SizeOf(column) is int size ? $", {size}" : "";
        IEnumerable<string> scalars = AcceptsScalar(column) ? Accepted(column).Select(item => $"{item}") : [];
        IEnumerable<string> vectors = SizeOf(column) == 1 && AcceptsScalar(column)
            ? []
            : Accepted(column).Select(item => $"Vector<{item}{dimensions}>");
        return string.Join(" or ", scalars.Concat(vectors));
    }

    private static bool IsSingle(DataViewType item) => item == NumberDataViewType.Single;

    private static DataViewType ItemTypeOf(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    private static int SizeOf(DataViewType type) => type is VectorDataViewType vector ? vector.Size : 1;

    // ML.NET hands a scalar column to an ONNX file as a vector of length 1, never as a matrix.
    private bool AcceptsScalar(int column) => Columns.Count == 1
        ? Parameter.Shape.Size == 1 && Parameter.Shape.Rank <= 1
        : SizeOf(column) is null or 1;

    // Null where any size will do.
    private int? SizeOf(int column) => Columns.Count == 1 ? Parameter.Shape.Size : Types?[column].Size;

    private DataViewType[] Accepted(int column) => Types is null
        ? [NumberDataViewType.Double, NumberDataViewType.Single]
        : [Types[column].IsSingle ? NumberDataViewType.Single : NumberDataViewType.Double];

    private bool Accepts(int column, DataViewType item) => Accepted(column).Any(accepted => accepted.Equals(item));

    private ArgumentOutOfRangeException Mismatch(int column, string found, string argument) =>
        new(argument, SchemaErrors.Mismatch(Columns[column], Role, Expected(column), found));
}
