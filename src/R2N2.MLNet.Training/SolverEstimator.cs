using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Onnx;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>Makes a solver of the instances in the data.</summary>
/// <typeparam name="TTransformer">The solver as a step of a pipeline.</typeparam>
public abstract class SolverEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : SolverTransformer
{
    private readonly MLContext _context;
    private readonly PipelineOptions _options;
    private readonly IHost _host;
    private readonly int _seed;

    private protected SolverEstimator(MLContext context, PipelineOptions options, string name)
    {
        _context = context;
        _options = options;
        _host = ((IHostEnvironment)context).Register(name);

        // Drawn once, so that fitting twice gives equal results.
        _seed = _host.Rand.Next();
    }

    /// <summary>The solver's inputs.</summary>
    private protected abstract IReadOnlyList<SolverInput> Inputs { get; }

    /// <summary>What training reads besides.</summary>
    private protected abstract IReadOnlyList<SolverInput> Labels { get; }

    /// <summary>Trains on all rows of the data; rows with a number that is NaN or infinite are left out.</summary>
    /// <param name="input">The instances.</param>
    /// <returns>The trained solver; dispose it, or the prediction engine made from it, to free what runs it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    /// <exception cref="ArgumentException">There are no rows to train on, or one that an integrator refuses.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found; the message says why.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled, or the MLContext was.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SolverInput[] inputs = [.. Inputs.Select(columns => columns.TypedAs(input.Schema))];
        foreach (SolverInput label in Labels)
        {
            _ = label.Find(input.Schema);
        }

        var cancellation = ContextCancellation.Of(_context);
        cancellation.ThrowIfCancelled();
        using IChannel channel = _host.Start("Training");

        // Untrained, so that what cannot be exported or opened fails before training rather than after it.
        (IBatchRunner untrained, InferenceOptions device) = SolverDevice.Of(_context, channel, _options).Open(Untrained());
        untrained.Dispose();
        return Train(_context, new DataViewInstances(input, [.. Inputs, .. Labels], cancellation), channel, file =>
        {
            OnnxColumns columns = OnnxTransformers.Columns(file, inputs, _options);
            return new ColumnSolver(file, file.Open(device), columns, BlockLimits.For(_options.BlockSize, file), _context);
        });
    }

    /// <summary>The schema after the solver.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type; sizes are not known before Fit.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SolverInput[] inputs = [.. Inputs.Select(columns => columns.TypedAs(inputSchema))];
        foreach (SolverInput label in Labels)
        {
            _ = label.Find(inputSchema);
        }

        SolverFile file = Signature();
        return OnnxTransformers.OutputSchema(_context, file.Exported, OnnxTransformers.Columns(file, inputs, _options), inputSchema);
    }

    /// <summary>The options of training, all defaults if null, with a seed that follows the context's where they have none.</summary>
    /// <remarks>Not where there is a checkpoint: a context without a seed has another in each process, and none could be resumed.</remarks>
    private protected TrainingOptions Seeded(TrainingOptions? options)
    {
        options ??= new TrainingOptions();
        return options.CheckpointPath is null ? options with { Seed = Seed(options.Seed) } : options;
    }

    /// <summary>A seed that follows the context's where none is given.</summary>
    private protected int Seed(int? given) => given ?? _seed;

    /// <summary>A file with the solver's inputs and outputs, and an f that may be another.</summary>
    private protected abstract SolverFile Signature();

    /// <summary>The solver's file, with coefficients that may be any.</summary>
    private protected abstract SolverFile Untrained();

    /// <summary>Trains.</summary>
    /// <param name="context">The context.</param>
    /// <param name="data">The instances.</param>
    /// <param name="channel">The log.</param>
    /// <param name="open">Opens the trained solver.</param>
    private protected abstract TTransformer Train(
        MLContext context, IInstanceSource data, IChannel channel, Func<SolverFile, ColumnSolver> open);
}
