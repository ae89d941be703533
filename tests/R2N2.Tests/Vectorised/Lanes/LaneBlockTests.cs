using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised.Lanes;

/// <summary>Rare instances that need a stage of their own wait in another block, and go on there as they would have.</summary>
public sealed class LaneBlockTests
{
    private const int Lanes = 32;
    private const int Turns = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Turn_FewOddLanesWithABlockAside_GoOnThereWithTheSameBits(int odd)
    {
        // From 0.1 the norm falls by 0.2 in a turn; from 4 the step leads away.
        R2N2Network network = new(ProblemFamily.Equations("cubic", 2, x => x + (x * x * x)), Superstructure.Krylov(1), new Coefficients(-0.8));
        LaneScheme scheme = ToleranceScheme.Of(network, new SolverExportOptions());
        LaneBlock<double> expected = Begun(scheme, odd);
        LaneBlock<double> block = Begun(scheme, odd);
        LaneBlock<double> aside = Empty(scheme);

        block.Turn(aside);
        Assert.Equal((Lanes - odd, odd), (block.Active, aside.Active));
        Assert.All(Enumerable.Range(0, odd), i => Assert.Equal((i, 0, -1), (aside.Instances[i], aside.TurnsOf(i), block.Instances[i])));
        for (int turn = 0; turn < Turns; turn++)
        {
            aside.Turn();
            expected.Turn();
        }

        Assert.All(scheme.Slots.Where(slot => slot.Kind == SlotKind.State), slot => Assert.Equal(
            FirstLanes(expected, slot, odd), FirstLanes(aside, slot, odd)));
    }

    private static double[] FirstLanes(LaneBlock<double> block, LaneSlot slot, int count) =>
        [.. block.Values(slot).ToArray().Where((_, i) => i % Lanes < count)];

    private static LaneBlock<double> Begun(LaneScheme scheme, int odd)
    {
        LaneBlock<double> block = Empty(scheme);
        int[] all = [.. Enumerable.Range(0, Lanes)];
        Span<double> guesses = block.Values(scheme.Inputs[0]);
        for (int i = 0; i < guesses.Length; i++)
        {
            guesses[i] = (i % Lanes < odd ? 4 : 0.1) * (1 + (0.01 * i / Lanes));
        }

        block.Occupy(all, 0);
        block.Start(all);
        return block;
    }

    private static LaneBlock<double> Empty(LaneScheme scheme)
    {
        LaneBlock<double> block = new(LaneForm<double>.Interpreted(scheme), Lanes, new MatrixTable<double>());
        block.Clear();
        return block;
    }
}
