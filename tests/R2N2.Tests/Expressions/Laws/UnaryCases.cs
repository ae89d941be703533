using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Functions of one operand, with their first and second derivatives.</summary>
internal static class UnaryCases
{
    private static readonly Shape[] _shapes = [Shape.Scalar, Shape.Vector(4), Shape.Matrix(4, 3)];

    public static IEnumerable<LawCase> All { get; } =
    [
        .. Unary(Primitive.Negate, x => -x, (-2, 2), x => -x, _ => -1, _ => 0),
        .. Unary(Primitive.Abs, Abs, (-2, 2), Math.Abs, x => x > 0 ? 1 : -1, _ => 0),
        .. Unary(Primitive.Sign, Sign, (-2, 2), x => x > 0 ? 1 : -1, _ => 0, _ => 0),
        .. Unary(Primitive.Sqrt, Sqrt, (0.1, 4), Math.Sqrt, x => 0.5 / Math.Sqrt(x), x => -0.25 / (x * Math.Sqrt(x))),
        .. Unary(Primitive.Exp, Exp, (-2, 2), Math.Exp, Math.Exp, Math.Exp),
        .. Unary(Primitive.Log, Log, (0.1, 4), Math.Log, x => 1 / x, x => -1 / (x * x)),
        .. Unary(Primitive.Sin, Sin, (-4, 4), Math.Sin, Math.Cos, x => -Math.Sin(x)),
        .. Unary(Primitive.Cos, Cos, (-4, 4), Math.Cos, x => -Math.Sin(x), x => -Math.Cos(x)),
        .. Unary(Primitive.Tanh, Tanh, (-3, 3), Math.Tanh, x => Sech2(x), x => -2 * Math.Tanh(x) * Sech2(x)),
        .. Unary(Primitive.Atan, Atan, (-3, 3), Math.Atan, x => 1 / (1 + (x * x)), x => -2 * x / Square(1 + (x * x))),
        .. Unary(Primitive.Cbrt, Cbrt, (0.1, 4), Math.Cbrt, x => 1 / (3 * Square(Math.Cbrt(x))), x => -2 / (9 * x * Square(Math.Cbrt(x)))),
        .. Unary(Primitive.Log1p, Log1p, (-0.9, 3), x => Math.Log(1 + x), x => 1 / (1 + x), x => -1 / Square(1 + x)),
        .. Unary(Primitive.Expm1, Expm1, (-2, 2), x => Math.Exp(x) - 1, Math.Exp, Math.Exp),
        .. Unary(Primitive.Erf, Erf, (-2, 2), PlainFunctions.Erf, x => 2 * Root2 * Density(Root2 * x), x => -4 * x * Root2 * Density(Root2 * x)),
        .. Unary(Primitive.NormalCdf, NormalCdf, (-4, 4), PlainFunctions.NormalCdf, Density, x => -x * Density(x)),
        .. Unary(Primitive.Multiply, Asin, (-0.9, 0.9), Math.Asin, x => 1 / Math.Sqrt(1 - (x * x)), x => x / Math.Pow(1 - (x * x), 1.5), "asin"),
        .. Unary(Primitive.SelectLess, Acos, (-0.9, 0.9), Math.Acos, x => -1 / Math.Sqrt(1 - (x * x)), x => -x / Math.Pow(1 - (x * x), 1.5), "acos"),
        .. Unary(Primitive.Pow, x => Pow(x, 5), (-2, 2), x => x * x * x * x * x, x => 5 * x * x * x * x, x => 20 * x * x * x, "power 5"),
        .. Unary(Primitive.Multiply, x => Pow(x, 2), (-2, 2), x => x * x, x => 2 * x, _ => 2, "square"),
        .. Unary(Primitive.Multiply, x => Pow(x, 3), (-2, 2), x => x * x * x, x => 3 * x * x, x => 6 * x, "cube"),
        .. Unary(Primitive.Multiply, x => Pow(x, 4), (-2, 2), x => x * x * x * x, x => 4 * x * x * x, x => 12 * x * x, "fourth power"),
        .. Unary(Primitive.Pow, x => Pow(x, -1.5), (0.3, 3), x => 1 / (x * Math.Sqrt(x)),
            x => -1.5 / (x * x * Math.Sqrt(x)), x => 3.75 / (x * x * x * Math.Sqrt(x)), "power -1.5"),
        .. Unary(Primitive.Pow, x => Pow(2, x), (-2, 2), x => Math.Exp(Math.Log(2) * x),
            x => Math.Log(2) * Math.Exp(Math.Log(2) * x), x => Math.Log(2) * Math.Log(2) * Math.Exp(Math.Log(2) * x), "power of 2"),
        .. Unary(Primitive.Divide, Tan, (-1, 1), Math.Tan, x => 1 + Square(Math.Tan(x)), x => 2 * Math.Tan(x) * (1 + Square(Math.Tan(x))), "tan"),
        .. Unary(Primitive.Multiply, Sinh, (-3, 3), Math.Sinh, Math.Cosh, Math.Sinh, "sinh"),
        .. Unary(Primitive.Add, Cosh, (-3, 3), Math.Cosh, Math.Sinh, Math.Cosh, "cosh"),
        .. Unary(Primitive.Divide, Sigmoid, (-3, 3), Logistic, x => Logistic(x) * Logistic(-x),
            x => Logistic(x) * Logistic(-x) * (Logistic(-x) - Logistic(x)), "sigmoid"),
        .. Unary(Primitive.Add, Softplus, (-3, 3), x => Math.Log(1 + Math.Exp(x)), Logistic, x => Logistic(x) * Logistic(-x), "softplus"),
        .. Unary(Primitive.Max, Relu, (-2, 2), x => Math.Max(x, 0), x => x > 0 ? 1 : 0, _ => 0, "relu"),
    ];

    private static IEnumerable<LawCase> Unary(
        Primitive primitive,
        Func<Expression, Expression> record,
        (double Low, double High) domain,
        Func<double, double> function,
        Func<double, double> first,
        Func<double, double> second,
        string? name = null) =>
        _shapes.Select(shape => new ElementwiseCase(
            $"{name ?? primitive.ToString()} of {shape}", primitive, [shape], x => record(x[0]),
            x => function(x[0]), x => [first(x[0])], x => new[,] { { second(x[0]) } })
        {
            Domains = [domain],
        });

    private static double Root2 => Math.Sqrt(2);

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    private static double Square(double x) => x * x;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Sech2(double x) => 1 / (Math.Cosh(x) * Math.Cosh(x));
}
