namespace R2N2.Tests.Expressions;

/// <summary>Computes nothing; writes down what it is asked for, in order. A value is the number of the call that made it.</summary>
internal sealed class LoggingReader : IReader<string>
{
    public List<string> Calls { get; } = [];

    public string Constant(double[] values, Shape shape) => Note($"Constant {string.Join(',', values)}");

    public string Broadcast(string scalar, Shape shape) => Note("Broadcast", scalar);

    public string Add(string left, string right) => Note("Add", left, right);

    public string Subtract(string left, string right) => Note("Subtract", left, right);

    public string Multiply(string left, string right) => Note("Multiply", left, right);

    public string Divide(string left, string right) => Note("Divide", left, right);

    public string Negate(string value) => Note("Negate", value);

    public string Abs(string value) => Note("Abs", value);

    public string Sign(string value) => Note("Sign", value);

    public string Sqrt(string value) => Note("Sqrt", value);

    public string Exp(string value) => Note("Exp", value);

    public string Log(string value) => Note("Log", value);

    public string Sin(string value) => Note("Sin", value);

    public string Cos(string value) => Note("Cos", value);

    public string Tanh(string value) => Note("Tanh", value);

    public string Atan(string value) => Note("Atan", value);

    public string Cbrt(string value) => Note("Cbrt", value);

    public string Log1p(string value) => Note("Log1p", value);

    public string Expm1(string value) => Note("Expm1", value);

    public string Erf(string value) => Note("Erf", value);

    public string NormalCdf(string value) => Note("NormalCdf", value);

    public string Pow(string value, string exponent) => Note("Pow", value, exponent);

    public string Min(string left, string right) => Note("Min", left, right);

    public string Max(string left, string right) => Note("Max", left, right);

    public string SelectLess(string left, string right, string less, string otherwise) =>
        Note("SelectLess", left, right, less, otherwise);

    public string MatrixVector(string matrix, string vector) => Note("MatrixVector", matrix, vector);

    public string MatrixMatrix(string left, string right) => Note("MatrixMatrix", left, right);

    public string SparseProduct(SparseMatrix matrix, string vector) => Note($"SparseProduct {matrix}", vector);

    public string Solve(string matrix, string right, Shape shape) => Note($"Solve {shape}", matrix, right);

    public string Transpose(string matrix) => Note("Transpose", matrix);

    public string Sum(string value, int axis) => Note($"Sum {axis}", value);

    public string Norm(string vector, Shape shape) => Note($"Norm {shape}", vector);

    public string Index(string value, int axis, int index) => Note($"Index {axis} {index}", value);

    public string Slice(string value, int axis, int start, int length) => Note($"Slice {axis} {start} {length}", value);

    public string Stack(IReadOnlyList<string> values, Shape part) => Note("Stack", [.. values]);

    public string Concat(IReadOnlyList<string> values, IReadOnlyList<Shape> parts, int axis) => Note($"Concat {axis}", [.. values]);

    public string Reshape(string value, Shape source, Shape target) => Note($"Reshape {target}", value);

    private string Note(string operation, params string[] operands)
    {
        Calls.Add(operands.Length == 0 ? operation : $"{operation}({string.Join(", ", operands)})");
        return $"#{Calls.Count - 1}";
    }
}
