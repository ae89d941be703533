namespace R2N2.Onnx;

/// <summary>Products and sums of linear algebra, over any batch.</summary>
/// <remarks>
/// Never with MatMul: up to version 1.31 the optimiser of ONNX Runtime fuses a scalar factor before or after a MatMul into
/// it, as a single-precision attribute, and eight digits of a double are lost. Gemm and Einsum it leaves alone.
/// </remarks>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxProducts(OnnxBuilder builder)
{
    // Up to this many elements, products and sums over the whole batch beat ONNX Runtime's loop over small matrices:
    // 1.7 against 7 ms for 20,000 matrices of 5 by 5 on one thread; about even between 10 by 10 and 20 by 20.
    private const int LargestElementwiseProduct = 256;

    /// <summary>Matrix [r, c] times vector [c].</summary>
    public OnnxValue MatrixVector(OnnxValue matrix, OnnxValue vector)
    {
        var batch = BatchAxes.Join(matrix.Batch, vector.Batch);
        string name = (matrix.Batch.Count, vector.Batch.Count) switch
        {
            // The instances become the rows of one product.
            (0, 1) => builder.Emit("Gemm", [vector.Name, matrix.Name], OnnxAttribute.Of("transB", 1)),
            (0, > 1) when batch.Lengths() is { } lengths => FromRows(
                builder.Emit("Gemm", [Rows(vector), matrix.Name], OnnxAttribute.Of("transB", 1)), lengths, Shape.Vector(matrix.Shape[0]), batch),
            ( > 0, _) when matrix.Shape.Size <= LargestElementwiseProduct => Elementwise(matrix, vector),
            _ => Einsum(matrix, "ij", vector, "j", "i"),
        };
        return new OnnxValue(name, Shape.Vector(matrix.Shape[0]), batch);
    }

    /// <summary>Matrix [r, k] times matrix [k, c].</summary>
    public OnnxValue MatrixMatrix(OnnxValue left, OnnxValue right) => new(
        left.Shape[1] == 1 ? builder.Emit("Mul", [left.Name, right.Name]) : Einsum(left, "ij", right, "jk", "ik"),
        Shape.Matrix(left.Shape[0], right.Shape[1]),
        BatchAxes.Join(left.Batch, right.Batch));

    /// <summary>Sums over one axis, counted from the last, which disappears.</summary>
    /// <remarks>
    /// Along the last axis as a product with ones: ReduceSum adds what lies before and behind a 64-byte boundary separately,
    /// so that its last bit would depend on the instance's place in the batch.
    /// </remarks>
    /// <param name="value">What is summed.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="factor">What each number is multiplied with; such as 0, which leaves 0 or NaN.</param>
    public string Sum(OnnxValue value, int axis, double factor = 1)
    {
        int length = value.Shape[^1];
        if (axis != -1 || value.Batch.Count == 0 || value.Batch.Lengths() is not { } lengths)
        {
            string summed = factor == 1 ? value.Name : builder.Emit("Mul", [value.Name, builder.Constants.Float([factor], Shape.Scalar)]);
            return builder.Sum(summed, value.Rank + axis);
        }

        string sums = builder.Emit("Gemm", [Rows(value), Column(length, factor)]);
        return FromRows(sums, lengths, value.Shape.Without(^1), value.Batch);
    }

    private string Column(int length, double number) => builder.Filled(number, Shape.Matrix(length, 1));

    // All that lies along the last axis as the rows of one matrix.
    private string Rows(OnnxValue value) => value.Rank == 2
        ? value.Name
        : builder.Emit("Reshape", [value.Name, builder.Constants.Integers(-1, value.Shape[^1])]);

    private string FromRows(string rows, long[] lengths, Shape shape, BatchAxes batch)
    {
        long[] dimensions = [.. lengths, .. shape.Dimensions.ToArray()];
        string name = builder.Emit("Reshape", [rows, builder.Constants.Integers(dimensions)]);
        return builder.Declare(new OnnxValue(name, shape, batch)).Name;
    }

    /// <summary>A number that every norm above it is told by <see cref="QuickNorm"/> as by <see cref="Norm"/>.</summary>
    public string SmallestQuickNorm => builder.Constants.PowerOfTwo(-480, -45);

    /// <summary>
    /// The norm of a residual without care for its size: the same as by <see cref="Norm"/> where that is finite and above
    /// <see cref="SmallestQuickNorm"/>; below that below it or equal, or infinite, or NaN; NaN where x is not finite.
    /// </summary>
    /// <param name="x">Where the residual is.</param>
    /// <param name="residual">The residual.</param>
    public string QuickNorm(OnnxValue x, OnnxValue residual)
    {
        // Σ (f² + 0 x), all of it in two products.
        string zero = builder.Emit("Gemm", [Rows(x), Column(x.Shape[0], 0)]);
        string squares = builder.Emit(
            "Gemm", [builder.Emit("Mul", [residual.Name, residual.Name]), Column(x.Shape[0], 1), zero]);
        return builder.Emit("Sqrt", [FromRows(squares, x.Batch.Lengths()!, Shape.Scalar, x.Batch)]);
    }

    /// <summary>The Euclidean norm of a vector: √(Σ v²) where no square is lost, else that of v times a power of two, divided by it.</summary>
    /// <remarks>
    /// With a scale of its own for every instance, such as max |v|, ONNX Runtime would go through the batch row by row, which
    /// takes it several times as long.
    /// </remarks>
    public string Norm(OnnxValue vector)
    {
        OnnxConstants constants = builder.Constants;
        string up = constants.PowerOfTwo(600, 100);
        string down = constants.PowerOfTwo(-600, -100);
        string squares = SumOfSquares(vector);
        string isSmall = builder.Emit("Less", [squares, constants.PowerOfTwo(-960, -90)]);
        string isLarge = builder.Emit("IsInf", [squares]);
        string norm = builder.Emit("Where", [isLarge, Scaled(down, up), builder.Emit("Sqrt", [squares])]);
        return builder.Emit("Where", [isSmall, Scaled(up, down), norm]);

        string Scaled(string scale, string back)
        {
            OnnxValue scaled = vector with { Name = builder.Emit("Mul", [vector.Name, scale]) };
            return builder.Emit("Mul", [builder.Emit("Sqrt", [SumOfSquares(scaled)]), back]);
        }
    }

    // Batch axes get the letters A, B, … from the last one on, not an ellipsis, which may not stand for different numbers of axes.
    private string Einsum(OnnxValue left, string leftAxes, OnnxValue right, string rightAxes, string resultAxes)
    {
        string equation = $"{Letters(left.Batch.Count)}{leftAxes},{Letters(right.Batch.Count)}{rightAxes}->"
            + $"{Letters(Math.Max(left.Batch.Count, right.Batch.Count))}{resultAxes}";
        return builder.Emit("Einsum", [left.Name, right.Name], OnnxAttribute.Of("equation", equation));

        static string Letters(int count) => string.Concat(Enumerable.Range(0, count).Reverse().Select(i => (char)('A' + i)));
    }

    private string SumOfSquares(OnnxValue vector) =>
        Sum(vector with { Name = builder.Emit("Mul", [vector.Name, vector.Name]) }, -1);

    private string Elementwise(OnnxValue matrix, OnnxValue vector)
    {
        string row = builder.Emit("Unsqueeze", [vector.Name, builder.Constants.Integers(-2)]);
        var batch = BatchAxes.Join(matrix.Batch, vector.Batch);
        return Sum(new OnnxValue(builder.Emit("Mul", [matrix.Name, row]), matrix.Shape, batch), -1);
    }
}
