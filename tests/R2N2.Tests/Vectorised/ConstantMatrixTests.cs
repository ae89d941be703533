using System.Numerics;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised;

public sealed class ConstantMatrixTests
{
    public static IEnumerable<object[]> Cases =>
        from columns in (int[])[1, 3, 4, 9, 20]
        from filled in (double[])[0.05, 0.2, 0.8]
        from width in (int[])[1, 16, 48]
        select new object[] { columns, filled, width };

    // A matrix with all its elements means zero times infinity where it has a zero, however few others it has.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Multiply_NumbersThatAreNotFinite_IsTheProductOfAllElements(int columns, double filled, int width)
    {
        AssertProduct<double>(columns, filled, width);
        AssertProduct<float>(columns, filled, width);
    }

    [Fact]
    public void Multiply_GivenElements_DoesNotReadTheOthers()
    {
        ConstantMatrix<double> matrix = new(new SparseRows([0, 1, 1], [1], [2]));
        double[] y = LaneMemory.Alone([9.0, 9.0]);

        matrix.MultiplyOne(ref LaneMemory.Alone([double.NaN, 1.5, double.PositiveInfinity])[0], ref y[0]);

        Assert.Equal([3.0, 0.0], y[..2]);
    }

    private static void AssertProduct<T>(int columns, double filled, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int rows = 7;
        Random random = new(columns);
        double[] a = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() < filled ? random.Next(1, 9) : 0)];
        T[] x = [.. Enumerable.Range(0, columns * width).Select(_ => random.Next(3 * columns) switch
        {
            0 => T.NaN,
            1 => T.PositiveInfinity,
            2 => T.NegativeInfinity,
            _ => T.CreateTruncating(random.Next(-9, 9)),
        })];
        T[] y = new T[(rows * width) + 64];
        ConstantMatrix<T> matrix = new(a, rows, columns);
        if (width == 1)
        {
            matrix.MultiplyOne(ref LaneMemory.Alone(x)[0], ref y[0]);
        }
        else
        {
            matrix.Multiply(ref x[0], ref y[0], width);
        }

        for (int row = 0; row < rows; row++)
        {
            for (int at = 0; at < width; at++)
            {
                T expected = T.Zero;
                for (int column = 0; column < columns; column++)
                {
                    expected += T.CreateTruncating(a[(row * columns) + column]) * x[(column * width) + at];
                }

                Assert.True(expected.Equals(y[(row * width) + at]), $"Row {row} of number {at} is {y[(row * width) + at]}, expected {expected}.");
            }
        }
    }
}
