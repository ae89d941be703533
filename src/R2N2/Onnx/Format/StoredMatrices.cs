using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Reads the sparse matrices of a <see cref="FunctionText"/>.</summary>
/// <param name="graph">The graph of the same file.</param>
/// <param name="constant">A real initialiser by its name; null where there is none.</param>
internal sealed class StoredMatrices(GraphProto graph, Func<string, Expression?> constant)
{
    private readonly Dictionary<string, SparseMatrix> _known = new(StringComparer.Ordinal);

    // Every matrix has indices of its own: a few lines that refer to the same ones again and again are not a file of ours.
    private long _indices = graph.Initializer.Where(IsIndices).Sum(tensor => tensor.Dims[0]);

    /// <summary>The matrix that the rest of a line tells.</summary>
    /// <param name="line">The line.</param>
    public SparseMatrix Read(ref FunctionTextLine line)
    {
        string text = line.Rest;
        var shape = Shape.Matrix(line.Integer(), line.Integer());
        List<int> lengths = [];
        long count = 0;
        while (lengths.Count < shape[0])
        {
            int length = line.Integer();
            lengths.Add(length >= 0 ? length : throw line.Failure($"gives a row {length} elements"));
            count += length;
        }

        if (_known.TryGetValue(text, out SparseMatrix? known))
        {
            line.TakeRest();
            return known;
        }

        long[] columns = Columns(ref line, count);
        double[] values = Values(ref line, count);
        int[] order = SparseGroups.Order([.. lengths]);
        SparseRows rows = new(
            SparseRows.StartsOf([.. lengths]),
            Array.ConvertAll(order, place => (int)Math.Clamp(columns[place], -1, int.MaxValue)),
            Array.ConvertAll(order, place => values[place]));
        var matrix = SparseMatrix.FromRows(shape[1], rows);
        _known.Add(text, matrix);
        return matrix;
    }

    private static bool IsIndices(TensorProto tensor) =>
        tensor.DataType == (int)TensorProto.Types.DataType.Int64 && tensor.Dims.Count == 1;

    private long[] Columns(ref FunctionTextLine line, long count)
    {
        if (!line.Rest.StartsWith('@'))
        {
            List<long> numbers = [];
            while (numbers.Count < count)
            {
                numbers.Add(line.Integer());
            }

            return [.. numbers];
        }

        string name = FunctionText.Unescape(line.Word()[1..].ToString());
        TensorProto tensor = graph.Initializer.FirstOrDefault(tensor => tensor.Name == name && IsIndices(tensor))
            ?? throw line.Failure($"refers to the indices '{name}', which the graph lacks");
        if (tensor.Dims[0] != count)
        {
            throw line.Failure($"gives the rows of a sparse matrix {count} elements; the indices '{name}' are {tensor.Dims[0]}");
        }

        _indices -= count;
        return _indices >= 0 ? TensorData.Wholes(tensor) : throw line.Failure($"refers to more indices than the graph has, such as '{name}'");
    }

    private double[] Values(ref FunctionTextLine line, long count)
    {
        List<double> numbers = [];
        while (!line.IsEmpty && !line.Rest.StartsWith('@'))
        {
            numbers.Add(line.Number());
        }

        double[] values = [.. numbers];
        if (!line.IsEmpty)
        {
            string name = FunctionText.Unescape(line.TakeRest()[1..]);
            values = (constant(name) ?? throw line.Failure($"refers to the initialiser '{name}', which the graph lacks")).Values;
        }

        return values.Length == count ? values
            : throw line.Failure($"gives the rows of a sparse matrix {count} elements; there are {values.Length}");
    }
}
