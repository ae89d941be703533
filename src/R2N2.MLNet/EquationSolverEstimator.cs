using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>
/// Learns a solver for a family of equations f(x) = 0 from the instances in the data. Made by
/// <see cref="R2N2Catalog.EquationSolver(EquationFamily, EquationSolverOptions)"/>.
/// </summary>
/// <remarks>
/// Input columns: one for each of the family's inputs, double or single precision (widened to double, which is exact).
/// Output columns: the solution [1, m], its residual norm, the iterations and the <see cref="SolveStatus"/>, each [1], as
/// ML.NET's own ONNX transformer would give them.
/// </remarks>
public sealed class EquationSolverEstimator : IEstimator<EquationSolverTransformer>
{
    private readonly MLContext _context;
    private readonly IHost _host;
    private readonly EquationFamily _family;
    private readonly EquationSolverOptions _options;
    private readonly Superstructure _superstructure;
    private readonly SolverInput[] _inputs;
    private readonly TrainingPlan _plan;

    internal EquationSolverEstimator(MLContext context, EquationFamily family, EquationSolverOptions options)
    {
        options.Validate(family);
        _context = context;
        _host = ((IHostEnvironment)context).Register(nameof(EquationSolverEstimator));
        _family = family;
        _options = options;
        _superstructure = new Superstructure(options.InnerIterations, options.Generation);
        _inputs = [.. family.Inputs.Select(input => new SolverInput(
            input,
            options.InputColumns.GetValueOrDefault(input.Name, input.Name),
            input.Name == family.InitialGuess.Name ? $"the initial guess '{input.Name}'" : $"the parameter '{input.Name}'"))];

        // The seed is drawn once, so that fitting twice gives equal results.
        _plan = TrainingPlan.Of(family, _inputs, options, _host.Rand.Next());
    }

    /// <summary>Trains on all rows of the data; rows with a number that is NaN or infinite are left out.</summary>
    /// <param name="input">The instances.</param>
    /// <returns>The trained solver; dispose it, or the prediction engine made from it, to free its session.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    /// <exception cref="ArgumentException">There are no rows to train on.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found; the message says why.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public EquationSolverTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (SolverInput column in _plan.Columns)
        {
            _ = column.Find(input.Schema);
        }

        SolverInput[] inputs = [.. _inputs.Select(column => column.TypedAs(input.Schema))];
        using IChannel channel = _host.Start("Training");

        // Untrained, so that what cannot be exported or opened fails before training rather than after it.
        byte[] untrained = Untrained().ToOnnx(_options.Export);
        OnnxSolverOptions device = SolverLoading.Choose(
            _context, channel, _options.Solver, _options.FallbackToCpu, solver => OnnxSolver.Load(untrained, solver).Dispose());
        TrainingLog log = new(channel, _options.Progress);
        TrainingResult result = Trainer.Train(
            _family,
            _superstructure,
            new DataViewInstances(input, _plan.Columns),
            _plan.Options with { Log = _plan.Options.Log ?? log.Write },
            log,
            _options.CancellationToken);
        log.Write(result.Report);
        OnnxSolver solver = OnnxSolver.Load(result.Network.ToOnnx(_options.Export), device);
        return new EquationSolverTransformer(_context, result, solver, inputs, _options);
    }

    /// <summary>The schema after the solver.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type; sizes are not known before Fit.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (SolverInput column in _plan.Columns)
        {
            _ = column.Find(inputSchema);
        }

        SolverInput[] inputs = [.. _inputs.Select(column => column.TypedAs(inputSchema))];

        // The iteration does not count here, so it is as small as can be.
        EquationFamily signature = ProblemFamily.Equations(
            _family.Name, _family.StateSize, _family.Parameters, (x, _) => x, _family.InitialGuess);
        R2N2Network network = new(signature, Superstructure.Krylov(1), new Coefficients(-1.0));
        return OnnxTransformers.OutputSchema(
            _context, columns => OnnxExport.ToOnnx(network, new OnnxExportOptions(), columns), inputs, _options.OutputColumns, inputSchema);
    }

    private R2N2Network Untrained() => new(
        _family, _superstructure, new Coefficients(new double[Coefficients.Count(_superstructure.InnerIterations)]));
}
