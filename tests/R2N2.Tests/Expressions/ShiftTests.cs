using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions;

/// <summary>Shifts against a plain loop over indices, and what stencils made of them must fulfil.</summary>
public sealed class ShiftTests
{
    private const int Instances = 9;

    public static TheoryData<ShiftEdge> Edges => [.. Enum.GetValues<ShiftEdge>()];

    public static TheoryData<string, ShiftEdge> EnginesAndEdges
    {
        get
        {
            TheoryData<string, ShiftEdge> data = [];
            foreach (string engine in AllEngines.Names)
            {
                foreach (ShiftEdge edge in Enum.GetValues<ShiftEdge>())
                {
                    data.Add(engine, edge);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Shift_AnyOffset_MatchesAPlainLoop(ShiftEdge edge)
    {
        foreach (Shape shape in (Shape[])[Shape.Vector(1), Shape.Vector(2), Shape.Vector(5), Shape.Matrix(1, 4), Shape.Matrix(4, 1), Shape.Matrix(3, 4)])
        {
            Expression u = Input("u", shape);
            NDArray value = Draw(shape);
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                for (int offset = -13; offset <= 13; offset++)
                {
                    RecordedFunction shifted = new("shifted", [u], [Shift(u, axis, offset, edge)]);
                    double[] found = PlainEngine.Instance.Evaluate(shifted, [value])[0].Expand(value.Lengths).Values;
                    Assert.Equal(Plain(value, shape, axis, offset, edge), found);
                }
            }
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Shift_FarthestOffset_StaysWithinTheValue(int offset) => Assert.All(
        Enum.GetValues<ShiftEdge>(), edge => Assert.Equal(Shape.Vector(3), Shift(Input("u", Shape.Vector(3)), offset, edge).Shape));

    [Fact]
    public void Shift_PeriodicAllAround_IsTheValue()
    {
        Expression u = Input("u", Shape.Matrix(3, 5));
        Expression once = Enumerable.Range(0, 5).Aggregate(u, (value, _) => Shift(value, 1, 1, ShiftEdge.Periodic));

        Assert.Same(u, Shift(u, 1, 5, ShiftEdge.Periodic));
        NDArray value = Draw(u.Shape);
        Assert.All(AllEngines.Names, engine => Assert.Equal(
            value.Values, AllEngines.Get(engine).Evaluate(new RecordedFunction("around", [u], [once]), [value])[0].Values));
    }

    [Fact]
    public void Shift_WrongUse_SaysWhatIsWrong()
    {
        Expression u = Input("u", Shape.Vector(3));

        Assert.Contains("2 or more axes", Assert.Throws<ArgumentException>(() => Shift(u, 1, 1, ShiftEdge.Zero)).Message, StringComparison.Ordinal);
        Assert.Contains("scalar", Assert.Throws<ArgumentException>(() => Shift(1, 1, ShiftEdge.Zero)).Message, StringComparison.Ordinal);
        Assert.Contains("Periodic", Assert.Throws<ArgumentOutOfRangeException>(() => Shift(u, 1, (ShiftEdge)7)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EnginesAndEdges))]
    public void Laplacian_OnAGrid_MatchesAPlainLoop(string engine, ShiftEdge edge)
    {
        var grid = Shape.Matrix(6, 7);
        Expression u = Input("u", Shape.Vector(grid.Size));
        Expression cells = Reshape(u, 6, 7);
        Expression nine = Shift(Shift(cells, 0, 1, edge), 1, 1, edge) + Shift(Shift(cells, 0, -1, edge), 1, -1, edge) + (0.3 * cells);
        RecordedFunction function = new("laplacian", [u], [Reshape(Laplacian(cells, edge), grid.Size) + (u * u), nine, Hadamard(cells, Shift(cells, 1, 1, edge))]);
        NDArray value = Draw(u.Shape);
        NDArray on = new([Instances, 6, 7], value.Values);

        NDArray[] found = AllEngines.Get(engine).Evaluate(function, [value]);

        double[] At(int rows, int columns) => Plain(new NDArray(on.Lengths, Plain(on, grid, 0, rows, edge)), grid, 1, columns, edge);
        (double[] down, double[] up, double[] right, double[] left) = (At(1, 0), At(-1, 0), At(0, 1), At(0, -1));
        (double[] corner, double[] opposite) = (At(1, 1), At(-1, -1));
        AssertClose(value.Values.Select((x, i) => down[i] + up[i] + right[i] + left[i] - (4 * x) + (x * x)), found[0]);
        AssertClose(value.Values.Select((x, i) => corner[i] + opposite[i] + (0.3 * x)), found[1]);
        AssertClose(value.Values.Select((x, i) => x * right[i]), found[2]);
    }

    [Fact]
    public void Laplacian_OfALinearFunction_IsZeroInside()
    {
        Expression u = Input("u", Shape.Matrix(5, 6));
        RecordedFunction function = new("laplacian", [u], [Laplacian(u, ShiftEdge.Zero)[1..^1, 1..^1]]);
        NDArray value = new([1, 5, 6], [.. Enumerable.Range(0, 30).Select(i => 3.0 + (2 * (i / 6)) - (5 * (i % 6)))]);

        Assert.All(AllEngines.Names, engine => Assert.All(AllEngines.Get(engine).Evaluate(function, [value])[0].Values, x => Assert.Equal(0, x)));
    }

    // Differences of neighbours are exact; their terms times a number would not be.
    [Fact]
    public void Differences_ScaledBehindTheDifference_KeepTheirDigits()
    {
        Expression u = Input("u", Shape.Vector(20));
        Expression flux = (1 / 3e-3) * (Shift(u, 1, ShiftEdge.ReflectAtFace) - u);
        RecordedFunction function = new("flux", [u], [flux, (Shift(u, 1, ShiftEdge.Zero) - u) - (u - Shift(u, -1, ShiftEdge.Zero))]);
        double[] values = [.. Enumerable.Range(0, 20).Select(i => 1 + (1e-13 * i * i))];

        NDArray[] found = new VectorisedEngine().Evaluate(function, [new NDArray([1, 20], values)]);

        Assert.All(Enumerable.Range(0, 19), i => Assert.Equal(1 / 3e-3 * (values[i + 1] - values[i]), found[0].Values[i]));
        Assert.All(Enumerable.Range(1, 18), i => Assert.Equal((values[i + 1] - values[i]) - (values[i] - values[i - 1]), found[1].Values[i]));
    }

    private static Expression Laplacian(Expression u, ShiftEdge edge) =>
        Shift(u, 0, 1, edge) + Shift(u, 0, -1, edge) + Shift(u, 1, 1, edge) + Shift(u, 1, -1, edge) - (4 * u);

    // Element by element: out of range, around, or turned back at either end until it is within.
    private static double[] Plain(NDArray value, Shape shape, int axis, int offset, ShiftEdge edge)
    {
        int length = shape[axis];
        int inner = shape.Rank == 2 && axis == 0 ? shape[1] : 1;
        return [.. Enumerable.Range(0, value.Values.Length).Select(at =>
        {
            int i = at / inner % length;
            int from = i + offset;
            while (edge != ShiftEdge.Zero && (from < 0 || from >= length))
            {
                from = (edge, length, from < 0) switch
                {
                    (ShiftEdge.Periodic, _, true) => from + length,
                    (ShiftEdge.Periodic, _, false) => from - length,
                    (ShiftEdge.ReflectAtFace, _, true) => -1 - from,
                    (ShiftEdge.ReflectAtFace, _, false) => (2 * length) - 1 - from,
                    (_, 1, _) => 0,
                    (_, _, true) => -from,
                    _ => (2 * length) - 2 - from,
                };
            }

            return from < 0 || from >= length ? 0 : value.Values[at + ((from - i) * inner)];
        })];
    }

    private static void AssertClose(IEnumerable<double> expected, NDArray found) =>
        Assert.All(expected.Zip(found.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-13));

    private static NDArray Draw(Shape shape)
    {
        Random random = new(7);
        return NDArray.Batch(Instances, shape, [.. Enumerable.Range(0, Instances * shape.Size).Select(_ => random.NextDouble())]);
    }
}
