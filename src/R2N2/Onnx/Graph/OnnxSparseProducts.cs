namespace R2N2.Onnx;

/// <summary>
/// Products with constant sparse matrices: the vector's elements are gathered for all elements of the matrix at once, multiplied, and
/// summed row by row, over one axis for all rows of equally many elements.
/// </summary>
/// <remarks>
/// All of it with the batch behind the elements: to gather an element is to copy the numbers of all instances then, which takes an eighth
/// of the time. Sums run over an axis that is not the last: every number is added to those of its own instance alone, in the order of
/// the elements, wherever the instance stands in the batch. Scatter with a sum has no kernel for doubles on the processor.
/// </remarks>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxSparseProducts(OnnxBuilder builder)
{
    private OnnxConstants Constants => builder.Constants;

    /// <summary>The product.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="vector">The vector, its axis in full length.</param>
    public OnnxValue Product(SparseMatrix matrix, OnnxValue vector)
    {
        int batch = vector.Batch.Count;
        string elements = batch == 0 ? vector.Name : Transpose(vector.Name, [batch, .. Enumerable.Range(0, batch)]);
        string table = batch == 1 ? elements : builder.Emit("Reshape", [elements, Constants.Integers(0, -1)]);
        string rows = Rows(matrix, table);
        string product = batch == 1 ? rows : builder.Emit("Reshape", [rows, Lengths(matrix.Rows, elements)]);
        string name = batch == 0 ? product : Transpose(product, [.. Enumerable.Range(1, batch), 0]);
        OnnxValue result = new(name, Shape.Vector(matrix.Rows), vector.Batch);
        return batch == 1 ? result : builder.Declare(result);
    }

    private string Transpose(string value, int[] order) =>
        builder.Emit("Transpose", [value], OnnxAttribute.Of("perm", [.. order.Select(axis => (long)axis)]));

    // From [columns, instances] to [rows, instances].
    private string Rows(SparseMatrix matrix, string table)
    {
        SparseGroups groups = matrix.Groups;
        string numbers = Constants.Float(groups.Values, Shape.Matrix(matrix.Count, 1));
        string terms = builder.Emit("Mul", [Take(table, matrix, groups.Columns), numbers]);
        List<string> sums = [];
        int first = 0;
        foreach ((int length, int rows) in groups.Groups)
        {
            int end = first + (length * rows);
            string group = groups.Groups.Count == 1 ? terms
                : builder.Emit("Slice", [terms, Constants.Integers(first), Constants.Integers(end), Constants.Integers(0)]);
            sums.Add(length == 1 ? group : builder.Sum(builder.Emit("Reshape", [group, Constants.Integers(length, rows, -1)]), 0));
            first = end;
        }

        if (groups.HasEmptyRows)
        {
            sums.Add(builder.Emit("Expand", [Constants.Float([0], Shape.Scalar), Lengths(1, table)]));
        }

        string joined = sums.Count == 1 ? sums[0] : builder.Emit("Concat", [.. sums], OnnxAttribute.Of("axis", 0));
        return groups.IsInOrder ? joined : Take(joined, matrix, groups.Places);
    }

    private string Take(string table, SparseMatrix matrix, long[] indices) =>
        builder.Emit("Gather", [table, Constants.Indices(matrix, indices)], OnnxAttribute.Of("axis", 0));

    // A first length, then those of another value behind its first.
    private string Lengths(int first, string value)
    {
        string others = builder.Emit("Shape", [value], OnnxAttribute.Of("start", 1));
        return builder.Emit("Concat", [Constants.Integers(first), others], OnnxAttribute.Of("axis", 0));
    }
}
