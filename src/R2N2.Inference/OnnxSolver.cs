using System.Runtime.ExceptionServices;
using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;

namespace R2N2;

/// <summary>
/// Solves batches of instances with an exported solver over ONNX Runtime. Safe to use from several threads at once.
/// On the processor an instance has the same bits in any batch.
/// </summary>
public sealed class OnnxSolver : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SolverCall _call;
    private readonly OnnxSolverOptions _options;
    private readonly UseCount _uses;

    private OnnxSolver(byte[] model, SolverDescription description, OnnxSolverOptions options)
    {
        Description = description;
        _options = options;
        _session = SessionFactory.Open(model, options);
        _uses = new UseCount(_session.Dispose);
        _call = new SolverCall(_session, description, options.Provider == ExecutionProvider.Cpu);
    }

    /// <summary>What the solver says about itself: family, inputs, coefficients, tolerances.</summary>
    public SolverDescription Description { get; }

    /// <summary>Loads a solver from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx"/>.</param>
    /// <param name="options">How it computes; the defaults of <see cref="OnnxSolverOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported solver.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxSolver Load(string path, OnnxSolverOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] model = File.ReadAllBytes(path);
        return new OnnxSolver(model, SolverDescriptionReader.Read(model, $"'{path}'"), options ?? new OnnxSolverOptions());
    }

    /// <summary>Loads a solver from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Network, OnnxExportOptions)"/> returned.</param>
    /// <param name="options">How it computes; the defaults of <see cref="OnnxSolverOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported solver.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxSolver Load(ReadOnlyMemory<byte> model, OnnxSolverOptions? options = null) =>
        new(model.ToArray(), SolverDescription.Read(model), options ?? new OnnxSolverOptions());

    /// <summary>Solves instances.</summary>
    /// <param name="instances">A column for every input of the solver; other columns are not looked at. None at all is fine.</param>
    /// <returns>A result for every instance, in the same order. An instance that cannot be solved is told by its status.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length.</exception>
    /// <exception cref="ObjectDisposedException">The solver is disposed.</exception>
    public SolveResult Solve(InstanceBatch instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        instances.Require(Description.Inputs);
        var columns = SolverColumns.For(
            instances.Count, Description, [.. Description.Inputs.Select(input => instances[input.Name])]);
        Solve(columns, columns.Count);
        return new SolveResult(Description, columns);
    }

    /// <summary>Frees the session, as soon as no other thread is solving.</summary>
    public void Dispose() => _uses.Close();

    /// <summary>Room for instances that are brought row by row.</summary>
    /// <param name="capacity">The most instances it holds; at least 1.</param>
    internal SolverBuffer CreateBuffer(int capacity) => new(this, capacity);

    /// <summary>Solves the first instances of some columns, in blocks, on several threads where there is enough to do.</summary>
    internal void Solve(SolverColumns columns, int count)
    {
        ObjectDisposedException.ThrowIf(!_uses.TryEnter(), this);
        try
        {
            SolveBlocks(columns, count);
        }
        finally
        {
            _uses.Leave();
        }
    }

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

    private void SolveBlocks(SolverColumns columns, int count)
    {
        var plan = BlockPlan.For(count, Description, _options);
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
            _call.Run(columns, start, Math.Min(plan.Rows, count - start));
        }
    }
}
