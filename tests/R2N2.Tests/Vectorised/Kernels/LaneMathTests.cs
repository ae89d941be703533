using System.Numerics;
using System.Runtime.Intrinsics;
using R2N2.Reference;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised;

public sealed class LaneMathTests
{
    // The library's own functions are within two units.
    private const double MostUnits = 4;

    private static readonly double[] Specials =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, double.Epsilon, -double.Epsilon, 1e-310, -1e-310, 2.2250738585072014e-308, 1e-300, 1e300, double.MaxValue,
        -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 709.782712893384, 709.782712893385, 710, -708.4, -744.4,
        -745.1332191019411, -745.2, -746, 22, 19.06, 1e-8, 1e-16, Math.PI, Math.PI / 2, 1.6e6, 1600000.1, -1.7e6, 355, 1e15, 1e22, 6381956970095103e208,
        0.7071067811865475, 0.7071067811865476, 1.4142135623730951, 0.9999999999999999, 1.0000000000000002, 3.4e38, 1e-45, 88.72, -103.9,
    ];

    public static TheoryData<string> Names => [.. AllFunctions<double>().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_WholeRange_IsWithinFourUnitsOfTheLibrary(string name)
    {
        double[] x = Arguments();
        double[] y = Apply(AllFunctions<double>()[name], x);
        Assert.All(Enumerable.Range(0, x.Length), i => AssertWithin(MostUnits, AllReferences[name](x[i]), y[i], $"{name} {x[i]:R}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_SinglePrecision_IsTheDoubleOneRounded(string name)
    {
        float[] x = [.. Arguments().Select(number => (float)number)];
        float[] y = Apply(AllFunctions<float>()[name], x);
        for (int i = 0; i < x.Length; i++)
        {
            float expected = (float)AllReferences[name](x[i]);
            Assert.True(
                expected.Equals(y[i]) || MathF.BitIncrement(expected) == y[i] || MathF.BitDecrement(expected) == y[i],
                $"{name} {x[i]:R}: expected {expected:R}, found {y[i]:R}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_AnyCompany_LeavesEveryLaneItsBits(string name)
    {
        AssertCompany(AllFunctions<double>()[name], MixedArguments());
        AssertCompany(AllFunctions<float>()[name], [.. MixedArguments().Select(number => (float)number)]);
    }

    [Theory]
    [InlineData("Sin")]
    [InlineData("Tanh")]
    [InlineData("Atan")]
    [InlineData("Cbrt")]
    [InlineData("Erf")]
    public void Function_OddOne_IsOddInEveryBit(string name)
    {
        double[] x = Arguments();
        double[] y = Apply(AllFunctions<double>()[name], x);
        double[] mirrored = Apply(AllFunctions<double>()[name], [.. x.Select(number => -number)]);
        LaneMemory.AssertSameBits([.. y.Select(number => -number)], mirrored, name);
    }

    [Fact]
    public void Pow_WholeRange_IsWithinFourUnitsOfTheLibrary()
    {
        (double X, double Exponent)[] pairs = [.. Bases().Take(40000), .. Specials.SelectMany(x => Specials.Select(exponent => (x, exponent)))];
        pairs = pairs[..(pairs.Length / 16 * 16)];
        double[] x = [.. pairs.Select(pair => pair.X)];
        double[] exponent = [.. pairs.Select(pair => pair.Exponent)];
        double[] y = new double[x.Length];

        LaneMath.Pow(ref x[0], ref exponent[0], ref y[0], x.Length);

        Assert.All(Enumerable.Range(0, x.Length), i =>
            AssertWithin(MostUnits, Math.Pow(x[i], exponent[i]), y[i], $"{x[i]:R} to the power of {exponent[i]:R}"));
    }

    [Fact]
    public void Pow_OneExponentOrSinglePrecision_AgreesWithTheDoubleOneOfMany()
    {
        double[] x = [.. Specials.Take(48)];
        foreach (double exponent in (double[])[-3, -0.5, 0, 0.5, 1, 1.5, 2, 7.25, double.NaN, double.PositiveInfinity])
        {
            double[] exponents = new double[x.Length];
            Array.Fill(exponents, exponent);
            double[] many = new double[x.Length];
            double[] one = new double[x.Length];
            LaneMath.Pow(ref x[0], ref exponents[0], ref many[0], x.Length);
            LaneMath.Pow(ref x[0], exponent, ref one[0], x.Length);
            LaneMemory.AssertSameBits(many, one, $"exponent {exponent}");

            float[] single = [.. x.Select(number => (float)number)];
            float[] ofSingle = new float[x.Length];
            LaneMath.Pow(ref single[0], (float)exponent, ref ofSingle[0], x.Length);
            Assert.All(Enumerable.Range(0, x.Length), i =>
            {
                float expected = (float)Math.Pow(single[i], exponent);
                Assert.True(expected.Equals(ofSingle[i]) || Math.Abs(1 - (ofSingle[i] / expected)) < 1e-7, $"{single[i]:R} to the power of {exponent}");
            });
        }
    }

    [Fact]
    public void Pow_AnyCompany_LeavesEveryLaneItsBits()
    {
        AssertCompany<double>((ref double x, ref double y, int count) => LaneMath.Pow(ref x, 1.7, ref y, count), MixedArguments());
        AssertCompany<double>((ref double x, ref double y, int count) => LaneMath.Pow(ref x, ref x, ref y, count), MixedArguments());
    }

    private static Dictionary<string, Func<double, double>> AllReferences => new()
    {
        [nameof(Math.Exp)] = Math.Exp,
        [nameof(Math.Log)] = Math.Log,
        [nameof(Math.Sin)] = Math.Sin,
        [nameof(Math.Cos)] = Math.Cos,
        [nameof(Math.Tanh)] = Math.Tanh,
        [nameof(Math.Atan)] = Math.Atan,
        [nameof(Math.Cbrt)] = Math.Cbrt,
        [nameof(PlainFunctions.Log1p)] = PlainFunctions.Log1p,
        [nameof(PlainFunctions.Expm1)] = PlainFunctions.Expm1,
        [nameof(PlainFunctions.Erf)] = PlainFunctions.Erf,
        [nameof(PlainFunctions.NormalCdf)] = PlainFunctions.NormalCdf,
    };

    private static Dictionary<string, Function<T>> AllFunctions<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            [nameof(Math.Exp)] = LaneMath.Exp,
            [nameof(Math.Log)] = LaneMath.Log,
            [nameof(Math.Sin)] = LaneMath.Sin,
            [nameof(Math.Cos)] = LaneMath.Cos,
            [nameof(Math.Tanh)] = LaneMath.Tanh,
            [nameof(Math.Atan)] = LaneMath.Atan,
            [nameof(Math.Cbrt)] = LaneMath.Cbrt,
            [nameof(PlainFunctions.Log1p)] = LaneMath.Log1p,
            [nameof(PlainFunctions.Expm1)] = LaneMath.Expm1,
            [nameof(PlainFunctions.Erf)] = LaneMath.Erf,
            [nameof(PlainFunctions.NormalCdf)] = LaneMath.NormalCdf,
        };

    // Specials first; then every exponent, the ranges that matter, multiples of π/2 and what lies near one.
    private static double[] Arguments()
    {
        Random random = new(1);
        double[] arguments =
        [
            .. Specials,
            .. Many(20000, () => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
            .. Many(20000, () => (random.NextDouble() - 0.5) * 1500),
            .. Many(20000, () => (random.NextDouble() - 0.5) * 20),
            .. Many(20000, () => (random.NextDouble() - 0.5) * 1.5),
            .. Many(10000, () => (random.NextDouble() - 0.5) * 3.2e6),
            .. Many(10000, () => 1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(0, 50)))),
            .. Enumerable.Range(1, 10000).Select(k => k * (Math.PI / 2)),
        ];
        return arguments[..(arguments.Length / 16 * 16)];
    }

    // Numbers of every kind side by side.
    private static double[] MixedArguments()
    {
        double[] arguments = Arguments();
        new Random(3).Shuffle(arguments);
        return arguments[..4000];
    }

    // Everyday powers, powers of large numbers, large powers of numbers near one, and small ones of anything.
    private static IEnumerable<(double X, double Exponent)> Bases()
    {
        Random random = new(2);
        while (true)
        {
            yield return (random.NextDouble() * 10, (random.NextDouble() - 0.5) * 20);
            yield return (Math.ScaleB(1 + random.NextDouble(), random.Next(-1022, 1023)), (random.NextDouble() - 0.5) * 4);
            double near = 1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(3, 30)));
            yield return (near, 1400 * (random.NextDouble() - 0.5) / Math.Log(near));
            yield return (BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), random.Next(-5, 5) * 0.5);
        }
    }

    private static double[] Many(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    private static T[] Apply<T>(Function<T> function, T[] x)
    {
        T[] y = [.. x];
        function(ref y[0], ref y[0], y.Length);
        return y;
    }

    // Every number among its neighbours, which the specials are for the first, and in a vector of its own.
    private static void AssertCompany<T>(Function<T> function, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = x[..(x.Length / Vector512<T>.Count * Vector512<T>.Count)];
        T[] y = Apply(function, x);
        for (int i = 0; i < x.Length; i++)
        {
            T[] alone = new T[Vector512<T>.Count];
            Array.Fill(alone, x[i]);
            LaneMemory.AssertSameBits([y[i]], Apply(function, alone), $"number {i}, {x[i]:R}");
        }
    }

    private static void AssertWithin(double units, double expected, double actual, string where)
    {
        bool within = double.IsNaN(expected) || double.IsInfinity(expected) || expected == 0
            ? expected.Equals(actual) && double.IsNegative(expected) == double.IsNegative(actual) | double.IsNaN(expected)
            : Math.Abs(actual - expected) <= units * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
        Assert.True(within, $"{where}: expected {expected:R}, found {actual:R}.");
    }

    private delegate void Function<T>(ref T x, ref T y, int count);
}
