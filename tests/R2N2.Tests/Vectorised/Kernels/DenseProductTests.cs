using System.Numerics;
using System.Runtime.Intrinsics;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised;

public sealed class DenseProductTests
{
    private static readonly int[] Widths = [1, 2, 3, 5, 8];

    public static TheoryData<int> Sizes => [.. LaneMemory.Sizes, 300];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Multiply_EveryShapeAndWidth_TakesTheColumnsInAscendingOrder(int rows)
    {
        AssertMultiply<double>(rows, Widths);
        AssertMultiply<float>(rows, Widths);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void MultiplyOne_EveryShape_HasTheBitsOfEveryLane(int rows)
    {
        AssertMultiplyOne<double>(rows);
        AssertMultiplyOne<float>(rows);
    }

    [Fact]
    public void Multiply_AnyCompany_LeavesEveryLaneItsBits()
    {
        AssertCompany<double>();
        AssertCompany<float>();
    }

    [Fact]
    public void Multiply_NoColumns_IsZero()
    {
        DenseProduct<double> product = new([], 3, 0);
        double[] y = LaneMemory.Alone([1.0, 2, 3]);
        double[] lanes = new double[3 * 8];
        Array.Fill(lanes, 1);
        double[] none = new double[8];

        product.MultiplyOne(ref none[0], ref y[0]);
        product.Multiply(ref none[0], ref lanes[0], 8);

        LaneMemory.AssertSameBits([0.0, 0, 0], y, "one");
        LaneMemory.AssertSameBits(new double[3 * 8], lanes, "lanes");
    }

    [Fact]
    public void Multiply_FirstUsedByManyThreads_HasOneResult()
    {
        const int size = 33;
        Random random = new(5);
        double[] matrix = LaneMemory.Numbers<double>(random, size * size);
        double[] x = LaneMemory.Numbers<double>(random, size);
        double[] expected = PlainSums.Product(matrix, size, x);
        for (int turn = 0; turn < 50; turn++)
        {
            DenseProduct<double> product = new(matrix, size, size);
            Parallel.For(0, 8, _ =>
            {
                double[] lanes = new double[size * 8];
                double[] input = LaneMemory.Of(Enumerable.Repeat(x, 8).ToArray());
                product.Multiply(ref input[0], ref lanes[0], 8);
                LaneMemory.AssertSameBits(expected, LaneMemory.Lane(lanes, 3, 8), "lanes");
                double[] y = new double[LaneMemory.Padded<double>(size)];
                product.MultiplyOne(ref x[0], ref y[0]);
                LaneMemory.AssertSameBits(expected, y, "one");
            });
        }
    }

    private static void AssertMultiply<T>(int rows, int[] widths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(rows);
        foreach (int columns in rows == 300 ? [300] : LaneMemory.Sizes)
        {
            double[] matrix = LaneMemory.Numbers<double>(random, rows * columns);
            DenseProduct<T> product = new(matrix, rows, columns);
            foreach (int width in widths.Select(vectors => vectors * Vector512<T>.Count))
            {
                T[][] instances = [.. Enumerable.Range(0, width).Select(_ => LaneMemory.Numbers<T>(random, columns))];
                T[] x = LaneMemory.Of(instances);
                T[] y = new T[rows * width];
                Array.Fill(y, T.NaN);

                product.Multiply(ref x[0], ref y[0], width);

                // Every lane of a vector is the same to the kernel: one of each vector is enough.
                for (int lane = 0; lane < width; lane += Vector512<T>.Count + 1)
                {
                    LaneMemory.AssertSameBits(
                        PlainSums.Product(matrix, rows, instances[lane]), LaneMemory.Lane(y, lane, width), $"{rows} × {columns} × {width}");
                }
            }
        }
    }

    private static void AssertMultiplyOne<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(rows);
        foreach (int columns in LaneMemory.Sizes)
        {
            double[] matrix = LaneMemory.Numbers<double>(random, rows * columns);
            T[] x = LaneMemory.Numbers<T>(random, columns);
            T[] y = new T[LaneMemory.Padded<T>(rows)];
            Array.Fill(y, T.NaN);

            new DenseProduct<T>(matrix, rows, columns).MultiplyOne(ref x[0], ref y[0]);

            LaneMemory.AssertSameBits(PlainSums.Product(matrix, rows, x), y, $"{rows} × {columns}");
        }
    }

    private static void AssertCompany<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Random random = new(3);
        int width = 3 * Vector512<T>.Count;
        foreach (int size in LaneMemory.Sizes)
        {
            DenseProduct<T> product = new(LaneMemory.Numbers<double>(random, size * size), size, size);
            T[][] instances = LaneMemory.MixedCompany<T>(random, width, size);
            T[] x = LaneMemory.Of(instances);
            T[] y = new T[size * width];

            product.Multiply(ref x[0], ref y[0], width);

            for (int lane = 0; lane < width; lane++)
            {
                T[] alone = new T[LaneMemory.Padded<T>(size)];
                product.MultiplyOne(ref LaneMemory.Alone(instances[lane])[0], ref alone[0]);
                LaneMemory.AssertSameBits(LaneMemory.Lane(y, lane, width), alone, $"size {size}, lane {lane}");
            }
        }
    }
}
