namespace R2N2.Onnx;

/// <summary>
/// Products with constant sparse matrices: the vector's elements are gathered for all elements of the matrix at once, multiplied, and
/// summed row by row, over one axis for all rows of equally many elements.
/// </summary>
/// <remarks>
/// Scatter with a sum has no kernel for doubles on the processor. Sums run over an axis that is not the last: each number is then one of
/// its own instance's, added in the order of the elements, wherever the instance stands in the batch.
/// </remarks>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxSparseProducts(OnnxBuilder builder)
{
    /// <summary>The products of the rows that have elements, group by group.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="vector">The vector, its axis in full length.</param>
    public IEnumerable<OnnxValue> Sums(SparseMatrix matrix, OnnxValue vector)
    {
        SparseGroups groups = matrix.Groups;
        OnnxValue gathered = Take(vector, matrix, groups.Columns);
        string numbers = builder.Constants.Float(groups.Values, gathered.Shape);
        OnnxValue terms = gathered with { Name = builder.Emit("Mul", [gathered.Name, numbers]) };
        int first = 0;
        foreach ((int length, int rows) in groups.Groups)
        {
            OnnxValue group = groups.Groups.Count == 1 ? terms : Part(terms, first, length * rows);
            yield return length == 1 ? group : Sum(group, length, rows);
            first += length * rows;
        }
    }

    /// <summary>Elements of a vector at the indices of a matrix.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="indices">The indices.</param>
    public OnnxValue Take(OnnxValue vector, SparseMatrix matrix, long[] indices)
    {
        string[] inputs = [vector.Name, builder.Constants.Indices(matrix, indices)];
        return new OnnxValue(
            builder.Emit("Gather", inputs, OnnxAttribute.Of("axis", vector.Batch.Count)), Shape.Vector(indices.Length), vector.Batch);
    }

    private OnnxValue Part(OnnxValue terms, int first, int count)
    {
        OnnxConstants constants = builder.Constants;
        string[] inputs = [terms.Name, constants.Integers(first), constants.Integers(first + count), constants.Integers(terms.Batch.Count)];
        return terms with { Name = builder.Emit("Slice", inputs), Shape = Shape.Vector(count) };
    }

    private OnnxValue Sum(OnnxValue group, int length, int rows)
    {
        // A 0 keeps the length of that axis.
        string dimensions = builder.Constants.Integers([.. Enumerable.Repeat(0L, group.Batch.Count), length, rows]);
        string table = builder.Emit("Reshape", [group.Name, dimensions]);
        return new OnnxValue(builder.Sum(table, group.Batch.Count), Shape.Vector(rows), group.Batch);
    }
}
