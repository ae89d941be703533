using System.Globalization;
using System.Text;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// A recorded function as text, for the metadata of exported files: exact, one line for every value in recorded order.
/// </summary>
/// <remarks>
/// The first line is the version. Then the inputs, <c>input SHAPE NAME</c>, then what is computed,
/// <c>PRIMITIVE OPERAND… : NUMBER…</c>, then <c>return VALUE</c>. Inputs and computed values are numbered from 0 in the order
/// of their lines. Shapes are <c>-</c>, <c>5</c>, <c>5x3</c>. A constant is <c>Constant : SHAPE NUMBER…</c>, or
/// <c>Constant : SHAPE @NAME</c> for one that the file's initialiser of that name holds exactly. A sparse product is
/// <c>SparseProduct OPERAND : ROWS COLUMNS LENGTH… INDICES NUMBERS</c>: how many elements each row has, then their columns and then the
/// elements themselves in the order of <see cref="SparseGroups"/>, each written out or as <c>@NAME</c>.
/// </remarks>
internal static class FunctionText
{
    /// <summary>The version of this form.</summary>
    public const string Version = "1";

    /// <summary>What begins the line of an input.</summary>
    public const string Input = "input";

    /// <summary>What begins the line of the result.</summary>
    public const string Return = "return";

    // Shorter ones are as short written out.
    private const int SmallestReference = 4;

    /// <summary>Writes a function.</summary>
    /// <param name="function">The function; it has one output.</param>
    /// <param name="graph">The graph that was exported for it.</param>
    public static string Write(RecordedFunction function, GraphProto graph)
    {
        Dictionary<ConstantKey, string> stored = Stored(graph);
        StringBuilder text = new(Version);
        foreach (Expression input in function.Inputs)
        {
            text.Append('\n').Append(Input).Append(' ').Append(Text(input.Shape)).Append(' ').Append(Escape(input.Name!));
        }

        foreach ((Expression node, int[] operands) in function.Steps)
        {
            text.Append('\n').Append(node.Primitive);
            foreach (int operand in operands)
            {
                text.Append(CultureInfo.InvariantCulture, $" {operand}");
            }

            string with = node.Arguments.Matrix is { } matrix ? Matrix(matrix, graph, stored) : Arguments(node, stored);
            text.Append(with.Length > 0 ? " : " : "").Append(with);
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{Return} {function.OutputSlots[0]}").ToString();
    }

    /// <summary>Undoes what keeps a name on one line.</summary>
    public static string Unescape(string name) =>
        name.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\b", "\\", StringComparison.Ordinal);

    // A backslash becomes \b, so that \n in a name and a line's end stay apart.
    private static string Escape(string name) =>
        name.Replace("\\", "\\b", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Arguments(Expression node, Dictionary<ConstantKey, string> stored)
    {
        (int axis, int start, int length) = (node.Arguments.Axis, node.Arguments.Start, node.Arguments.Length);
        return PrimitiveText.Of(node.Primitive).Arguments switch
        {
            TextArguments.None or TextArguments.Matrix => "",
            TextArguments.Numbers => $"{Text(node.Shape)} {Numbers(node.Values, node.Shape, stored)}",
            TextArguments.Shape => Text(node.Shape),
            TextArguments.Axis => string.Create(CultureInfo.InvariantCulture, $"{axis}"),
            TextArguments.AxisAndIndex => string.Create(CultureInfo.InvariantCulture, $"{axis} {start}"),
            TextArguments.AxisAndRange => string.Create(CultureInfo.InvariantCulture, $"{axis} {start} {length}"),
        };
    }

    private static string Matrix(SparseMatrix matrix, GraphProto graph, Dictionary<ConstantKey, string> stored)
    {
        SparseGroups groups = matrix.Groups;
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"{matrix.Rows} {matrix.Columns}"));
        foreach (int length in matrix.Elements.Lengths())
        {
            text.Append(CultureInfo.InvariantCulture, $" {length}");
        }

        // Here a name is one word.
        TensorProto? columns = graph.Initializer.FirstOrDefault(tensor => !tensor.Name.Contains(' ', StringComparison.Ordinal)
            && tensor.DataType == (int)TensorProto.Types.DataType.Int64
            && tensor.Dims is [var count] && count == groups.Columns.Length
            && TensorData.Wholes(tensor).AsSpan().SequenceEqual(groups.Columns));
        text.Append(' ').AppendJoin(' ', columns is null ? groups.Columns.Select(column => column.ToString(CultureInfo.InvariantCulture)) : [$"@{Escape(columns.Name)}"]);
        return text.Append(' ').Append(Numbers(groups.Values, Shape.Matrix(matrix.Count, 1), stored)).ToString();
    }

    // The initialisers that constants may refer to, the first of several equal ones.
    private static Dictionary<ConstantKey, string> Stored(GraphProto graph)
    {
        Dictionary<ConstantKey, string> names = [];
        foreach (TensorProto tensor in graph.Initializer.Where(TensorData.IsReal))
        {
            int[] lengths = [.. tensor.Dims.Select(length => checked((int)length))];
            Shape shape = Shape.Of(lengths);
            if (shape.Size >= SmallestReference)
            {
                names.TryAdd(new ConstantKey(TensorData.Reals(tensor), shape), tensor.Name);
            }
        }

        return names;
    }

    private static string Numbers(double[] values, Shape shape, Dictionary<ConstantKey, string> stored) =>
        stored.TryGetValue(new ConstantKey(values, shape), out string? name) ? $"@{Escape(name)}" : string.Join(' ', values.Select(Text));

    // The bits of a NaN are part of it: equal constants are shared by their bits.
    private static string Text(double value) => double.IsNaN(value)
        ? string.Create(CultureInfo.InvariantCulture, $"#{BitConverter.DoubleToInt64Bits(value):x16}")
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(Shape shape) => shape.Rank == 0 ? "-" : string.Join('x', shape.Dimensions.ToArray());
}
