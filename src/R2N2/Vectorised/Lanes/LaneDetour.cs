using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>A stage for some lanes of a block only: their values are gathered, computed with, and put back.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class LaneDetour<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LaneBlock<T> _block;
    private readonly LaneMemory<T> _memory;
    private readonly Move[][] _inputs;
    private readonly Move[][] _outputs;
    private readonly Program<T> _program;

    /// <summary>Makes room.</summary>
    /// <param name="block">The block of all lanes.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="lanes">How many lanes at most; one, or a multiple of a vector's numbers.</param>
    /// <param name="matrices">The constant matrices.</param>
    public LaneDetour(LaneBlock<T> block, LaneStage stage, int lanes, MatrixTable<T> matrices)
    {
        _block = block;
        _memory = new LaneMemory<T>(lanes);
        int[] inputs = Array.ConvertAll(stage.Inputs, use => _memory.ReserveValue(use.Slot.Size));
        int[] outputs = Array.ConvertAll(stage.Outputs, use => _memory.ReserveValue(use.Slot.Size));
        _inputs = Moves(stage.Inputs, inputs);
        _outputs = Moves(stage.Outputs, outputs);
        ProgramBuilder<T> builder = new(stage.Plan, _memory, inputs, outputs);
        _program = builder.Build(_memory.Reserve(builder.ScratchSize), matrices, block.Form.Kernels(_memory.Layout));
        _memory.Allocate();
    }

    /// <summary>How many lanes there are.</summary>
    public int Lanes => _memory.Layout.Lanes;

    /// <summary>Computes.</summary>
    /// <param name="now">Which half of the block's double slots is the present one.</param>
    /// <param name="chosen">The lanes that need it, at least one.</param>
    public void Run(int now, ReadOnlySpan<int> chosen)
    {
        foreach (Move move in _inputs[now])
        {
            LaneColumns.Gather(_block.At(move.There, move.Size), _block.Lanes, _memory.Value(move.Here, move.Size), Lanes, chosen);
        }

        _program.Run(ref _memory.Start);
        foreach (Move move in _outputs[now])
        {
            LaneColumns.Scatter(_memory.Value(move.Here, move.Size), Lanes, _block.At(move.There, move.Size), _block.Lanes, chosen);
        }
    }

    private Move[][] Moves(LaneUse[] uses, int[] here) =>
    [
        .. Enumerable.Range(0, 2).Select(now =>
            _block.Places(uses, now).Select((there, i) => new Move(there, here[i], uses[i].Slot.Size)).ToArray()),
    ];

    // A value's place in the block and in this memory.
    private readonly record struct Move(int There, int Here, int Size);
}
