using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Benchmarks.Engine;

/// <summary>One number of each of 32 instances, in four registers.</summary>
internal readonly struct Lanes
{
    /// <summary>The number of instances.</summary>
    public const int Count = 32;

    private const int Width = 8;

    private readonly Vector512<double> _first;
    private readonly Vector512<double> _second;
    private readonly Vector512<double> _third;
    private readonly Vector512<double> _fourth;

    private Lanes(Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth)
    {
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    /// <summary>The same number for every instance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Of(double value)
    {
        var all = Vector512.Create(value);
        return new(all, all, all, all);
    }

    /// <summary>Reads an element.</summary>
    /// <param name="values">A block, element by element.</param>
    /// <param name="element">Which element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(ref double values, int element)
    {
        ref double at = ref Unsafe.Add(ref values, element * Count);
        return new(
            Vector512.LoadUnsafe(ref at),
            Vector512.LoadUnsafe(ref at, Width),
            Vector512.LoadUnsafe(ref at, 2 * Width),
            Vector512.LoadUnsafe(ref at, 3 * Width));
    }

    /// <summary>Writes an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double values, int element)
    {
        ref double at = ref Unsafe.Add(ref values, element * Count);
        _first.StoreUnsafe(ref at);
        _second.StoreUnsafe(ref at, Width);
        _third.StoreUnsafe(ref at, 2 * Width);
        _fourth.StoreUnsafe(ref at, 3 * Width);
    }

    /// <summary>factor · value + this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Add(double factor, Lanes value)
    {
        var all = Vector512.Create(factor);
        return new(
            Vector512.FusedMultiplyAdd(all, value._first, _first),
            Vector512.FusedMultiplyAdd(all, value._second, _second),
            Vector512.FusedMultiplyAdd(all, value._third, _third),
            Vector512.FusedMultiplyAdd(all, value._fourth, _fourth));
    }

    /// <summary>value² + this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes AddSquare(Lanes value) => new(
        Vector512.FusedMultiplyAdd(value._first, value._first, _first),
        Vector512.FusedMultiplyAdd(value._second, value._second, _second),
        Vector512.FusedMultiplyAdd(value._third, value._third, _third),
        Vector512.FusedMultiplyAdd(value._fourth, value._fourth, _fourth));

    /// <summary>this - 1/value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes SubtractReciprocal(Lanes value) => new(
        _first - (Vector512<double>.One / value._first),
        _second - (Vector512<double>.One / value._second),
        _third - (Vector512<double>.One / value._third),
        _fourth - (Vector512<double>.One / value._fourth));

    /// <summary>The square root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Sqrt() => new(
        Vector512.Sqrt(_first), Vector512.Sqrt(_second), Vector512.Sqrt(_third), Vector512.Sqrt(_fourth));

    /// <summary>Whether the number of every instance is at most a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreAtMost(double bound)
    {
        var all = Vector512.Create(bound);
        return Vector512.LessThanOrEqualAll(_first, all) && Vector512.LessThanOrEqualAll(_second, all)
            && Vector512.LessThanOrEqualAll(_third, all) && Vector512.LessThanOrEqualAll(_fourth, all);
    }
}
