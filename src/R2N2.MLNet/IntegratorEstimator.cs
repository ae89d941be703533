using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>
/// Learns a Runge-Kutta method for a family of initial-value problems from the instances in the data. Made by
/// <see cref="R2N2Catalog.Integrator(InitialValueFamily, IntegratorOptions)"/>.
/// </summary>
/// <remarks>
/// Input columns: one for each of the family's inputs (state, step size, time where f depends on it, parameters), double or
/// single precision. Output columns: the state after the step [1, m] and, where asked for, its error estimate [1, m].
/// </remarks>
public sealed class IntegratorEstimator : IEstimator<IntegratorTransformer>
{
    private readonly MLContext _context;
    private readonly IHost _host;
    private readonly InitialValueFamily _family;
    private readonly IntegratorOptions _options;
    private readonly Superstructure _superstructure;
    private readonly TrainingOptions _training;
    private readonly SolverInput[] _inputs;
    private readonly SolverInput[] _columns;

    internal IntegratorEstimator(MLContext context, InitialValueFamily family, IntegratorOptions options)
    {
        options.Validate(family);
        options.EffectiveLoss.Validate();
        _context = context;
        _host = ((IHostEnvironment)context).Register(nameof(IntegratorEstimator));
        _family = family;
        _options = options;
        _superstructure = Superstructure.RungeKutta(options.Stages, options.Consistent);

        // The seed is drawn once, so that fitting twice gives equal results.
        _training = options.Training ?? new TrainingOptions { Seed = _host.Rand.Next() };
        _training.ValidateForIntegrators();
        _inputs = [.. family.Inputs.Select(input => new SolverInput(
            input, options.InputColumns.GetValueOrDefault(input.Name, input.Name), Role(input)))];
        _columns = [.. _inputs, .. Labels()];
    }

    /// <summary>Trains on all rows of the data; rows with a number that is NaN or infinite are left out.</summary>
    /// <param name="input">The instances.</param>
    /// <returns>The trained integrator; dispose it, or the prediction engine made from it, to free its session.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    /// <exception cref="ArgumentException">There are no rows to train on, or a step size is not a finite number above 0.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found; the message says why.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public IntegratorTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (SolverInput column in _columns)
        {
            _ = column.Find(input.Schema);
        }

        SolverInput[] inputs = [.. _inputs.Select(column => column.TypedAs(input.Schema))];
        using IChannel channel = _host.Start("Training");

        // Untrained, so that what cannot be exported or opened fails before training rather than after it.
        byte[] untrained = Untrained().ToOnnx(Export);
        OnnxSolverOptions device = SolverLoading.Choose(
            _context, channel, _options.Solver, _options.FallbackToCpu, solver => OnnxIntegrator.Load(untrained, solver).Dispose());
        TrainingLog log = new(channel, _options.Progress);
        IntegratorTrainingResult result = Train(new DataViewInstances(input, _columns), log);
        OnnxIntegrator integrator = OnnxIntegrator.Load(result.Integrator.ToOnnx(Export), device);
        return new IntegratorTransformer(_context, result, integrator, inputs, _options);
    }

    /// <summary>The schema after the integrator.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type; sizes are not known before Fit.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (SolverInput column in _columns)
        {
            _ = column.Find(inputSchema);
        }

        SolverInput[] inputs = [.. _inputs.Select(column => column.TypedAs(inputSchema))];
        return OnnxTransformers.OutputSchema(
            _context, columns => IntegratorExport.ForColumns(Untrained(), Export, columns), inputs, _options.OutputColumns, inputSchema);
    }

    private IntegratorExportOptions Export => new() { Precision = _options.Precision };

    private static string Role(Parameter input) => input.Name switch
    {
        IntegratorInputs.State => "the state",
        IntegratorInputs.StepSize => "the step size",
        IntegratorInputs.Time => "the time",
        _ => $"the parameter '{input.Name}'",
    };

    private IntegratorTrainingResult Train(DataViewInstances data, TrainingLog log)
    {
        TrainingOptions options = _training with { Log = _training.Log ?? log.Write };
        IntegratorTrainingResult result = IntegratorTrainer.Train(
            _family, _superstructure, data, _options.EffectiveLoss, options, log, _options.CancellationToken);
        log.Write(result.Report);
        if (_options.ErrorEstimate is not { } estimate)
        {
            return result;
        }

        IntegratorTrainingResult pair = IntegratorTrainer.TrainErrorEstimate(
            result.Integrator, data, estimate, options with { WarmStarts = [], Starts = Math.Max(1, options.Starts) }, log, _options.CancellationToken);
        log.Write(pair.Report);
        return result with { Integrator = pair.Integrator };
    }

    private IEnumerable<SolverInput> Labels()
    {
        if (_options.EffectiveLoss.LabelColumn is string label)
        {
            yield return new SolverInput(
                new Parameter(label, _options.EffectiveLoss.Steps * _family.StateSize), label, "the states after each step");
        }

        if (_options.ErrorEstimate?.LabelColumn is string next && next != _options.EffectiveLoss.LabelColumn)
        {
            yield return new SolverInput(new Parameter(next, _family.StateSize), next, "the state after one step");
        }
    }

    private R2N2Integrator Untrained()
    {
        int stages = _options.Stages + (_options.ErrorEstimate is { FirstSameAsLast: true } ? 1 : 0);
        Coefficients zero = new(new double[Coefficients.Count(stages)]);
        return new R2N2Integrator(
            _family, _options.ErrorEstimate is null ? new ButcherTableau(zero) : new ButcherTableau(zero, new double[stages]));
    }
}
