using static R2N2.Expression;

namespace R2N2.Tests.Expressions;

/// <summary>All pairs of small shapes: what is legal has the right shape, what is not fails at once and names both shapes.</summary>
public class ShapeMistakeTests
{
    private static readonly Dictionary<string, Func<Expression, Expression, Expression>> _operations = new()
    {
        ["Add"] = (a, b) => a + b,
        ["Subtract"] = (a, b) => a - b,
        ["Divide"] = (a, b) => a / b,
        ["Hadamard"] = Hadamard,
        ["Pow"] = Pow,
        ["Min"] = Min,
        ["Max"] = Max,
        ["SelectLess of compared"] = (a, b) => SelectLess(a, b, 1, 2),
        ["SelectLess of chosen"] = (a, b) => SelectLess(1, 2, a, b),
        ["SelectLess of both"] = (a, b) => SelectLess(a, 2, b, 1),
    };

    public static TheoryData<string> Elementwise() => [.. _operations.Keys];

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Elementwise_OverAllPairs_NeedsEqualShapesOrAScalar(string operation) =>
        OverPairs(_operations[operation], (left, right) =>
            left.Rank == 0 ? right : right.Rank == 0 || left.Equals(right) ? left : null);

    [Fact]
    public void Star_OverAllPairs_IsAMatrixProductOnlyWhereAMatrixMeetsNoScalar() =>
        OverPairs((a, b) => a * b, (left, right) => (left.Rank, right.Rank) switch
        {
            (0, _) => right,
            (_, 0) => left,
            (1, 1) => left.Equals(right) ? left : null,
            _ => Product(left, right),
        });

    [Fact]
    public void MatMul_OverAllPairs_NeedsInnerLengthsThatAgree() => OverPairs(MatMul, Product);

    [Fact]
    public void Solve_OverAllPairs_NeedsASquareMatrixAndAsManyRows() =>
        OverPairs(Solve, (left, right) => left.Rank == 2 && left[0] == left[1] && right.Rank > 0 && right[0] == left[0] ? right : null);

    [Fact]
    public void Dot_OverAllPairs_NeedsVectorsOfOneLength() =>
        OverPairs(Dot, (left, right) => left.Rank == 1 && left.Equals(right) ? Shape.Scalar : null);

    [Fact]
    public void Outer_OverAllPairs_NeedsVectors() =>
        OverPairs(Outer, (left, right) => left.Rank == 1 && right.Rank == 1 ? Shape.Matrix(left[0], right[0]) : null);

    [Fact]
    public void InverseAndDiag_OverAllShapes_NeedASquareMatrixAndAnAxis() =>
        Assert.All(AllShapes.Each, shape =>
        {
            AllShapes.Check(() => Inverse(AllShapes.Of(shape)), shape.Rank == 2 && shape[0] == shape[1] ? shape : null, shape);
            Shape? diagonal = shape.Rank switch
            {
                0 => null,
                1 => Shape.Matrix(shape[0], shape[0]),
                _ => Shape.Vector(Math.Min(shape[0], shape[1])),
            };
            AllShapes.Check(() => Diag(AllShapes.Of(shape)), diagonal, shape);
        });

    [Fact]
    public void Stack_OverAllPairs_NeedsOneShapeOfScalarsOrVectors() =>
        OverPairs((a, b) => Stack(a, b), (left, right) =>
            left.Equals(right) && left.Rank < 2 ? Shape.Of([2, .. left.Dimensions]) : null);

    [Fact]
    public void Concat_OverAllPairs_NeedsAllAxesButTheFirstToAgree() =>
        OverPairs((a, b) => Concat(a, b), (left, right) =>
            left.Rank == right.Rank && left.Rank > 0 && (left.Rank == 1 || left[1] == right[1])
                ? left.With(0, left[0] + right[0])
                : null);

    [Fact]
    public void Reshape_OverAllPairs_NeedsEqualSizes() =>
        Assert.All(AllShapes.Pairs, pair => AllShapes.Check(
            () => Reshape(AllShapes.Of(pair.Left), pair.Right.Dimensions.ToArray()),
            pair.Left.Size == pair.Right.Size ? pair.Right : null,
            pair.Left,
            pair.Right));

    [Fact]
    public void Transpose_OverAllShapes_NeedsAMatrix() =>
        Assert.All(AllShapes.Each, shape => AllShapes.Check(
            () => Transpose(AllShapes.Of(shape)), shape.Rank == 2 ? Shape.Matrix(shape[1], shape[0]) : null, shape));

    [Fact]
    public void Sum_OverAllShapesAndAxes_NeedsAnAxisThatIsThere() =>
        Assert.All(AllShapes.Each, shape =>
        {
            Assert.Equal(Shape.Scalar, Sum(AllShapes.Of(shape)).Shape);
            for (int axis = 0; axis < 3; axis++)
            {
                int at = axis;
                AllShapes.Check(() => Sum(AllShapes.Of(shape), at), at < shape.Rank ? shape.Without(at) : null, shape);
            }
        });

    [Fact]
    public void Stack_OfNothing_SaysSo() =>
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => Stack()).Message, StringComparison.Ordinal);

    [Fact]
    public void Concat_OfNothing_SaysSo() =>
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => Concat()).Message, StringComparison.Ordinal);

    [Fact]
    public void MatMul_WithAScalar_PointsToTheStar() =>
        Assert.Contains("write *", Assert.Throws<ArgumentException>(() => MatMul(2, new[] { 1.0 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Elementwise_Mistake_NamesTheOperation() =>
        Assert.StartsWith("Divide got a vector [3] and a matrix [3, 2]", Assert.Throws<ArgumentException>(
            () => AllShapes.Of(Shape.Vector(3)) / AllShapes.Of(Shape.Matrix(3, 2))).Message, StringComparison.Ordinal);

    private static void OverPairs(Func<Expression, Expression, Expression> record, Func<Shape, Shape, Shape?> expected) =>
        Assert.All(AllShapes.Pairs, pair => AllShapes.Check(
            () => record(AllShapes.Of(pair.Left), AllShapes.Of(pair.Right)), expected(pair.Left, pair.Right), pair.Left, pair.Right));

    private static Shape? Product(Shape left, Shape right) => (left.Rank, right.Rank) switch
    {
        (1, 1) when left.Equals(right) => Shape.Scalar,
        (1, 2) when left[0] == right[0] => Shape.Vector(right[1]),
        (2, 1) when left[1] == right[0] => Shape.Vector(left[0]),
        (2, 2) when left[1] == right[0] => Shape.Matrix(left[0], right[1]),
        _ => null,
    };
}
