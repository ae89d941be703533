namespace R2N2;

/// <summary>
/// A symbolic tensor of one problem instance. Ordinary C# operators and the functions of this class record
/// what is computed; nothing is calculated until a reader evaluates it.
/// </summary>
/// <remarks>
/// <para>Elementwise operators take operands of one shape, or a scalar and anything. There is no other implicit
/// broadcasting: a vector plus a matrix is a mistake, and it fails here, when it is written down.</para>
/// <para><c>*</c> is the product of linear algebra as soon as one side is a matrix and the other is not a scalar
/// (matrix · vector, vector · matrix, matrix · matrix), and elementwise otherwise; <see cref="Hadamard"/> multiplies
/// matrices elementwise.</para>
/// <para><c>using static R2N2.Expression;</c> brings <c>Exp(x)</c>, <c>Stack(a, b)</c> and the others into scope.</para>
/// </remarks>
public sealed partial class Expression
{
    private static long _created;

    internal Expression(Primitive primitive, Shape shape, params Expression[] operands)
        : this(primitive, shape, default, operands)
    {
    }

    internal Expression(Primitive primitive, Shape shape, PrimitiveArguments arguments, params Expression[] operands)
    {
        Primitive = primitive;
        Shape = shape;
        Arguments = arguments;
        Operands = operands;
        Values = [];
        Order = Interlocked.Increment(ref _created);
        Scope = ExpressionScope.Current;
    }

    private Expression(Shape shape, double[] values)
        : this(Primitive.Constant, shape) => Values = values;

    private Expression(Shape shape, string name)
        : this(Primitive.Input, shape) => Name = name;

    /// <summary>The shape of one instance's value.</summary>
    public Shape Shape { get; }

    /// <summary>The name of an input; null for everything computed.</summary>
    public string? Name { get; }

    internal Primitive Primitive { get; }

    internal PrimitiveArguments Arguments { get; }

    internal IReadOnlyList<Expression> Operands { get; }

    /// <summary>The elements of a constant in row-major order, never written to; empty for every other node.</summary>
    internal double[] Values { get; }

    /// <summary>Creation order. Operands exist before what uses them, so this order is a topological one.</summary>
    internal long Order { get; }

    /// <summary>The part of the computation that it was recorded in; see <see cref="ExpressionScope"/>.</summary>
    internal string Scope { get; }

    /// <summary>An input: a value that each instance brings along.</summary>
    /// <param name="name">Its name, as it appears in data columns and in exported files.</param>
    /// <param name="shape">Its shape per instance.</param>
    public static Expression Input(string name, Shape shape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        return new Expression(shape, name);
    }

    /// <summary>A constant tensor.</summary>
    /// <param name="values">Its elements in row-major order; copied.</param>
    /// <param name="shape">Its shape; the sizes must agree.</param>
    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public static Expression Constant(ReadOnlySpan<double> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (values.Length != shape.Size)
        {
            throw new ArgumentException(
                $"A constant has {values.Length} elements; its shape, {shape}, needs {shape.Size}.", nameof(values));
        }

        return new Expression(shape, values.ToArray());
    }

    /// <summary>A constant tensor around an array that nobody writes to any more, of as many elements as the shape has.</summary>
    internal static Expression Around(double[] values, Shape shape) => new(shape, values);

    /// <summary>A constant scalar.</summary>
    public static implicit operator Expression(double value) => FromDouble(value);

    /// <summary>A constant vector.</summary>
    public static implicit operator Expression(double[] values) => FromArray(values);

    /// <summary>A constant matrix.</summary>
    public static implicit operator Expression(double[,] values) => FromArray(values);

    /// <summary>A constant scalar.</summary>
    /// <param name="value">The number.</param>
    public static Expression FromDouble(double value) => new(Shape.Scalar, [value]);

    /// <summary>A constant vector.</summary>
    /// <param name="values">Its elements, at least one; copied.</param>
    public static Expression FromArray(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Constant(values, Shape.Vector(values.Length));
    }

    /// <summary>A constant matrix.</summary>
    /// <param name="values">Its elements, [row, column], at least one; copied.</param>
    public static Expression FromArray(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var shape = Shape.Matrix(values.GetLength(0), values.GetLength(1));
        double[] elements = new double[values.Length];
        Buffer.BlockCopy(values, 0, elements, 0, Buffer.ByteLength(values));
        return Around(elements, shape);
    }

    /// <summary>The node and its shape, for messages and the debugger.</summary>
    public override string ToString() => Name is null ? $"{Primitive}: {Shape}" : $"{Name}: {Shape}";
}
