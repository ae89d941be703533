namespace R2N2.Onnx;

/// <summary>Products and reductions of tensors of any rank.</summary>
/// <param name="layout">Moves elements.</param>
/// <param name="budget">What it may take.</param>
internal sealed class TensorAlgebra(TensorLayout layout, ImportBudget budget)
{
    // Multiplications that cost about as much as storing a number.
    private const int ProductsPerElement = 64;

    private static ExpressionReader Recorder => ExpressionReader.Instance;

    /// <summary>The matrix product over the last two axes, the others broadcast; as numpy's matmul.</summary>
    public ImportedTensor MatMul(ImportedTensor left, ImportedTensor right)
    {
        if (left.Rank == 0 || right.Rank == 0)
        {
            throw new ArgumentException("multiplies matrices; one operand is a single number");
        }

        ImportedTensor a = left.Rank == 1 ? Insert(left, 0) : left;
        ImportedTensor b = right.Rank == 1 ? Insert(right, 1) : right;
        if (a.Batch == a.Rank - 1 || b.Batch == b.Rank - 2)
        {
            throw ImportedTensor.Mixing();
        }

        if (a.Dims[^1] != b.Dims[^2])
        {
            throw new ArgumentException($"multiplies {a.Dims[^1]} columns by {b.Dims[^2]} rows; both must be as many");
        }

        ImportedTensor product = Stacked(a, b);
        product = left.Rank == 1 ? Remove(product, product.Rank - 2) : product;
        return right.Rank == 1 ? Remove(product, product.Rank - 1) : product;
    }

    /// <summary>The value with a further axis of length 1.</summary>
    public static ImportedTensor Insert(ImportedTensor value, int axis) => value with
    {
        Dims = [.. value.Dims[..axis], 1, .. value.Dims[axis..]],
        Batch = value.Batch >= axis ? value.Batch + 1 : value.Batch,
    };

    /// <summary>The value without an axis of length 1.</summary>
    public static ImportedTensor Remove(ImportedTensor value, int axis) =>
        value.Batch == axis ? throw ImportedTensor.Mixing()
        : value.Dims[axis] != 1 ? throw new ArgumentException($"removes the axis {axis}, which has the length {value.Dims[axis]} instead of 1")
        : value with
        {
            Dims = [.. value.Dims[..axis], .. value.Dims[(axis + 1)..]],
            Batch = value.Batch > axis ? value.Batch - 1 : value.Batch,
        };

    /// <summary>The sum along some axes, which stay with length 1.</summary>
    public ImportedTensor Sum(ImportedTensor value, IEnumerable<int> axes)
    {
        foreach (int axis in axes)
        {
            (int outer, int length, int inner) = value.Around(axis);
            budget.Nodes(outer > 1 && inner > 1 ? 2 * length : 2);
            Expression data = value.Data;
            if (length > 1)
            {
                data = inner == 1 ? Recorder.Sum(layout.Rows(data, outer), -1)
                    : outer == 1 ? Recorder.Sum(layout.View(data, Shape.Matrix(length, inner)), -2)
                    : Fold(value, axis, (sum, next) => sum + next);
            }

            value = Shortened(value, axis, data);
        }

        return value;
    }

    /// <summary>The largest or smallest along some axes, which stay with length 1.</summary>
    public ImportedTensor Reduce(ImportedTensor value, IEnumerable<int> axes, Func<Expression, Expression, Expression> pair)
    {
        foreach (int axis in axes)
        {
            budget.Nodes(2 * value.Dims[axis]);
            value = Shortened(value, axis, Fold(value, axis, pair));
        }

        return value;
    }

    /// <summary>A matrix [rows, inner] times a matrix [inner, columns], whatever shapes hold their elements.</summary>
    public Expression Product(Expression left, Expression right, int rows, int inner, int columns)
    {
        budget.Nodes(4);
        bool constant = left.Primitive == Primitive.Constant && right.Primitive == Primitive.Constant;
        budget.Elements(constant ? (long)rows * inner * columns / ProductsPerElement : 0);
        if (columns == 1)
        {
            return rows == 1
                ? Expression.Sum(layout.View(left, Shape.Vector(inner)) * layout.View(right, Shape.Vector(inner)))
                : Recorder.MatrixVector(layout.View(left, Shape.Matrix(rows, inner)), layout.View(right, Shape.Vector(inner)));
        }

        Expression matrix = layout.View(right, Shape.Matrix(inner, columns));
        return rows == 1
            ? Recorder.MatrixVector(layout.Transposed(matrix), layout.View(left, Shape.Vector(inner)))
            : Recorder.MatrixMatrix(layout.View(left, Shape.Matrix(rows, inner)), matrix);
    }

    private static ImportedTensor Shortened(ImportedTensor value, int axis, Expression data)
    {
        int[] dims = [.. value.Dims];
        dims[axis] = 1;
        return value with { Data = data, Dims = dims };
    }

    // The batch axis may be among the stacked axes, the rows of the left or the columns of the right, but nowhere twice.
    private ImportedTensor Stacked(ImportedTensor a, ImportedTensor b)
    {
        ImportedTensor leadA = a with { Dims = a.Dims[..^2], Batch = a.Batch < a.Rank - 2 ? a.Batch : -1 };
        ImportedTensor leadB = b with { Dims = b.Dims[..^2], Batch = b.Batch < b.Rank - 2 ? b.Batch : -1 };
        (int[] lead, int batch) = TensorLayout.Join([leadA, leadB]);
        bool rows = a.Batch == a.Rank - 2;
        bool columns = b.Batch == b.Rank - 1;
        if ((rows && b.Batch >= 0) || (columns && a.Batch >= 0))
        {
            throw ImportedTensor.Mixing();
        }

        (int m, int k, int n) = (a.Dims[^2], a.Dims[^1], b.Dims[^1]);
        int[] dims = [.. lead, m, n];
        budget.Size(dims);
        int stackedB = b.Size / (k * n);
        Expression data = stackedB == 1
            ? Product(a.Data, b.Data, a.Size / k, k, n)
            : OneByOne(layout.Repeat(a, [.. lead, m, k]), layout.Repeat(b, [.. lead, k, n]), m, k, n);
        return new(data, dims, rows ? dims.Length - 2 : columns ? dims.Length - 1 : batch);
    }

    private Expression OneByOne(Expression left, Expression right, int rows, int inner, int columns)
    {
        int count = left.Shape.Size / (rows * inner);
        budget.Nodes(4L * count);
        Expression a = layout.View(left, Shape.Matrix(count, rows * inner));
        Expression b = layout.View(right, Shape.Matrix(count, inner * columns));
        return Expression.Concat([.. Enumerable.Range(0, count).Select(i =>
            layout.View(Product(a[i], b[i], rows, inner, columns), Shape.Vector(rows * columns)))]);
    }

    private Expression Fold(ImportedTensor value, int axis, Func<Expression, Expression, Expression> pair) =>
        Enumerable.Range(0, value.Dims[axis]).Select(i => layout.Select(value, axis, [i]).Data).Aggregate(pair);
}
