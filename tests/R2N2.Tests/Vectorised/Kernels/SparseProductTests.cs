using System.Numerics;
using System.Runtime.Intrinsics;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised;

public sealed class SparseProductTests
{
    public static TheoryData<int> Sizes => [.. LaneMemory.Sizes];

    // What is added for a zero of the matrix is zero: for ordinary numbers the sums over all columns are the same.
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Multiply_EveryShapeAndWidth_HasTheBitsOfTheDenseOrder(int rows)
    {
        AssertMultiply<double>(rows);
        AssertMultiply<float>(rows);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Multiply_AnyCompany_LeavesEveryLaneItsBits(int size)
    {
        AssertCompany<double>(size);
        AssertCompany<float>(size);
    }

    // Rows that are alike but for their place, in runs of every length, between rows that are not.
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Multiply_RunsOfAStencil_HaveTheBitsOfTheirRows(int run)
    {
        AssertRuns<double>(run);
        AssertRuns<float>(run);
    }

    [Fact]
    public void Multiply_ZeroTimesWhatIsNotFinite_IsNotRead()
    {
        SparseProduct<double> product = new(SparseRows.OfDense([0, 2, 0, 0, -0.0, 0], 2, 3));
        double[] y = LaneMemory.Alone([9.0, 9.0]);
        product.Multiply(ref LaneMemory.Alone([double.NaN, 1.5, double.PositiveInfinity])[0], ref y[0], 1);
        Assert.Equal([3.0, 0.0], y[..2]);
    }

    [Fact]
    public void Multiply_NoColumns_IsZero()
    {
        double[] y = LaneMemory.Alone([1.0, 2]);
        double[] none = new double[8];
        new SparseProduct<double>(SparseRows.OfDense([], 2, 0)).Multiply(ref none[0], ref y[0], 1);
        Assert.Equal([0.0, 0.0], y[..2]);
    }

    private static void AssertMultiply<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(rows);
        foreach (int columns in LaneMemory.Sizes)
        {
            double[] matrix = Sparse(random, rows * columns);
            SparseProduct<T> product = new(SparseRows.OfDense(matrix, rows, columns));
            foreach (int width in ((int[])[1, 2, 3, 5, 8]).Select(vectors => vectors * Vector512<T>.Count))
            {
                T[][] instances = [.. Enumerable.Range(0, width).Select(_ => LaneMemory.Numbers<T>(random, columns))];
                T[] y = new T[rows * width];
                Array.Fill(y, T.NaN);
                product.Multiply(ref LaneMemory.Of(instances)[0], ref y[0], width);
                for (int lane = 0; lane < width; lane += Vector512<T>.Count + 1)
                {
                    T[] expected = PlainSums.Product(matrix, rows, instances[lane]);
                    T[] alone = new T[LaneMemory.Padded<T>(rows)];
                    product.Multiply(ref LaneMemory.Alone(instances[lane])[0], ref alone[0], 1);
                    LaneMemory.AssertSameBits(expected, LaneMemory.Lane(y, lane, width), $"{rows} × {columns} × {width}");
                    LaneMemory.AssertSameBits(expected, alone, $"{rows} × {columns} alone");
                }
            }
        }
    }

    private static void AssertCompany<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Random random = new(size);
        int width = 5 * Vector512<T>.Count;
        SparseProduct<T> product = new(SparseRows.OfDense(Sparse(random, size * size), size, size));
        T[][] instances = LaneMemory.MixedCompany<T>(random, width, size);
        T[] y = new T[size * width];
        product.Multiply(ref LaneMemory.Of(instances)[0], ref y[0], width);
        for (int lane = 0; lane < width; lane++)
        {
            T[] alone = new T[LaneMemory.Padded<T>(size)];
            product.Multiply(ref LaneMemory.Alone(instances[lane])[0], ref alone[0], 1);
            LaneMemory.AssertSameBits(LaneMemory.Lane(y, lane, width), alone, $"size {size}, lane {lane}");
        }
    }

    private static void AssertRuns<T>(int run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Each row reads two neighbours, in the order 1, 0, 2; the first and the last lack one.
        int size = run + 2;
        double[][] elements = [.. Enumerable.Range(0, size).Select(row =>
            (double[])[.. row < size - 1 ? [row + 1] : Array.Empty<double>(), row, .. row > 0 ? [row - 1] : Array.Empty<double>()])];
        SparseRows rows = new(
            SparseRows.StartsOf([.. elements.Select(row => row.Length)]),
            [.. elements.SelectMany(row => row).Select(column => (int)column)],
            [.. elements.SelectMany((row, i) => row.Select(column => column == i ? -2 / 3.0 : 0.7))]);
        SparseProduct<T> product = new(rows);
        Random random = new(run);
        int width = 3 * Vector512<T>.Count;
        T[][] instances = [.. Enumerable.Range(0, width).Select(_ => LaneMemory.Numbers<T>(random, size))];
        T[] y = new T[size * width];
        product.Multiply(ref LaneMemory.Of(instances)[0], ref y[0], width);
        for (int lane = 0; lane < width; lane++)
        {
            T[] x = instances[lane];
            T[] expected = [.. elements.Select((row, i) => row.Aggregate(
                T.Zero, (sum, column) => PlainSums.MultiplyAdd(T.CreateTruncating(column == i ? -2 / 3.0 : 0.7), x[(int)column], sum)))];
            T[] alone = new T[LaneMemory.Padded<T>(size)];
            product.Multiply(ref LaneMemory.Alone(x)[0], ref alone[0], 1);
            LaneMemory.AssertSameBits(expected, LaneMemory.Lane(y, lane, width), $"run of {run}, lane {lane}");
            LaneMemory.AssertSameBits(expected, alone[..size], $"run of {run} alone");
        }
    }

    private static double[] Sparse(Random random, int count) =>
        [.. LaneMemory.Numbers<double>(random, count).Select(number => random.Next(4) == 0 ? number : 0)];
}
