using R2N2.Reference;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>
/// x = A⁻¹b, or X = A⁻¹B. The first input is A without a multiple of the identity that keeps it far from singular matrices. Along
/// (Ȧ, ḃ) the derivative is A⁻¹(ḃ - Ȧx); the second is A⁻¹(-Ȧ x' - A' ẋ), the derivatives of x along both.
/// </summary>
internal sealed class SolveCase(string name, Shape right, Func<Expression[], Expression> record)
    : LawCase(name, Primitive.Solve, [Shape.Matrix(right[0], right[0]), right], record)
{
    private readonly int _m = right[0];

    public override double[] Value(double[][] x) => Solve(x, x[1]);

    public override double[] First(double[][] x, double[][] d) => Solve(x, Minus(d[1], Product(d[0], Value(x))));

    public override double[] Second(double[][] x, double[][] d, double[][] e) =>
        Solve(x, Minus(Minus(new double[x[1].Length], Product(d[0], First(x, e))), Product(e[0], First(x, d))));

    /// <summary>A, of which the first input is a part.</summary>
    public static Expression Shifted(Expression matrix) =>
        matrix + Expression.Diag(Enumerable.Repeat(7.0, matrix.Shape[0]).ToArray());

    private double[] Solve(double[][] x, double[] right) =>
        PlainElimination.Solve([.. x[0].Select((element, i) => element + (i % (_m + 1) == 0 ? 7 : 0))], right);

    private static double[] Minus(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a - b)];

    private double[] Product(double[] matrix, double[] right)
    {
        int columns = right.Length / _m;
        return [.. Enumerable.Range(0, right.Length).Select(at => Enumerable.Range(0, _m)
            .Sum(k => matrix[(at / columns * _m) + k] * right[(k * columns) + (at % columns)]))];
    }
}
