using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>A stage for some lanes only: their values are gathered, computed with, and put back.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class LaneDetour<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LaneMemory<T> _memory;
    private readonly LaneStage _stage;
    private readonly int[] _inputs;
    private readonly int[] _outputs;
    private readonly Program<T> _program;

    /// <summary>Makes room.</summary>
    /// <param name="form">What is computed.</param>
    /// <param name="stage">The stage of it.</param>
    /// <param name="lanes">How many lanes at most; one, or a multiple of a vector's numbers.</param>
    /// <param name="matrices">The constant matrices.</param>
    public LaneDetour(LaneForm<T> form, LaneStage stage, int lanes, MatrixTable<T> matrices)
    {
        _memory = new LaneMemory<T>(lanes);
        _stage = stage;
        _inputs = [.. stage.Inputs.Select(use => _memory.ReserveValue(use.Slot.Size))];
        _outputs = [.. stage.Outputs.Select(use => _memory.ReserveValue(use.Slot.Size))];
        ProgramBuilder<T> builder = new(stage.Plan, _memory, _inputs, _outputs);
        _program = builder.Build(_memory.Reserve(builder.ScratchSize), matrices, form.Kernels(_memory.Layout));
        _memory.Allocate();
    }

    /// <summary>How many lanes there are.</summary>
    public int Lanes => _memory.Layout.Lanes;

    /// <summary>Computes.</summary>
    /// <param name="block">The block of all lanes.</param>
    /// <param name="chosen">The lanes that need it, at least one.</param>
    public void Run(LaneBlock<T> block, ReadOnlySpan<int> chosen)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            LaneSlot slot = _stage.Inputs[i].Slot;
            LaneColumns.Gather(block.Values(_stage.Inputs[i]), block.Lanes, _memory.Value(_inputs[i], slot.Size), Lanes, chosen);
        }

        _program.Run(ref _memory.Start);
        for (int i = 0; i < _outputs.Length; i++)
        {
            LaneSlot slot = _stage.Outputs[i].Slot;
            LaneColumns.Scatter(_memory.Value(_outputs[i], slot.Size), Lanes, block.Values(_stage.Outputs[i]), block.Lanes, chosen);
        }
    }
}
