namespace R2N2;

/// <summary>
/// One engine's reading of an expression: a method for every primitive. Evaluating a
/// <see cref="RecordedFunction"/> with a reader carries the same definition of f to that engine.
/// </summary>
/// <remarks>
/// <para>Shapes are per instance. A value may carry any number of leading batch axes in front of its instance
/// axes, and values whose batch axes differ broadcast against each other from the right, as in NumPy; a
/// reader therefore counts instance axes from the end.</para>
/// <para>Elementwise primitives receive operands of one instance shape, or scalar constants.</para>
/// </remarks>
/// <typeparam name="T">What the engine calls a tensor.</typeparam>
internal interface IReader<T>
    where T : class
{
    /// <summary>A constant without batch axes, its elements in row-major order; nobody writes to them any more.</summary>
    T Constant(double[] values, Shape shape);

    /// <summary>Repeats a scalar over every element of an instance shape.</summary>
    T Broadcast(T scalar, Shape shape);

    /// <summary>left + right, elementwise.</summary>
    T Add(T left, T right);

    /// <summary>left - right, elementwise.</summary>
    T Subtract(T left, T right);

    /// <summary>left · right, elementwise.</summary>
    T Multiply(T left, T right);

    /// <summary>left / right, elementwise.</summary>
    T Divide(T left, T right);

    /// <summary>-value.</summary>
    T Negate(T value);

    /// <summary>|value|.</summary>
    T Abs(T value);

    /// <summary>-1, 0 or 1.</summary>
    T Sign(T value);

    /// <summary>The square root.</summary>
    T Sqrt(T value);

    /// <summary>e to the power of value.</summary>
    T Exp(T value);

    /// <summary>The natural logarithm.</summary>
    T Log(T value);

    /// <summary>The sine of an angle in radians.</summary>
    T Sin(T value);

    /// <summary>The cosine of an angle in radians.</summary>
    T Cos(T value);

    /// <summary>The hyperbolic tangent.</summary>
    T Tanh(T value);

    /// <summary>The inverse tangent, an angle in radians between -π/2 and π/2.</summary>
    T Atan(T value);

    /// <summary>The cube root, of negative numbers too.</summary>
    T Cbrt(T value);

    /// <summary>ln(1 + value), as accurate near 0 as elsewhere.</summary>
    T Log1p(T value);

    /// <summary>e to the power of value, less 1, as accurate near 0 as elsewhere.</summary>
    T Expm1(T value);

    /// <summary>The error function.</summary>
    T Erf(T value);

    /// <summary>The distribution function of the standard normal distribution, as accurate in the left tail as elsewhere.</summary>
    T NormalCdf(T value);

    /// <summary>The value to the power of the exponent, elementwise.</summary>
    T Pow(T value, T exponent);

    /// <summary>The smaller of two elements.</summary>
    T Min(T left, T right);

    /// <summary>The larger of two elements.</summary>
    T Max(T left, T right);

    /// <summary>Elementwise choice: <paramref name="less"/> where left &lt; right, else <paramref name="otherwise"/>.</summary>
    T SelectLess(T left, T right, T less, T otherwise);

    /// <summary>Matrix [r, c] times vector [c].</summary>
    T MatrixVector(T matrix, T vector);

    /// <summary>Matrix [r, k] times matrix [k, c].</summary>
    T MatrixMatrix(T left, T right);

    /// <summary>
    /// A constant sparse matrix [r, c] times vector [c]: each row is a sum in ascending order of the columns, over its elements alone;
    /// what the vector has elsewhere is not read.
    /// </summary>
    T SparseProduct(SparseMatrix matrix, T vector);

    /// <summary>
    /// A⁻¹ times a vector [m] or a matrix [m, c], by elimination with partial pivoting over rows of equal scale; NaN for an instance
    /// whose A is singular, as <see cref="Singularity"/> says.
    /// </summary>
    T Solve(T matrix, T right, Shape shape);

    /// <summary>The transpose of a matrix.</summary>
    T Transpose(T matrix);

    /// <summary>The sum over one axis, which disappears; the axis is counted from the end (-1 is the last).</summary>
    T Sum(T value, int axis);

    /// <summary>
    /// The Euclidean norm of a vector of the given shape, wherever it is representable: no square in between under- or
    /// overflows. NaN where an element is NaN.
    /// </summary>
    T Norm(T vector, Shape shape);

    /// <summary>The element (or row, or column) at one index of an axis, which disappears; the axis is counted from the end.</summary>
    T Index(T value, int axis, int index);

    /// <summary>A contiguous part of one axis; the axis is counted from the end.</summary>
    T Slice(T value, int axis, int start, int length);

    /// <summary>Joins values of one instance shape, <paramref name="part"/>, along a new first instance axis.</summary>
    T Stack(IReadOnlyList<T> values, Shape part);

    /// <summary>Joins values along an existing axis, counted from the end; <paramref name="parts"/> are their shapes.</summary>
    T Concat(IReadOnlyList<T> values, IReadOnlyList<Shape> parts, int axis);

    /// <summary>The same elements in row-major order under another instance shape.</summary>
    T Reshape(T value, Shape source, Shape target);
}
