namespace R2N2.Onnx;

/// <summary>Writes what an expression computes as nodes of an ONNX graph (operator set 17).</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxReader(OnnxBuilder builder) : IReader<OnnxValue>
{
    private readonly OnnxBroadcast _broadcast = new(builder);
    private readonly OnnxProducts _products = new(builder);
    private readonly OnnxElimination _elimination = new(builder);
    private readonly OnnxSelection _selection = new(builder);
    private readonly OnnxSparseProducts _sparse = new(builder);

    // ONNX Runtime has no double kernels for Atan and Erf, and ONNX no operators for the others.
    private readonly Approximation _atan = Approximation.Atan();
    private readonly Approximation _cbrt = Approximation.Cbrt();
    private readonly Approximation _log1p = Approximation.Log1p();
    private readonly Approximation _expm1 = Approximation.Expm1();
    private readonly Approximation _erf = Approximation.Erf();
    private readonly Approximation _normalCdf = Approximation.NormalCdf(builder.Resolution);

    public OnnxValue Constant(double[] values, Shape shape) =>
        new(builder.Constants.Float(values, shape), shape, BatchAxes.None) { Constant = values };

    /// <summary>A constant vector; its numbers are stored once where all are equal.</summary>
    /// <param name="values">The numbers.</param>
    public OnnxValue Vector(double[] values)
    {
        var shape = Shape.Vector(values.Length);
        return Array.TrueForAll(values, value => value.Equals(values[0]))
            ? new OnnxValue(builder.Filled(values[0], shape), shape, BatchAxes.None)
            : Constant(values, shape);
    }

    public OnnxValue Broadcast(OnnxValue scalar, Shape shape) => shape.Rank == 0 ? scalar : _broadcast.Repeat(scalar, shape);

    public OnnxValue Add(OnnxValue left, OnnxValue right) => Arithmetic("Add", left, right);

    public OnnxValue Subtract(OnnxValue left, OnnxValue right) => Arithmetic("Sub", left, right) with
    {
        DifferenceOf = left.Name == right.Name && !left.IsUniform ? left : null,
    };

    // (-a)·(-b), which derivatives are full of, is a·b to the last bit.
    public OnnxValue Multiply(OnnxValue left, OnnxValue right) => (left.NegationOf, right.NegationOf) is ({ } a, { } b)
        ? Arithmetic("Mul", a, b)
        : Arithmetic("Mul", left, right);

    public OnnxValue Divide(OnnxValue left, OnnxValue right) => Arithmetic("Div", left, right);

    public OnnxValue Negate(OnnxValue value) => Elementwise("Neg", value) with { NegationOf = value };

    public OnnxValue Abs(OnnxValue value) => Elementwise("Abs", value);

    public OnnxValue Sign(OnnxValue value) => Elementwise("Sign", value);

    public OnnxValue Sqrt(OnnxValue value) => Elementwise("Sqrt", value);

    public OnnxValue Exp(OnnxValue value) => Elementwise("Exp", value);

    public OnnxValue Log(OnnxValue value) => Elementwise("Log", value);

    public OnnxValue Sin(OnnxValue value) => Elementwise("Sin", value);

    /// <summary>
    /// 1 - 2 sin²(x/2): runtimes before ONNX Runtime 1.28 have no Cos in double precision. Halving is exact, so the
    /// absolute error stays at rounding level for every x; in sin(x + π/2) it grows with x.
    /// </summary>
    public OnnxValue Cos(OnnxValue value)
    {
        OnnxValue sine = Sin(Multiply(value, Scalar(0.5)));
        return Subtract(Scalar(1), Multiply(Scalar(2), Multiply(sine, sine)));
    }

    public OnnxValue Tanh(OnnxValue value) => Elementwise("Tanh", value);

    public OnnxValue Atan(OnnxValue value) => _atan.Of(this, value);

    public OnnxValue Cbrt(OnnxValue value) => _cbrt.Of(this, value);

    public OnnxValue Log1p(OnnxValue value) => _log1p.Of(this, value);

    public OnnxValue Expm1(OnnxValue value) => _expm1.Of(this, value);

    public OnnxValue Erf(OnnxValue value) => _erf.Of(this, value);

    public OnnxValue NormalCdf(OnnxValue value) => _normalCdf.Of(this, value);

    public OnnxValue Pow(OnnxValue value, OnnxValue exponent) => Elementwise("Pow", value, exponent);

    public OnnxValue Min(OnnxValue left, OnnxValue right) => Elementwise("Min", left, right);

    public OnnxValue Max(OnnxValue left, OnnxValue right) => Elementwise("Max", left, right);

    public OnnxValue SelectLess(OnnxValue left, OnnxValue right, OnnxValue less, OnnxValue otherwise) =>
        _selection.SelectLess(left, right, less, otherwise);

    public OnnxValue MatrixVector(OnnxValue matrix, OnnxValue vector) =>
        _products.MatrixVector(_broadcast.Materialize(matrix), _broadcast.Materialize(vector));

    public OnnxValue MatrixMatrix(OnnxValue left, OnnxValue right) =>
        _products.MatrixMatrix(_broadcast.Materialize(left), _broadcast.Materialize(right));

    public OnnxValue SparseProduct(SparseMatrix matrix, OnnxValue vector) => _sparse.Product(matrix, _broadcast.Materialize(vector));

    public OnnxValue Solve(OnnxValue matrix, OnnxValue right, Shape shape)
    {
        // One matrix for all instances is factorised once; else each instance has both.
        OnnxValue[] operands = matrix.Batch.Count == 0
            ? [_broadcast.Materialize(matrix), _broadcast.Materialize(right)]
            : _broadcast.Align([matrix, right]);
        return _elimination.Solve(operands[0], operands[1]);
    }

    public OnnxValue Transpose(OnnxValue matrix)
    {
        if (matrix.TransposeOf is not null)
        {
            return matrix.TransposeOf;
        }

        matrix = _broadcast.Materialize(matrix);
        var shape = Shape.Matrix(matrix.Shape[1], matrix.Shape[0]);
        if (matrix.Constant is not null)
        {
            return Constant(Transposed(matrix.Constant, matrix.Shape), shape) with { TransposeOf = matrix };
        }

        int batch = matrix.Batch.Count;
        long[] order = [.. Enumerable.Range(0, batch).Select(axis => (long)axis), batch + 1, batch];
        return Result(builder.Emit("Transpose", [matrix.Name], OnnxAttribute.Of("perm", order)), shape, matrix.Batch)
            with
        { TransposeOf = matrix };
    }

    public OnnxValue Sum(OnnxValue value, int axis) =>
        new(
            value.DifferenceOf is { } same && axis == -1 ? _products.Sum(same, axis, factor: 0) : _products.Sum(_broadcast.Materialize(value), axis),
            value.Shape.Without(^-axis),
            value.Batch);

    public OnnxValue Norm(OnnxValue vector, Shape shape) =>
        new(_products.Norm(_broadcast.Materialize(vector)), Shape.Scalar, vector.Batch);

    /// <summary>A norm for ordinary numbers, as <see cref="OnnxProducts.QuickNorm"/> says.</summary>
    public OnnxValue QuickNorm(OnnxValue x, OnnxValue residual) => new(_products.QuickNorm(x, residual), Shape.Scalar, x.Batch);

    /// <summary>The number above which such a norm is exact.</summary>
    public OnnxValue SmallestQuickNorm => new(_products.SmallestQuickNorm, Shape.Scalar, BatchAxes.None);

    public OnnxValue Index(OnnxValue value, int axis, int index) => Result(
        builder.Emit(
            "Gather", [_broadcast.Materialize(value).Name, builder.Constants.Integer(index)], OnnxAttribute.Of("axis", axis)),
        value.Shape.Without(^-axis),
        value.Batch);

    public OnnxValue Slice(OnnxValue value, int axis, int start, int length)
    {
        OnnxConstants constants = builder.Constants;
        string[] inputs =
        [
            _broadcast.Materialize(value).Name,
            constants.Integers(start),
            constants.Integers(start + length),
            constants.Integers(axis),
        ];
        return Result(builder.Emit("Slice", inputs), value.Shape.With(^-axis, length), value.Batch);
    }

    public OnnxValue Stack(IReadOnlyList<OnnxValue> values, Shape part)
    {
        int axis = -part.Rank - 1;
        OnnxValue[] parts = _broadcast.Align(values);
        string[] rows = [.. parts.Select(value => builder.Emit("Unsqueeze", [value.Name, builder.Constants.Integers(axis)]))];
        return Join(rows, axis, Shape.Of([values.Count, .. part.Dimensions]), parts[0].Batch);
    }

    public OnnxValue Concat(IReadOnlyList<OnnxValue> values, IReadOnlyList<Shape> parts, int axis)
    {
        OnnxValue[] aligned = _broadcast.Align(values);
        return Join(
            [.. aligned.Select(value => value.Name)],
            axis,
            parts[0].With(^-axis, parts.Sum(part => part[^-axis])),
            aligned[0].Batch);
    }

    public OnnxValue Reshape(OnnxValue value, Shape source, Shape target)
    {
        // A 0 keeps the length of that axis.
        long[] dimensions = [.. Enumerable.Repeat(0L, value.Batch.Count), .. target.Dimensions.ToArray()];
        string[] inputs = [_broadcast.Materialize(value).Name, builder.Constants.Integers(dimensions)];
        return Result(builder.Emit("Reshape", inputs), target, value.Batch);
    }

    /// <summary>A tensor with all its batch and instance axes: what another graph, or the outside, may rely on.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="like">A value with all batch axes.</param>
    public OnnxValue Complete(OnnxValue value, OnnxValue like) => _broadcast.Complete(value, like);

    /// <summary>The name of the truth values that numbers 0 and 1 stand for.</summary>
    public string Truth(OnnxValue value) => _selection.Truth(value);

    private static OnnxValue Result(string name, Shape shape, BatchAxes batch) => new(name, shape, batch);

    private static double[] Transposed(double[] values, Shape shape)
    {
        double[] transposed = new double[values.Length];
        for (int row = 0; row < shape[0]; row++)
        {
            for (int column = 0; column < shape[1]; column++)
            {
                transposed[(column * shape[0]) + row] = values[(row * shape[1]) + column];
            }
        }

        return transposed;
    }

    private OnnxValue Join(string[] parts, int axis, Shape shape, BatchAxes batch) =>
        Result(builder.Emit("Concat", parts, OnnxAttribute.Of("axis", axis)), shape, batch);

    private OnnxValue Scalar(double value) => Constant([value], Shape.Scalar);

    // What constants are computed to when the model is loaded may look neutral, too; with batch axes it is no constant.
    private OnnxValue Arithmetic(string operation, OnnxValue left, OnnxValue right) => Elementwise(
        operation,
        IsComputedNumber(left) ? _broadcast.OverBatch(left, right) : left,
        IsComputedNumber(right) ? _broadcast.OverBatch(right, left) : right);

    private bool IsComputedNumber(OnnxValue value) =>
        value.Batch.Count == 0
        && (value.IsUniform || value.Shape.Size == 1)
        && !builder.Constants.Known.Contains(value.Name);

    private OnnxValue Elementwise(string operation, params OnnxValue[] operands)
    {
        (Shape shape, BatchAxes batch, bool uniform) = OnnxBroadcast.Elementwise(operation, operands);
        string name = builder.Emit(operation, [.. operands.Select(operand => operand.Name)]);
        return new OnnxValue(name, shape, batch) { IsUniform = uniform };
    }
}
