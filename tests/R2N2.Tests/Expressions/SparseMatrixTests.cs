using R2N2.Reference;
using R2N2.Tests.Engines;

namespace R2N2.Tests.Expressions;

/// <summary>Sparse matrices against their dense forms, in every engine.</summary>
public sealed class SparseMatrixTests
{
    private const int Instances = 9;

    public static TheoryData<string> Engines => [.. AllEngines.Names];

    [Theory]
    [InlineData(3, 2, 3, 0, "Triplet 1 is (3, 0, 0.5), outside a matrix [3, 2]; rows are 0 to 2 and columns 0 to 1.")]
    [InlineData(3, 2, -1, 0, "Triplet 1 is (-1, 0, 0.5)")]
    [InlineData(3, 2, 0, 2, "Triplet 1 is (0, 2, 0.5)")]
    [InlineData(3, 2, 0, -1, "Triplet 1 is (0, -1, 0.5)")]
    [InlineData(0, 2, 0, 0, "every dimension of a shape must be at least 1")]
    [InlineData(3, -2, 0, 0, "A dimension is -2")]
    public void FromTriplets_OutsideTheMatrix_NamesTheTriplet(int rows, int columns, int row, int column, string expected) => Assert.Contains(
        expected,
        Assert.Throws<ArgumentException>(() => SparseMatrix.FromTriplets(rows, columns, [(0, 0, 1), (row, column, 0.5)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void FromTriplets_AnyOrder_AddsThoseOfOnePlaceAndKeepsZeros()
    {
        var a = SparseMatrix.FromTriplets(2, 3, [(1, 2, 1e16), (0, 1, 0), (1, 2, 1), (1, 0, 4), (1, 2, -1e16)]);

        Assert.Equal(3, a.Count);
        Assert.Equal([0, 1, 3], a.Elements.Starts);
        Assert.Equal([1, 0, 2], a.Elements.Columns);
        Assert.Equal([0, 4, (1e16 + 1) - 1e16], a.Elements.Values);
    }

    [Fact]
    public void Equals_SameElements_ComparesBits()
    {
        SparseMatrix Of(double value, int columns = 2) => SparseMatrix.FromTriplets(2, columns, [(1, 0, value), (0, 1, 2)]);

        Assert.Equal(Of(1), Of(1));
        Assert.Equal(Of(1).GetHashCode(), Of(1).GetHashCode());
        Assert.Equal(Of(double.NaN), Of(double.NaN));
        Assert.NotEqual(Of(0.0), Of(-0.0));
        Assert.NotEqual(Of(1), Of(1, columns: 3));
        Assert.Equal(Of(1), Of(1).Transpose().Transpose());
        Assert.Equal("sparse matrix [2, 2] with 2 elements", Of(1).ToString());
    }

    [Fact]
    public void Multiply_WrongShapes_NamesBoth()
    {
        SparseMatrix a = Draw(new Random(1), 4, 3);

        Assert.Contains("matrix [4, 3] and a vector [4]", Refused(() => a * Expression.Input("x", Shape.Vector(4))), StringComparison.Ordinal);
        Assert.Contains("matrix [3, 4] and a vector [3]", Refused(() => Expression.Input("x", Shape.Vector(3)) * a), StringComparison.Ordinal);
        Assert.Contains("got a scalar", Refused(() => a * (Expression)2), StringComparison.Ordinal);
        Assert.Contains("matrix [4, 4]", Refused(() => a * Expression.Input("x", Shape.Matrix(4, 4))), StringComparison.Ordinal);
    }

    [Fact]
    public void Multiply_NoElements_IsZero()
    {
        Expression x = Expression.Input("x", Shape.Vector(3));
        RecordedFunction function = new("none", [x], [SparseMatrix.FromTriplets(2, 3, []) * x]);

        Assert.All(AllEngines.Names, engine =>
            Assert.Equal([0.0, 0], AllEngines.Get(engine).Evaluate(function, [new NDArray([3], [1, double.NaN, 2])])[0].Expand([2]).Values));
    }

    // Matrices that are nearly empty, and nearly full; with rows of any length.
    [Theory]
    [MemberData(nameof(Engines))]
    public void Multiply_RandomMatrices_IsTheDenseProduct(string engine)
    {
        Random random = new(5);
        foreach ((int rows, int columns) in ((int, int)[])[(1, 1), (1, 9), (9, 1), (6, 17), (17, 6), (12, 12)])
        {
            SparseMatrix a = Draw(random, rows, columns);
            (Expression x, Expression y) = (Expression.Input("x", Shape.Vector(columns)), Expression.Input("y", Shape.Vector(rows)));
            Expression[] outputs = [a * x, y * a, a.Transpose() * (a * x), Expression.MatMul(a * x, y), Expression.MatMul(x, a.Transpose() * y)];
            (NDArray u, NDArray v) = (Draw(random, columns), Draw(random, rows));

            NDArray[] found = AllEngines.Get(engine).Evaluate(new RecordedFunction("products", [x, y], outputs), [u, v]);

            Expression dense = Dense(a);
            Expression[] expected = [dense * x, y * dense, Expression.Transpose(dense) * (dense * x)];
            NDArray[] wanted = PlainEngine.Instance.Evaluate(new RecordedFunction("dense", [x, y], expected), [u, v]);
            Assert.All(wanted, (value, k) => AssertClose(value.Values, found[k].Expand(value.Lengths).Values));

            // ⟨A x, y⟩ = ⟨x, Aᵀ y⟩.
            AssertClose(found[3].Values, found[4].Values);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Multiply_ElementsThatAreNotFinite_AreReadOnlyWhereTheMatrixHasElements(string engine)
    {
        var a = SparseMatrix.FromTriplets(4, 3, [(0, 0, 1), (1, 1, 0), (2, 2, 2), (2, 0, 1)]);
        Expression x = Expression.Input("x", Shape.Vector(3));
        NDArray value = new([2, 3], [5, double.PositiveInfinity, double.NaN, 1, 2, 3]);

        double[] found = AllEngines.Get(engine).Evaluate(new RecordedFunction("product", [x], [a * x]), [value])[0].Values;

        Assert.Equal([5, double.NaN, double.NaN, 0, 1, 0, 7, 0], found);
    }

    [Fact]
    public void Transpose_OfMany_TakesMemoryForItsElementsOnly()
    {
        const int Size = 100_000;
        var triplets = Enumerable.Range(0, 3 * Size).Select(k => (k / 3, (int)(k * 7919L % Size), (double)k)).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        var a = SparseMatrix.FromTriplets(Size, Size, triplets);
        Expression product = a.Transpose() * (a * Expression.Input("x", Shape.Vector(Size)));

        Assert.Equal(Shape.Vector(Size), product.Shape);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / triplets.Length, 12, 300);
    }

    private static string Refused(Func<Expression> record) => Assert.Throws<ArgumentException>(record).Message;

    private static SparseMatrix Draw(Random random, int rows, int columns) => SparseMatrix.FromTriplets(rows, columns, [
        (rows - 1, columns - 1, 1.5),
        .. from row in Enumerable.Range(0, rows)
           let filled = random.NextDouble()
           from column in Enumerable.Range(0, columns)
           where random.NextDouble() < filled * filled
           select (row, column, random.NextDouble() - 0.5),
    ]);

    private static NDArray Draw(Random random, int length) =>
        new([Instances, length], [.. Enumerable.Range(0, Instances * length).Select(_ => random.NextDouble() - 0.5)]);

    private static Expression Dense(SparseMatrix a)
    {
        double[,] dense = new double[a.Rows, a.Columns];
        for (int row = 0; row < a.Rows; row++)
        {
            for (int at = a.Elements.Starts[row]; at < a.Elements.Starts[row + 1]; at++)
            {
                dense[row, a.Elements.Columns[at]] = a.Elements.Values[at];
            }
        }

        return dense;
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }
}
