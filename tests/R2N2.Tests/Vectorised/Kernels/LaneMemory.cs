using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Tests.Vectorised;

/// <summary>Values as kernels see them: element-major over lanes, or one instance with garbage behind it.</summary>
internal static class LaneMemory
{
    /// <summary>Sizes around those of vectors and register blocks.</summary>
    public static readonly int[] Sizes = [1, 2, 3, 7, 8, 9, 10, 16, 17, 33, 100];

    /// <summary>Several instances: element e of lane l at e L + l.</summary>
    public static T[] Of<T>(T[][] instances) =>
        [.. Enumerable.Range(0, instances[0].Length).SelectMany(element => instances.Select(instance => instance[element]))];

    /// <summary>One instance, and NaN behind it up to a multiple of the numbers in a vector.</summary>
    public static T[] Alone<T>(T[] instance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. instance, .. Enumerable.Repeat(T.NaN, Padded<T>(instance.Length) - instance.Length)];

    /// <summary>What an instance of so many numbers takes when it is alone.</summary>
    public static int Padded<T>(int count) => (count + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;

    /// <summary>The elements of one of the lanes.</summary>
    public static T[] Lane<T>(T[] values, int lane, int lanes) =>
        [.. Enumerable.Range(0, values.Length / lanes).Select(element => values[(element * lanes) + lane])];

    /// <summary>Ordinary numbers of either sign.</summary>
    public static T[] Numbers<T>(Random random, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((2 * random.NextDouble()) - 1))];

    /// <summary>Instances of ordinary numbers among others that are huge, tiny, infinite, not numbers and zero.</summary>
    public static T[][] MixedCompany<T>(Random random, int lanes, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T[] factors = [T.One, T.MaxValue, T.One, T.Epsilon, T.NaN, T.PositiveInfinity, T.Zero, T.Sqrt(T.Epsilon), T.One];
        return [.. Enumerable.Range(0, lanes).Select(lane =>
            Numbers<T>(random, count).Select(number => number * factors[(lane + count) % factors.Length]).ToArray())];
    }

    /// <summary>Fails where a bit differs; what is not a number has no bits that count.</summary>
    public static void AssertSameBits<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual, string where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Count; i++)
        {
            bool same = T.IsNaN(expected[i])
                ? T.IsNaN(actual[i])
                : expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
            Assert.True(same, $"{typeof(T).Name}, {where}, number {i}: expected {expected[i]:R}, found {actual[i]:R}.");
        }
    }
}
