using R2N2.Vectorised;

namespace R2N2.Onnx;

/// <summary>Brings the elements of tensors into other places: views, broadcasting, selection, transposition.</summary>
/// <param name="budget">What it may take.</param>
internal sealed class TensorLayout(ImportBudget budget)
{
    private static ExpressionReader Recorder => ExpressionReader.Instance;

    /// <summary>The same elements under another shape of as many elements.</summary>
    public Expression View(Expression data, Shape shape)
    {
        while (data.Primitive == Primitive.Reshape && !data.Shape.Equals(shape))
        {
            data = data.Operands[0];
        }

        if (data.Shape.Equals(shape))
        {
            return data;
        }

        if (data.Primitive == Primitive.Constant)
        {
            budget.Elements(shape.Size);
            return Expression.Constant(data.Values, shape);
        }

        budget.Nodes(1);
        return Recorder.Reshape(data, data.Shape, shape);
    }

    /// <summary>The elements as rows; as a vector where there is one row.</summary>
    public Expression Rows(Expression data, int rows) =>
        View(data, rows == 1 ? Shape.Vector(data.Shape.Size) : Shape.Matrix(rows, data.Shape.Size / rows));

    /// <summary>A constant with what its computation gives; anything else as it is.</summary>
    public Expression Fold(Expression data)
    {
        budget.Elements(data.Shape.Size);
        Plan plan = Plan.Of(new RecordedFunction("constant", [], [data]));
        return Expression.Constant(Evaluation.Of(plan, [])[0], data.Shape);
    }

    /// <summary>The dimensions that values broadcast to, and the batch axis among them.</summary>
    public static (int[] Dims, int Batch) Join(IReadOnlyList<ImportedTensor> parts)
    {
        int rank = parts.Max(part => part.Rank);
        int[] dims = [.. Enumerable.Repeat(1, rank)];
        int[] batches = [.. parts.Where(part => part.Batch >= 0).Select(part => part.Batch + rank - part.Rank).Distinct()];
        if (batches.Length > 1)
        {
            throw ImportedTensor.Mixing();
        }

        int batch = batches.Length == 1 ? batches[0] : -1;
        foreach (ImportedTensor part in parts)
        {
            for (int axis = 0; axis < part.Rank; axis++)
            {
                int at = axis + rank - part.Rank;
                dims[at] = Joined(dims[at], part.Dims[axis]);
            }
        }

        // Along the batch axis there is nothing to repeat for those who have it, and only repetition for the others.
        bool aligned = batch < 0 || parts.All(part =>
            part.Batch >= 0 ? part.Dims[part.Batch] == dims[batch] : batch < rank - part.Rank || part.Dims[batch - rank + part.Rank] == 1);
        return aligned ? (dims, batch) : throw ImportedTensor.Mixing();
    }

    /// <summary>An elementwise operation.</summary>
    public ImportedTensor Combine(Func<Expression[], Expression> record, params IReadOnlyList<ImportedTensor> parts)
    {
        (int[] dims, int batch) = Join(parts);
        int size = budget.Size(dims);
        ImportedTensor? full = parts.FirstOrDefault(part => part.Size == size && !part.IsConstant) ?? parts.FirstOrDefault(part => part.Size == size);
        Shape shape = size == 1 ? Shape.Scalar : full?.Data.Shape ?? Shape.Vector(size);
        budget.Nodes(parts.Count + 8);
        return new(
            record([.. parts.Select(part => part.Size == 1 ? View(part.Data, Shape.Scalar) : View(Repeat(part, dims), shape))]),
            dims,
            batch);
    }

    /// <summary>The elements repeated along axes of length 1, until the value has the given dimensions.</summary>
    public Expression Repeat(ImportedTensor value, int[] dims)
    {
        int size = budget.Size(dims);
        if (value.Size == size)
        {
            return value.Data;
        }

        if (value.Size == 1)
        {
            budget.Nodes(1);
            return Recorder.Broadcast(View(value.Data, Shape.Scalar), Shape.Vector(size));
        }

        Expression data = value.Data;
        int behind = 1;
        for (int axis = dims.Length - 1; axis >= 0; axis--)
        {
            int own = axis - (dims.Length - value.Rank);
            if (dims[axis] > 1 && (own < 0 || value.Dims[own] == 1))
            {
                data = Copies(data, data.Shape.Size / behind, dims[axis]);
            }

            behind *= dims[axis];
        }

        return data;
    }

    /// <summary>Some indices of an axis, in a given order.</summary>
    public ImportedTensor Select(ImportedTensor value, int axis, int[] indices)
    {
        (int outer, int length, int inner) = value.Around(axis);
        int[] dims = [.. value.Dims];
        dims[axis] = indices.Length;
        budget.Size(dims);
        bool all = indices.Length == length && indices.Select((index, i) => index == i).All(same => same);
        return all ? value : value with { Data = Runs(Rows(value.Data, outer), indices, inner), Dims = dims };
    }

    /// <summary>The value with its axes in another order.</summary>
    public ImportedTensor Transpose(ImportedTensor value, int[] order)
    {
        int[] dims = [.. order.Select(axis => value.Dims[axis])];
        int batch = Array.IndexOf(order, value.Batch);
        int[] moving = [.. order.Where(axis => value.Dims[axis] > 1)];
        int turns = moving.Zip(moving.Skip(1)).Count(pair => pair.Second < pair.First);
        Expression data = value.Data;
        if (turns == 1 && IsRotation(moving))
        {
            int first = moving.TakeWhile((axis, i) => i == 0 || moving[i - 1] < axis).Aggregate(1, (size, axis) => size * value.Dims[axis]);
            data = Transposed(View(data, Shape.Matrix(value.Size / first, first)));
        }
        else if (turns > 0)
        {
            budget.Elements(value.Size);
            data = Runs(View(data, Shape.Vector(value.Size)), Sources(value.Dims, order), 1);
        }

        return new(data, dims, batch);
    }

    /// <summary>The transpose of a matrix; computed where the matrix is constant.</summary>
    public Expression Transposed(Expression matrix)
    {
        if (matrix.Primitive == Primitive.Transpose)
        {
            return matrix.Operands[0];
        }

        budget.Nodes(1);
        Expression transposed = Recorder.Transpose(matrix);
        return matrix.Primitive == Primitive.Constant ? Fold(transposed) : transposed;
    }

    /// <summary>Values joined along an axis; all have the same other axes, the batch axis too.</summary>
    public ImportedTensor Concat(ImportedTensor[] values, int axis)
    {
        int[] dims = [.. values[0].Dims];
        dims[axis] = 0;
        foreach (ImportedTensor value in values)
        {
            if (value.Rank != dims.Length || value.Batch != values[0].Batch || value.Dims.Where((length, i) => i != axis && length != dims[i]).Any())
            {
                throw new ArgumentException("joins tensors that differ in another axis than the joined one");
            }

            dims[axis] += value.Dims[axis];
        }

        budget.Size(dims);
        budget.Nodes(values.Length);
        int outer = values[0].Around(axis).Outer;
        Expression[] rows = [.. values.Select(value => Rows(value.Data, outer))];
        return new(Joined(rows), dims, values[0].Batch);
    }

    private static int Joined(int left, int right) => left == right || right == 1 ? left : left == 1 ? right
        : throw new ArgumentException($"combines axes of lengths {left} and {right}; they must be equal, or one of them 1");

    private static Expression Joined(Expression[] rows) =>
        rows.Length == 1 ? rows[0] : Recorder.Concat(rows, [.. rows.Select(row => row.Shape)], -1);

    // Whether the axes are two ascending blocks that have changed places.
    private static bool IsRotation(int[] axes) => axes[^1] < axes[0];

    private static int[] Sources(int[] dims, int[] order)
    {
        int[] strides = new int[dims.Length];
        for (int axis = dims.Length - 1, stride = 1; axis >= 0; stride *= dims[axis--])
        {
            strides[axis] = stride;
        }

        int[] sources = [0];
        foreach (int axis in order)
        {
            sources = [.. sources.SelectMany(source => Enumerable.Range(0, dims[axis]).Select(i => source + (i * strides[axis])))];
        }

        return sources;
    }

    private Expression Copies(Expression data, int rows, int count)
    {
        budget.Elements(count);
        budget.Nodes(1);
        return Joined([.. Enumerable.Repeat(Rows(data, rows), count)]);
    }

    // Columns in groups of some width; neighbours that stay neighbours are taken together.
    private Expression Runs(Expression rows, int[] indices, int width)
    {
        List<Expression> parts = [];
        for (int i = 0, length; i < indices.Length; i += length)
        {
            length = 1;
            while (i + length < indices.Length && indices[i + length] == indices[i] + length)
            {
                length++;
            }

            budget.Nodes(1);
            parts.Add(Recorder.Slice(rows, -1, indices[i] * width, length * width));
        }

        return Joined([.. parts]);
    }
}
