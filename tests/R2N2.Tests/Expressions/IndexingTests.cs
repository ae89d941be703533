namespace R2N2.Tests.Expressions;

/// <summary>Indices and ranges follow C#'s own rules for arrays; what lies outside fails and names the shape.</summary>
public class IndexingTests
{
    private static readonly Index[] _indices = [0, 1, 2, 3, ^0, ^1, ^2, ^3, ^4];

    private static IEnumerable<Range> Ranges => _indices.SelectMany(start => _indices.Select(end => start..end));

    [Fact]
    public void Index_OverAllShapes_TakesElementsOfVectorsAndRowsOfMatrices() =>
        Assert.All(AllShapes.Each, shape => Assert.All(_indices, index => AllShapes.Check(
            () => AllShapes.Of(shape)[index], shape.Rank > 0 && Inside(index, shape[0]) ? shape.Without(0) : null, shape)));

    [Fact]
    public void Index_ByRowAndColumn_TakesElementsOfMatrices() =>
        Assert.All(AllShapes.Each, shape => Assert.All(_indices, row => Assert.All(_indices, column =>
        {
            bool rowInside = shape.Rank == 2 && Inside(row, shape[0]);
            Shape named = rowInside ? shape.Without(0) : shape;
            AllShapes.Check(() => AllShapes.Of(shape)[row, column], rowInside && Inside(column, shape[1]) ? Shape.Scalar : null, named);
        })));

    [Fact]
    public void Slice_OverAllShapes_KeepsTheRank() =>
        Assert.All(AllShapes.Each, shape => Assert.All(Ranges, range => AllShapes.Check(
            () => AllShapes.Of(shape)[range],
            shape.Rank > 0 && Length(range, shape[0]) is int length ? shape.With(0, length) : null,
            shape)));

    [Fact]
    public void Slice_OfRowsAndColumns_TakesABlock() =>
        Assert.All(Ranges, rows => Assert.All(Ranges, columns =>
        {
            Shape matrix = Shape.Matrix(3, 2);
            int? height = Length(rows, 3), width = Length(columns, 2);
            AllShapes.Check(
                () => AllShapes.Of(matrix)[rows, columns],
                height is int r && width is int c ? Shape.Matrix(r, c) : null,
                height is int kept ? matrix.With(0, kept) : matrix);
        }));

    [Fact]
    public void Slice_OfOneRowOrColumn_IsAVector()
    {
        Expression matrix = AllShapes.Of(Shape.Matrix(3, 2));
        Assert.Equal(Shape.Vector(2), matrix[1, ..].Shape);
        Assert.Equal(Shape.Vector(1), matrix[^1, 1..].Shape);
        Assert.Equal(Shape.Vector(3), matrix[.., 0].Shape);
        Assert.Equal(Shape.Vector(2), matrix[..2, ^1].Shape);
    }

    [Fact]
    public void Index_OfAVectorByRowAndColumn_NamesTheVector() =>
        Assert.Contains("vector [3]", Assert.Throws<ArgumentException>(
            () => AllShapes.Of(Shape.Vector(3))[1, 1..]).Message, StringComparison.Ordinal);

    private static bool Inside(Index index, int length) => index.GetOffset(length) >= 0 && index.GetOffset(length) < length;

    private static int? Length(Range range, int available)
    {
        (int start, int end) = (range.Start.GetOffset(available), range.End.GetOffset(available));
        return start >= 0 && end <= available && start < end ? end - start : null;
    }
}
