using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>c₁ v₁ + c₂ v₂ + …, from left to right, and x + all of it: the sums that iterations and stages are made of.</summary>
internal static class Combination
{
    /// <summary>With more operands, what is added included, the target is written more than once.</summary>
    public const int MostOperandsOfOnePass = (2 * TermsOfOnePass) + 1;

    private const int TermsOfOnePass = 4;

    /// <summary>Executes a combination.</summary>
    public static void Run<T>(ref T memory, in Instruction step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = step.Terms!.Length / 2;
        bool isAdded = step.Terms.Length % 2 == 1;
        nuint width = (nuint)step.Width;
        ref T sum = ref Unsafe.Add(ref memory, step.Target);

        // A few terms in one pass; the target holds the sum between passes, which only the last one adds to.
        for (int first = 0; first < count; first += TermsOfOnePass)
        {
            int terms = Math.Min(TermsOfOnePass, count - first);
            bool adds = isAdded && first + terms == count;
            ref T added = ref Unsafe.Add(ref memory, adds ? step.Terms[^1] : 0);
            ReadOnlySpan<int> places = step.Terms.AsSpan(2 * first, 2 * terms);
            switch (terms)
            {
                case 1: Pass<T, One>(ref memory, places, ref sum, ref added, width, first > 0, adds); break;
                case 2: Pass<T, Two>(ref memory, places, ref sum, ref added, width, first > 0, adds); break;
                case 3: Pass<T, Three>(ref memory, places, ref sum, ref added, width, first > 0, adds); break;
                default: Pass<T, Four>(ref memory, places, ref sum, ref added, width, first > 0, adds); break;
            }
        }
    }

    // The number of terms is a constant to the compiler: what the conditions leave out costs nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pass<T, TCount>(
        ref T memory, ReadOnlySpan<int> places, ref T sum, ref T added, nuint width, bool goesOn, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCount : struct, ICount
    {
        T c0 = Number(ref memory, places, 0), c1 = Number(ref memory, places, 1), c2 = Number(ref memory, places, 2), c3 = Number(ref memory, places, 3);
        ref T v0 = ref Vector(ref memory, places, 0);
        ref T v1 = ref Vector(ref memory, places, 1);
        ref T v2 = ref Vector(ref memory, places, 2);
        ref T v3 = ref Vector(ref memory, places, 3);
        Vector512<T> w0 = Vector512.Create(c0), w1 = Vector512.Create(c1), w2 = Vector512.Create(c2), w3 = Vector512.Create(c3);
        nuint lanes = (nuint)Vector512<T>.Count;
        nuint i = 0;
        for (; i + lanes <= width; i += lanes)
        {
            Vector512<T> x0 = Vector512.LoadUnsafe(ref v0, i);
            Vector512<T> s = goesOn ? MultiplyAdd.Of(w0, x0, Vector512.LoadUnsafe(ref sum, i)) : w0 * x0;
            s = TCount.Value > 1 ? MultiplyAdd.Of(w1, Vector512.LoadUnsafe(ref v1, i), s) : s;
            s = TCount.Value > 2 ? MultiplyAdd.Of(w2, Vector512.LoadUnsafe(ref v2, i), s) : s;
            s = TCount.Value > 3 ? MultiplyAdd.Of(w3, Vector512.LoadUnsafe(ref v3, i), s) : s;
            s = adds ? Vector512.LoadUnsafe(ref added, i) + s : s;
            s.StoreUnsafe(ref sum, i);
        }

        for (; i < width; i++)
        {
            T x0 = Unsafe.Add(ref v0, i);
            T s = goesOn ? MultiplyAdd.Of(c0, x0, Unsafe.Add(ref sum, i)) : c0 * x0;
            s = TCount.Value > 1 ? MultiplyAdd.Of(c1, Unsafe.Add(ref v1, i), s) : s;
            s = TCount.Value > 2 ? MultiplyAdd.Of(c2, Unsafe.Add(ref v2, i), s) : s;
            s = TCount.Value > 3 ? MultiplyAdd.Of(c3, Unsafe.Add(ref v3, i), s) : s;
            Unsafe.Add(ref sum, i) = adds ? Unsafe.Add(ref added, i) + s : s;
        }
    }

    private static T Number<T>(ref T memory, ReadOnlySpan<int> places, int term)
        where T : unmanaged => 2 * term < places.Length ? Unsafe.Add(ref memory, places[2 * term]) : default;

    private static ref T Vector<T>(ref T memory, ReadOnlySpan<int> places, int term) =>
        ref Unsafe.Add(ref memory, 2 * term < places.Length ? places[(2 * term) + 1] : 0);

    /// <summary>A number of terms as a type.</summary>
    private interface ICount
    {
        static abstract int Value { get; }
    }

    private readonly struct One : ICount
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Four : ICount
    {
        public static int Value => 4;
    }
}
