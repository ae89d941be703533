using Microsoft.ML;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>An open solver and the columns of a pipeline that it reads and adds.</summary>
internal sealed class ColumnSolver : IDisposable
{
    // As many as a few cursors side by side leave behind.
    private const int IdleBlocks = 4;

    private readonly MLContext _context;
    private readonly IBatchRunner _runner;
    private readonly BlockPool _pool;

    /// <param name="file">The solver.</param>
    /// <param name="runner">The same, open; it is closed with this.</param>
    /// <param name="columns">The columns of all its inputs and outputs.</param>
    /// <param name="limits">How many rows are solved together.</param>
    /// <param name="context">May cancel.</param>
    public ColumnSolver(SolverFile file, IBatchRunner runner, OnnxColumns columns, BlockLimits limits, MLContext context)
    {
        File = file;
        Columns = columns;
        Inputs = [.. file.Inputs.Zip(columns.Inputs, (input, read) => SolverInput.Of(input, read, file.Role(input.Name)))];
        Outputs = [.. file.Outputs.Zip(columns.Outputs, (output, name) => output with { Name = name })];
        Limits = limits;
        _context = context;
        _runner = runner;
        _pool = new BlockPool(rows => new BatchBuffer(runner, rows), IdleBlocks * (long)limits.Rows);
    }

    /// <summary>The solver.</summary>
    public SolverFile File { get; }

    /// <summary>The columns of the file's inputs and outputs.</summary>
    public OnnxColumns Columns { get; }

    /// <summary>What it reads of a row, in the order of the file.</summary>
    public IReadOnlyList<SolverInput> Inputs { get; }

    /// <summary>What it adds to a row, in the order of the file.</summary>
    public IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>The column of an output, by its name in <see cref="SolverOutputs"/> or <see cref="IntegratorOutputs"/>.</summary>
    public string ColumnOf(string output) => File.Outputs.Zip(Outputs).Single(pair => pair.First.Name == output).Second.Name;

    /// <summary>How much a cursor reads ahead and solves together.</summary>
    public BlockLimits Limits { get; }

    /// <summary>Whether the context is cancelled.</summary>
    public ContextCancellation Cancellation => ContextCancellation.Of(_context);

    /// <summary>Room for a block, to be returned.</summary>
    /// <param name="rows">The most rows.</param>
    public BatchBuffer RentBlock(int rows) => _pool.Rent(rows);

    /// <summary>Takes a block back; whoever returns it must not use it any more.</summary>
    public void ReturnBlock(BatchBuffer block) => _pool.Return(block);

    public void Dispose() => _runner.Dispose();
}
