using System.Numerics;
using System.Runtime.Intrinsics;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised;

public sealed class ReductionsTests
{
    public static TheoryData<int> Sizes => [.. LaneMemory.Sizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sum_EveryAxis_HasTheStatedOrderInLanesAndAlone(int length)
    {
        AssertSum<double>(length);
        AssertSum<float>(length);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Norm_OrdinaryNumbers_IsTheRootOfTheOrderedSum(int length)
    {
        AssertNorm<double>(length);
        AssertNorm<float>(length);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Norm_AnyCompany_LeavesEveryLaneItsBits(int length)
    {
        AssertCompany<double>(length);
        AssertCompany<float>(length);
    }

    // A power of two moves nothing but exponents, as long as neither a number nor the norm leaves the normal range.
    [Fact]
    public void Norm_TimesAPowerOfTwo_IsTheNormTimesIt()
    {
        double[] x = [.. LaneMemory.Numbers<double>(new Random(1), 10).Select(number => number + Math.CopySign(0.1, number))];
        double norm = NormOf(x);
        Assert.All(Enumerable.Range(-1015, 2035), exponent =>
            Assert.Equal(Math.ScaleB(norm, exponent), NormOf([.. x.Select(number => Math.ScaleB(number, exponent))])));

        float[] single = [.. x.Select(number => (float)number)];
        float normOfSingle = NormOf(single);
        Assert.All(Enumerable.Range(-120, 244), exponent => Assert.Equal(
            MathF.ScaleB(normOfSingle, exponent), NormOf([.. single.Select(number => MathF.ScaleB(number, exponent))])));
    }

    [Fact]
    public void Norm_Specials_AreWhatTheyAreInTheLimit()
    {
        AssertSpecials<double>();
        AssertSpecials<float>();
    }

    private static void AssertSpecials<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T tiny = T.Epsilon;
        T three = tiny + tiny + tiny;
        Assert.Equal(T.Zero, NormOf([T.Zero, T.NegativeZero, T.Zero]));
        Assert.Equal(tiny, NormOf([T.Zero, tiny]));
        Assert.Equal(three + tiny + tiny, NormOf([-three, three + tiny]));
        Assert.Equal(T.MaxValue, NormOf([tiny, -T.MaxValue, T.One]));
        Assert.Equal(T.PositiveInfinity, NormOf([T.MaxValue, T.MaxValue]));
        Assert.Equal(T.PositiveInfinity, NormOf([T.One, T.NegativeInfinity, T.Zero]));
        Assert.True(T.IsNaN(NormOf([T.One, T.NaN])));
        Assert.True(T.IsNaN(NormOf([T.PositiveInfinity, T.NaN])));
    }

    private static void AssertSum<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(length);
        int lanes = 2 * Vector512<T>.Count;
        foreach (int outer in (int[])[1, 2, 5])
        {
            foreach (int inner in (int[])[1, 2, 8, 16, 19])
            {
                T[][] instances = [.. Enumerable.Range(0, lanes).Select(_ => LaneMemory.Numbers<T>(random, outer * length * inner))];
                T[] y = new T[outer * inner * lanes];
                Reductions.Sum(ref LaneMemory.Of(instances)[0], ref y[0], outer, length, inner, lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    T[] alone = new T[LaneMemory.Padded<T>(outer * inner)];
                    Reductions.Sum(ref LaneMemory.Alone(instances[lane])[0], ref alone[0], outer, length, inner, 1);
                    T[] expected = [.. Enumerable.Range(0, outer * inner).Select(at => PlainSums.Sum(
                        Enumerable.Range(0, length).Select(i => instances[lane][(((at / inner * length) + i) * inner) + (at % inner)]).ToArray()))];

                    LaneMemory.AssertSameBits(expected, LaneMemory.Lane(y, lane, lanes), $"[{outer}, {length}, {inner}] in lane {lane}");
                    LaneMemory.AssertSameBits(expected, alone, $"[{outer}, {length}, {inner}] alone");
                }
            }
        }
    }

    private static void AssertNorm<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = LaneMemory.Numbers<T>(new Random(length), length);
        LaneMemory.AssertSameBits([T.Sqrt(PlainSums.SumOfProducts(x, x))], [NormOf(x)], $"{length}");
    }

    private static void AssertCompany<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int lanes = 3 * Vector512<T>.Count;
        T[][] instances = LaneMemory.MixedCompany<T>(new Random(length), lanes, length);
        T[] norm = new T[lanes];
        Reductions.Norm(ref LaneMemory.Of(instances)[0], ref norm[0], length, lanes);

        LaneMemory.AssertSameBits([.. instances.Select(NormOf)], norm, $"norm of {length}");
    }

    private static T NormOf<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[Vector512<T>.Count];
        Reductions.Norm(ref LaneMemory.Alone(x)[0], ref y[0], x.Length, 1);
        return y[0];
    }
}
