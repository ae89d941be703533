using System.Runtime.ExceptionServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>
/// Runs a file over batches, in blocks, on several threads where there is enough to do. Safe to use from several threads at
/// once; on the processor an instance has the same bits in any batch.
/// </summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly InferenceSession _session;
    private readonly InferenceOptions _options;
    private readonly object _owner;
    private readonly UseCount _uses;
    private readonly BatchCall _call;

    /// <summary>Opens the file.</summary>
    /// <param name="owner">Who is told to be disposed of after <see cref="Dispose"/>.</param>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="signature">What goes in and comes out.</param>
    /// <param name="options">What computes.</param>
    /// <param name="check">Refuses inputs.</param>
    public BatchRunner(
        object owner, ReadOnlyMemory<byte> model, BatchSignature signature, InferenceOptions options, InputCheck check)
    {
        _owner = owner;
        _options = options;
        Check = check;
        _session = SessionFactory.Open(model, options);
        _uses = new UseCount(_session.Dispose);
        _call = CallFor(signature);
    }

    /// <summary>What goes in and comes out.</summary>
    public BatchSignature Signature => _call.Signature;

    /// <summary>Refuses inputs; done before every run.</summary>
    public InputCheck Check { get; }

    /// <summary>Runs the file.</summary>
    /// <param name="inputs">The inputs' columns.</param>
    /// <param name="count">The number of instances.</param>
    public BatchColumns Run(ReadOnlyMemory<double>[] inputs, int count)
    {
        var columns = BatchColumns.For(Signature, count, inputs);
        Run(columns, count);
        return columns;
    }

    /// <summary>Runs the file for the first instances of some columns.</summary>
    public void Run(BatchColumns columns, int count) => Run(_call, columns, count);

    /// <summary>Runs the file with another signature, such as a rollout of another length.</summary>
    public BatchColumns Run(BatchSignature signature, ReadOnlyMemory<double>[] inputs, int count)
    {
        var columns = BatchColumns.For(signature, count, inputs);
        Run(CallFor(signature), columns, count);
        return columns;
    }

    /// <summary>Room for instances that are brought row by row.</summary>
    /// <param name="capacity">The most instances it holds; at least 1.</param>
    public BatchBuffer CreateBuffer(int capacity) => new(this, capacity);

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

    private BatchCall CallFor(BatchSignature signature) => new(_session, signature, _options.Provider == ExecutionProvider.Cpu);

    private void Run(BatchCall call, BatchColumns columns, int count)
    {
        Check(columns.Inputs, 0, count, 0);
        ObjectDisposedException.ThrowIf(!_uses.TryEnter(), _owner);
        try
        {
            RunBlocks(call, columns, count);
        }
        finally
        {
            _uses.Leave();
        }
    }

    private void RunBlocks(BatchCall call, BatchColumns columns, int count)
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
