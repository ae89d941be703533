using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>
/// Runs a file over batches with ONNX Runtime, in blocks, on several threads where there is enough to do. On the processor an
/// instance has the same bits in any batch.
/// </summary>
internal sealed class OnnxRunner : IBatchRunner
{
    private readonly InferenceSession _session;
    private readonly InferenceOptions _options;
    private readonly object _owner;
    private readonly UseCount _uses;
    private readonly OnnxCall _call;

    /// <summary>Opens the file.</summary>
    /// <param name="owner">Who is told to be disposed of after <see cref="Dispose"/>.</param>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="signature">What goes in and comes out.</param>
    /// <param name="options">What computes.</param>
    /// <exception cref="ArgumentException">The options ask for another engine.</exception>
    public OnnxRunner(object owner, ReadOnlyMemory<byte> model, BatchSignature signature, InferenceOptions options)
    {
        if (options.Engine == Engine.Vectorised)
        {
            throw new ArgumentException(
                $"{owner.GetType().Name} is {Engine.OnnxRuntime}; its options ask for the engine {Engine.Vectorised}. Leave that out, "
                + $"or load the file with {nameof(Solver)} or {nameof(Integrator)}.",
                nameof(options));
        }

        _owner = owner;
        _options = options;
        _session = SessionFactory.Open(model, options);
        _uses = new UseCount(_session.Dispose);
        _call = CallFor(signature);
    }

    /// <inheritdoc/>
    public BatchSignature Signature => _call.Signature;

    /// <inheritdoc/>
    public void Run(BatchColumns columns, int count)
    {
        ObjectDisposedException.ThrowIf(!_uses.TryEnter(), _owner);
        try
        {
            // A rollout of another length has other shapes.
            OnnxCall call = ReferenceEquals(columns.Signature, Signature) ? _call : CallFor(columns.Signature);
            RunBlocks(call, columns, columns.IsAligned ? Fill(columns, count) : count);
        }
        finally
        {
            _uses.Leave();
        }
    }

    /// <summary>Frees the session, as soon as no other thread is solving.</summary>
    public void Dispose() => _uses.Close();

    private static void InParallel(BlockPlan plan, Action<int> block)
    {
        try
        {
            Parallel.For(0, plan.Blocks, new ParallelOptions { MaxDegreeOfParallelism = plan.Threads }, block);
        }
        catch (AggregateException several)
        {
            // What one block alone would have thrown.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    // Up to whole lines of memory, with the last instance.
    private static int Fill(BatchColumns columns, int count)
    {
        int rows = AlignedMemory.RoundUp(count);
        for (int i = 0; i < columns.Inputs.Length && count > 0; i++)
        {
            AlignedMemory.Pad(
                MemoryMarshal.AsMemory(columns.Inputs[i]).Span, columns.Signature.Inputs[i].Shape.Size, count, rows);
        }

        return rows;
    }

    private OnnxCall CallFor(BatchSignature signature) => new(_session, signature, _options.Provider == ExecutionProvider.Cpu);

    private void RunBlocks(OnnxCall call, BatchColumns columns, int count)
    {
        var plan = BlockPlan.For(count, call.Signature.Width, _options);
        if (plan.Threads > 1)
        {
            InParallel(plan, Block);
            return;
        }

        for (int block = 0; block < plan.Blocks; block++)
        {
            Block(block);
        }

        void Block(int block)
        {
            int start = block * plan.Rows;
            call.Run(columns, start, Math.Min(plan.Rows, count - start));
        }
    }
}
