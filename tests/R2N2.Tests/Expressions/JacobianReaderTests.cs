using R2N2.Vectorised;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions;

/// <summary>J as one matrix against J column by column: two ways of differentiating, of which the one knows directions only.</summary>
public sealed class JacobianReaderTests
{
    private const int Unknowns = 6;

    private static readonly SparseMatrix _sparse = SparseMatrix.FromTriplets(6, 6, [(0, 0, 2), (0, 5, -1), (2, 1, 3), (4, 4, 1), (5, 0, 0.5)]);

    private static readonly Dictionary<string, Func<Expression, Expression>> _functions = new()
    {
        ["diagonal"] = x => (Exp(Sin(x)) / (2 + Tanh(x))) - (x * x) + 1,
        ["roots"] = x => Sqrt(2 + Sin(x)) * Cbrt(x - 3) * Pow(2 + x, 1.7) + Pow(2 + Cos(x), x),
        ["special"] = x => Erf(x) * NormalCdf(x * x) + Atan(Log1p(x * x)) - Expm1(-x) * Atan2(x, 2 + x),
        ["choices"] = x => Max(x, Sin(3 * x)) + Min(x * x, Abs(x)) * SelectLess(x, 0.2, Exp(x), 3) + (Sign(x) * x),
        ["choices of others"] = x => SelectLess(Reversed(x), 0.2, Reversed(x) * x, 0),
        ["algebra"] = x => Solve(Diag(3 + x) + (Outer(x, Sin(x)) * 0.3), Exp(x)) * Norm(x) + MatMul(Outer(x, x), Cos(x)),
        ["constant matrix"] = x => MatMul(Numbers(6, 6), Exp(x)) + (MatMul(Numbers(6, 6), MatMul(Numbers(6, 6), x)) * x),
        ["sparse matrix"] = x => (_sparse * (x * x)) + (_sparse * (_sparse * x)),
        ["matrices"] = x => Twice(Reshape(MatMul(MatMul(Reshape(x, 2, 3), Numbers(3, 3)), Transpose(Reshape(Exp(x), 2, 3))), 4)[..3]),
        ["systems"] = x => Reshape(Solve(Numbers(2, 2), Reshape(x * x, 2, 3)), 6) + Reshape(Transpose(Reshape(Reversed(x), 3, 2)), 6),
        ["sums"] = x => Twice(Stack(Sum(Reshape(x * x, 2, 3), 0)[0], Sum(Reshape(Reversed(x) * x, 2, 3), 1)[1], Dot(x, Sin(x)))) * Sum(x),
        ["parts"] = x => Concat(x[1..] * x[..5], Stack(x[0] * x[1])) * Reshape(Reshape(x, 2, 3)[.., 1..], 4)[3],
        ["standing parts"] = x => Concat(x[..2], new double[] { 1, 2, 3, 4 }) * 2,
        ["stencil"] = x => (2 * x) - Shift(x, 1, ShiftEdge.Zero) - Shift(x, -1, ShiftEdge.ReflectAtPoint) + Exp(x),
        ["one number"] = x => Numbers(1, 6)[0] * Norm(x),
    };

    public static TheoryData<string> Functions => [.. _functions.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void JacobianAsMatrix_AnyFunction_IsThatOfColumns(string name)
    {
        var family = ProblemFamily.Equations("f", Unknowns, _functions[name]);
        Expression x = Input("x", Shape.Vector(Unknowns));
        RecordedFunction both = new("both", [x], [family.JacobianAsMatrix(x, []), family.Jacobian(x, [])]);

        double[][] found = Evaluation.Of(Plan.Of(both), [[0.3, -0.7, 1.2, 0.05, 0.9, -0.4]]);

        Assert.Contains(found[1], value => value != 0);
        Assert.All(found[0].Zip(found[1]), pair => Assert.Equal(pair.Second, pair.First, 1e-13 * (1 + Math.Abs(pair.Second))));
    }

    private static Expression Numbers(int rows, int columns)
    {
        Random random = new(rows * columns);
        return Constant([.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() + 0.5)], Shape.Matrix(rows, columns));
    }

    private static Expression Reversed(Expression x) => Stack([.. Enumerable.Range(0, Unknowns).Select(i => x[Unknowns - 1 - i])]);

    private static Expression Twice(Expression half) => Concat(half, half * half);
}
