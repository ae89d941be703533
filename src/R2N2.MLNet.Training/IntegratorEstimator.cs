using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>
/// Learns a Runge-Kutta method for a family of initial-value problems from the instances in the data. Made by
/// <see cref="TrainingCatalog.Integrator(R2N2Catalog, InitialValueFamily, IntegratorOptions)"/>.
/// </summary>
/// <remarks>
/// Input columns: those of <see cref="PipelineOptions.InputColumns"/>, for each of the family's inputs (state, step size, time
/// where f depends on it, parameters). Output columns: the state after the step [1, m] and, where asked for, its error
/// estimate [1, m].
/// </remarks>
public sealed class IntegratorEstimator : SolverEstimator<IntegratorTransformer>
{
    private readonly InitialValueFamily _family;
    private readonly IntegratorOptions _options;
    private readonly Superstructure _superstructure;
    private readonly IntegratorLoss _loss;
    private readonly ErrorEstimateOptions? _errorEstimate;
    private readonly TrainingOptions _training;
    private readonly LabelColumns _labels;

    internal IntegratorEstimator(MLContext context, InitialValueFamily family, IntegratorOptions options)
        : base(context, options, nameof(IntegratorEstimator))
    {
        options.Validate(family);
        _family = family;
        _options = options;
        _superstructure = Superstructure.RungeKutta(options.Stages, options.Consistent);
        _training = Seeded(options.Training);
        _training.Validate();
        Inputs = options.Inputs(family.Inputs, InputRole.InIntegrators);
        _labels = new LabelColumns(Inputs);
        IntegratorLoss loss = options.EffectiveLoss;
        _loss = loss with
        {
            LabelColumn = _labels.Add(loss.LabelColumn, loss.Steps * family.StateSize, "the states after each step"),
        };
        _errorEstimate = options.ErrorEstimate is not { } estimate ? null : estimate with
        {
            LabelColumn = _labels.Add(estimate.LabelColumn, family.StateSize, "the state after one step"),
        };
    }

    private protected override IReadOnlyList<SolverInput> Inputs { get; }

    private protected override IReadOnlyList<SolverInput> Labels => _labels.All;

    private protected override SolverFile Signature() => Untrained();

    private protected override SolverFile Untrained()
    {
        int stages = _options.Stages + (_options.ErrorEstimate is { FirstSameAsLast: true } ? 1 : 0);
        Coefficients zero = new(new double[Coefficients.Count(stages)]);
        return Export(new R2N2Integrator(
            _family, _options.ErrorEstimate is null ? new ButcherTableau(zero) : new ButcherTableau(zero, new double[stages])));
    }

    private protected override IntegratorTransformer Train(
        MLContext context, IInstanceSource data, IChannel channel, Func<SolverFile, ColumnSolver> open)
    {
        TrainingResult<R2N2Integrator> result = Train(data, new TrainingLog(channel, _options.Progress, ContextCancellation.Of(context)));
        return new IntegratorTransformer(context, open(Export(result.Model)), result);
    }

    private TrainingResult<R2N2Integrator> Train(IInstanceSource data, TrainingLog log)
    {
        TrainingOptions options = _training with { Log = _training.Log ?? log.Write };
        TrainingResult<R2N2Integrator> result = Trainer.Train(
            _family, _superstructure, data, _loss, options with { KeepCheckpoint = _errorEstimate is not null }, log, _options.CancellationToken);
        log.Write(result.Report);
        if (_errorEstimate is null)
        {
            return result;
        }

        TrainingResult<R2N2Integrator> pair = Trainer.TrainErrorEstimate(
            result.Model, data, _errorEstimate, options with { WarmStarts = [], Starts = Math.Max(1, options.Starts) }, log, _options.CancellationToken);
        log.Write(pair.Report);

        // An interrupted phase has to find again what it went on from.
        bool isComplete = result.Report.Stop != StopReason.TimeLimit && pair.Report.Stop != StopReason.TimeLimit;
        if (isComplete && options.CheckpointPath is string path)
        {
            File.Delete(path);
        }

        return result with { Model = pair.Model };
    }

    private SolverFile Export(R2N2Integrator integrator) => SolverFile.Read(
        integrator.ToOnnx(new IntegratorExportOptions { Precision = _options.Precision }), "The integrator");
}
