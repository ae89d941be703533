using System.Numerics;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised.Compiled;

/// <summary>Runs a scheme interpreted and compiled over the same instances: every number of every slot must have the same bits.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal static class FormComparison<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Compares both forms of blocks of one lane, of one vector and of several.</summary>
    /// <returns>How many groups were compiled.</returns>
    public static int AssertEqual(LaneScheme scheme, int turns, int seed) =>
        new[] { 1, LaneLayout.Multiple<T>(), 4 * LaneLayout.Multiple<T>() }.Sum(lanes => AssertEqual(scheme, lanes, turns, seed));

    /// <summary>A block of new instances.</summary>
    public static LaneBlock<T> Block(LaneForm<T> form, int lanes, int seed)
    {
        Random random = new(seed);
        LaneBlock<T> block = new(form, lanes, new MatrixTable<T>());
        foreach (LaneSlot input in form.Scheme.Inputs)
        {
            foreach (ref T number in block.Values(input))
            {
                number = random.Next(50) switch
                {
                    0 => T.NaN,
                    1 => T.NegativeZero,
                    2 => T.PositiveInfinity,
                    _ => T.CreateTruncating((3 * random.NextDouble()) - 1),
                };
            }
        }

        block.Start([.. Enumerable.Range(0, lanes)]);
        return block;
    }

    /// <summary>The bits of all that lasts, and of all results.</summary>
    public static ulong[] Bits(LaneBlock<T> block)
    {
        block.Finish();
        LaneScheme scheme = block.Form.Scheme;
        IEnumerable<LaneSlot> slots = scheme.Slots.Where(slot => slot.Kind is SlotKind.State).Concat(scheme.Outputs.Select(output => output.Slot));
        return [.. slots.SelectMany(slot => block.Values(slot).ToArray()).Select(Bits)];
    }

    private static int AssertEqual(LaneScheme scheme, int lanes, int turns, int seed)
    {
        LaneForm<T> form = SchemeCompiler.Compile<T>(scheme, lanes == 1);
        LaneBlock<T> interpreted = Block(LaneForm<T>.Interpreted(scheme), lanes, seed);
        LaneBlock<T> compiled = Block(form, lanes, seed);
        Assert.Equal(Bits(interpreted), Bits(compiled));
        for (int turn = 0; turn < turns; turn++)
        {
            interpreted.Turn();
            compiled.Turn();
            Assert.Equal(Bits(interpreted), Bits(compiled));
        }

        return form.Kernels(new LaneLayout(lanes, LaneLayout.Multiple<T>())).Count;
    }

    private static ulong Bits(T number) => T.IsNaN(number) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(number));
}
