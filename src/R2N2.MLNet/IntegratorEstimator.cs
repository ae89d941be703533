using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>
/// Learns a Runge-Kutta method for a family of initial-value problems from the instances in the data. Made by
/// <see cref="R2N2Catalog.Integrator(InitialValueFamily, IntegratorOptions)"/>.
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
    private readonly TrainingOptions _training;

    internal IntegratorEstimator(MLContext context, InitialValueFamily family, IntegratorOptions options)
        : base(context, options, nameof(IntegratorEstimator))
    {
        options.Validate(family);
        _family = family;
        _options = options;
        _superstructure = Superstructure.RungeKutta(options.Stages, options.Consistent);
        _training = options.Training ?? new TrainingOptions { Seed = Seed };
        _training.ValidateForIntegrators();
        Inputs = options.Inputs(family.Inputs, InputRole.InIntegrators);
        Labels = [.. LabelsOf(family, options)];
    }

    private protected override IReadOnlyList<SolverInput> Inputs { get; }

    private protected override IReadOnlyList<SolverInput> Labels { get; }

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
        IntegratorTrainingResult result = Train(data, new TrainingLog(channel, _options.Progress));
        return new IntegratorTransformer(context, open(Export(result.Integrator)), result);
    }

    private static IEnumerable<SolverInput> LabelsOf(InitialValueFamily family, IntegratorOptions options)
    {
        if (options.EffectiveLoss.LabelColumn is string label)
        {
            yield return new SolverInput(
                new Parameter(label, options.EffectiveLoss.Steps * family.StateSize), [label], "the states after each step");
        }

        if (options.ErrorEstimate?.LabelColumn is string next && next != options.EffectiveLoss.LabelColumn)
        {
            yield return new SolverInput(new Parameter(next, family.StateSize), [next], "the state after one step");
        }
    }

    private IntegratorTrainingResult Train(IInstanceSource data, TrainingLog log)
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

    private SolverFile Export(R2N2Integrator integrator) => SolverFile.Read(
        integrator.ToOnnx(new IntegratorExportOptions { Precision = _options.Precision }), "The integrator");
}
