using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Elementwise functions of several operands, over every admissible pair of ranks, and with constants.</summary>
internal static class BinaryCases
{
    private static readonly double[] _fixed = [0.7, 1.9, 0.4, 1.3];
    private static readonly (Shape Left, Shape Right)[] _pairs =
    [
        (Shape.Scalar, Shape.Scalar),
        (Shape.Vector(4), Shape.Vector(4)),
        (Shape.Matrix(4, 3), Shape.Matrix(4, 3)),
        (Shape.Scalar, Shape.Vector(4)),
        (Shape.Vector(4), Shape.Scalar),
        (Shape.Matrix(4, 3), Shape.Scalar),
        (Shape.Scalar, Shape.Matrix(4, 3)),
    ];

    public static IEnumerable<LawCase> All { get; } =
    [
        .. Binary(Primitive.Add, (a, b) => a + b, (a, b) => a + b, (_, _) => (1, 1), (_, _) => default),
        .. Binary(Primitive.Subtract, (a, b) => a - b, (a, b) => a - b, (_, _) => (1, -1), (_, _) => default),
        .. Binary(Primitive.Multiply, Hadamard, (a, b) => a * b, (a, b) => (b, a), (_, _) => (0, 1, 0)),
        .. Binary(Primitive.Divide, (a, b) => a / b, (a, b) => a / b, (a, b) => (1 / b, -a / (b * b)),
            (a, b) => (0, -1 / (b * b), 2 * a / (b * b * b))),
        .. Binary(Primitive.Pow, Pow, (a, b) => Math.Exp(b * Math.Log(a)),
            (a, b) => (b * Power(a, b - 1), Power(a, b) * Math.Log(a)),
            (a, b) => (b * (b - 1) * Power(a, b - 2), Power(a, b - 1) * (1 + (b * Math.Log(a))),
                Power(a, b) * Math.Log(a) * Math.Log(a))),
        .. Binary(Primitive.Min, Min, (a, b) => a < b ? a : b, (a, b) => a < b ? (1, 0) : (0, 1), (_, _) => default),
        .. Binary(Primitive.Max, Max, (a, b) => a > b ? a : b, (a, b) => a > b ? (1, 0) : (0, 1), (_, _) => default),
        .. Binary(Primitive.Add, Atan2, Math.Atan2, (y, x) => (x / Square(x, y), -y / Square(x, y)),
            (y, x) => (-2 * x * y / (Square(x, y) * Square(x, y)), ((y * y) - (x * x)) / (Square(x, y) * Square(x, y)),
                2 * x * y / (Square(x, y) * Square(x, y))), "atan2"),
        .. SelectLess(),
    ];

    private static IEnumerable<LawCase> Binary(
        Primitive primitive,
        Func<Expression, Expression, Expression> record,
        Func<double, double, double> function,
        Func<double, double, (double Left, double Right)> gradient,
        Func<double, double, (double Left, double Mixed, double Right)> hessian,
        string? name = null)
    {
        name ??= primitive.ToString();
        foreach ((Shape left, Shape right) in _pairs)
        {
            yield return new ElementwiseCase(
                $"{name} of {left} and {right}", primitive, [left, right], x => record(x[0], x[1]),
                x => function(x[0], x[1]),
                x => [gradient(x[0], x[1]).Left, gradient(x[0], x[1]).Right],
                x => Symmetric(hessian(x[0], x[1])))
            {
                Domains = [(0.3, 3), (0.3, 3)],
            };
        }

        Shape vector = Shape.Vector(4);
        yield return With(
            "a constant number",
            x => record(x, 1.4),
            x => function(x, 1.4),
            x => gradient(x, 1.4).Left,
            x => hessian(x, 1.4).Left);
        yield return With(
            "a constant number first",
            x => record(1.4, x),
            x => function(1.4, x),
            x => gradient(1.4, x).Right,
            x => hessian(1.4, x).Right);
        yield return ConstantVector();

        ElementwiseCase With(
            string what,
            Func<Expression, Expression> f,
            Func<double, double> value,
            Func<double, double> first,
            Func<double, double> second) =>
            new($"{name} of {vector} and {what}", primitive, [vector], x => f(x[0]),
                x => value(x[0]), x => [first(x[0])], x => new[,] { { second(x[0]) } })
            {
                Domains = [(0.3, 3)],
            };

        // The scalar meets each element of the constant; as a function of one operand that is four functions.
        LawCase ConstantVector() => new ConstantVectorCase(name, primitive, x => record(x, _fixed), _fixed, function, gradient, hessian)
        {
            Domains = [(0.3, 3)],
        };
    }

    private static IEnumerable<LawCase> SelectLess()
    {
        Shape scalar = Shape.Scalar, vector = Shape.Vector(4), matrix = Shape.Matrix(4, 3);
        Shape[][] operands =
        [
            [vector, vector, vector, vector], [matrix, scalar, matrix, scalar],
            [scalar, vector, scalar, vector], [scalar, scalar, vector, vector],
        ];
        return operands.Select(shapes => new ElementwiseCase(
            $"SelectLess of {string.Join(", ", shapes.Select(shape => shape.ToString()))}",
            Primitive.SelectLess, shapes, x => Expression.SelectLess(x[0], x[1], x[2], x[3]),
            x => x[0] < x[1] ? x[2] : x[3],
            x => x[0] < x[1] ? [0, 0, 1, 0] : [0, 0, 0, 1],
            _ => new double[4, 4]));
    }

    private static double[,] Symmetric((double Left, double Mixed, double Right) h) =>
        new[,] { { h.Left, h.Mixed }, { h.Mixed, h.Right } };

    private static double Square(double x, double y) => (x * x) + (y * y);

    private static double Power(double a, double b) => Math.Exp(b * Math.Log(a));
}
