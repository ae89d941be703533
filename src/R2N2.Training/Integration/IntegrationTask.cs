using System.Globalization;

namespace R2N2.Training;

/// <summary>Training an integrator.</summary>
/// <param name="family">The problem.</param>
/// <param name="superstructure">The stages.</param>
/// <param name="loss">What it is to be good at.</param>
internal sealed class IntegrationTask(InitialValueFamily family, Superstructure superstructure, IntegratorLoss loss) : TrainingTask<R2N2Integrator>
{
    private LabelledSource? _labels;

    public override Objective Objective { get; } = new IntegrationObjective(family, superstructure, loss);

    public override BlockLayout Layout { get; } = new IntegrationLayout(family, loss);

    public override IReadOnlyList<string> Identity { get; } =
        [family.Name, string.Join(';', family.Inputs), superstructure.ToString(), loss.Identity];

    public override string? Labels => LabelledSource.Describe(loss);

    public override double? LabelError => _labels?.LargestError;

    public override IInstanceSource Source(IInstanceSource data, long budget, Func<CancellationToken> cancellation) =>
        _labels = new LabelledSource(data, family, loss, budget, cancellation);

    public override List<LeastSquaresStart> Draw(TrainingOptions options, double norm) =>
        RungeKuttaTable.Draw(superstructure, options);

    public override string Diagnose(IEnumerable<InstanceBlock> blocks, double norm, int starts) => string.Create(
        CultureInfo.InvariantCulture,
        $"Training stopped: none of {starts} starts kept all instances of the family '{family.Name}' finite. Check that f is finite at "
        + $"the given states and times; then use smaller step sizes, fewer steps at first, or a classical tableau as a warm start.");

    public override R2N2Integrator ToModel(double[] point, double trainingLoss) =>
        new(family, new ButcherTableau(RungeKuttaTable.Complete(point, superstructure))) { TrainingLoss = trainingLoss };
}
