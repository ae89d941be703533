namespace R2N2.Tests.Expressions;

/// <summary>
/// Every scalar, vector and matrix with lengths 1 to 3: small enough to try all pairs, rich enough to hold every mistake.
/// </summary>
internal static class AllShapes
{
    public static IReadOnlyList<Shape> Each { get; } =
    [
        Shape.Scalar,
        .. Enumerable.Range(1, 3).Select(Shape.Vector),
        .. Enumerable.Range(1, 3).SelectMany(rows => Enumerable.Range(1, 3).Select(columns => Shape.Matrix(rows, columns))),
    ];

    public static IEnumerable<(Shape Left, Shape Right)> Pairs =>
        Each.SelectMany(left => Each.Select(right => (left, right)));

    public static Expression Of(Shape shape) => Expression.Input("in", shape);

    /// <summary>Records; where it may not, the message must name every shape given.</summary>
    public static void Check(Func<Expression> record, Shape? expected, params Shape[] named)
    {
        if (expected is not null)
        {
            Assert.Equal(expected, record().Shape);
            return;
        }

        string message = Assert.ThrowsAny<ArgumentException>(record).Message;
        Assert.All(named, shape => Assert.Contains(shape.ToString(), message, StringComparison.Ordinal));
    }
}
