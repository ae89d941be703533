using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Zeros, infinities and NaN: a NaN must come out wherever one went in, or a failed instance would look solved.</summary>
public class SpecialValueTests
{
    private static readonly double[] _grid =
        [double.NegativeInfinity, -2, -0.5, -0.0, 0, 0.5, 1, 2, 3, double.PositiveInfinity, double.NaN];

    private static readonly Dictionary<string, (Func<Expression, Expression> Record, Func<double, double> Plain)> _unary = new()
    {
        ["Negate"] = (x => -x, x => -x),
        ["Abs"] = (Abs, Math.Abs),
        ["Sign"] = (Sign, x => double.IsNaN(x) ? x : Math.Sign(x)),
        ["Sqrt"] = (Sqrt, Math.Sqrt),
        ["Exp"] = (Exp, Math.Exp),
        ["Log"] = (Log, Math.Log),
        ["Sin"] = (Sin, Math.Sin),
        ["Cos"] = (Cos, Math.Cos),
        ["Tanh"] = (Tanh, Math.Tanh),
        ["Atan"] = (Atan, Math.Atan),
        ["Cbrt"] = (Cbrt, Math.Cbrt),
        ["Log1p"] = (Log1p, PlainFunctions.Log1p),
        ["Expm1"] = (Expm1, PlainFunctions.Expm1),
        ["Erf"] = (Erf, PlainFunctions.Erf),
        ["NormalCdf"] = (NormalCdf, PlainFunctions.NormalCdf),
        ["Asin"] = (Asin, Math.Asin),
        ["Acos"] = (Acos, Math.Acos),
        ["Square"] = (x => Pow(x, 2), x => x * x),
    };

    private static readonly Dictionary<string, (
        Func<Expression, Expression, Expression> Record, Func<double, double, double> Plain)> _binary = new()
        {
            ["Add"] = ((a, b) => a + b, (a, b) => a + b),
            ["Subtract"] = ((a, b) => a - b, (a, b) => a - b),
            ["Multiply"] = ((a, b) => a * b, (a, b) => a * b),
            ["Divide"] = ((a, b) => a / b, (a, b) => a / b),
            ["Pow"] = (Pow, Math.Pow),
            ["Atan2"] = (Atan2, Math.Atan2),
            ["Min"] = (Min, Math.Min),
            ["Max"] = (Max, Math.Max),
            ["SelectLess"] = ((a, b) => SelectLess(a, b, 1, 2), (a, b) => a < b ? 1 : 2),
            ["SelectLess of operands"] = ((a, b) => SelectLess(a, b, a, b), (a, b) => a < b ? a : b),
        };

    public static TheoryData<string, string> EnginesAndUnary() => AllEngines.With(_unary.Keys);

    public static TheoryData<string, string> EnginesAndBinary() => AllEngines.With(_binary.Keys);

    [Theory]
    [MemberData(nameof(EnginesAndUnary))]
    public void Evaluate_UnaryOnSpecialValues_MatchesIeeeArithmetic(string engine, string name)
    {
        Expression x = Input("x", Shape.Scalar);
        NDArray result = AllEngines.Get(engine).Evaluate(
            new RecordedFunction(name, [x], [_unary[name].Record(x)]), [new NDArray([_grid.Length], _grid)])[0];
        Assert.All(_grid, (value, i) => AssertSame(_unary[name].Plain(value), result.Values[i], $"{name}({value})"));
    }

    [Theory]
    [MemberData(nameof(EnginesAndBinary))]
    public void Evaluate_BinaryOnSpecialValues_MatchesIeeeArithmetic(string engine, string name)
    {
        (Expression a, Expression b) = (Input("a", Shape.Scalar), Input("b", Shape.Scalar));
        NDArray result = AllEngines.Get(engine).Evaluate(
            new RecordedFunction(name, [a, b], [_binary[name].Record(a, b)]),
            [new NDArray([_grid.Length, 1], _grid), new NDArray([_grid.Length], _grid)])[0];
        Assert.All(_grid, (left, i) => Assert.All(_grid, (right, j) =>
            AssertSame(_binary[name].Plain(left, right), result.Values[(i * _grid.Length) + j], $"{name}({left}, {right})")));
    }

    private static void AssertSame(double expected, double actual, string what) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-15 * Math.Abs(expected),
        $"{what} is {actual}, expected {expected}.");
}
