namespace R2N2.Training;

/// <summary>Training the embedded row of a method.</summary>
/// <param name="family">The problem.</param>
/// <param name="coefficients">A and b, which stay.</param>
/// <param name="estimate">What the estimate is to report.</param>
internal sealed class ErrorEstimateTask(InitialValueFamily family, Coefficients coefficients, ErrorEstimateOptions estimate) : TrainingTask
{
    private static readonly double[] Lengths = [1e-3, 1e-2, 0.1, 1];

    public override Objective Objective { get; } = new ErrorEstimateObjective(family, coefficients, estimate);

    public override BlockLayout Layout { get; } = new IntegrationLayout(family, estimate.OneStep);

    public override IReadOnlyList<string> Identity { get; } =
        [family.Name, string.Join(';', family.Inputs), coefficients.ToString(), estimate.ToString()];

    public override string? Labels => LabelledSource.Describe(estimate.OneStep);

    // From b, where the estimate vanishes, along combinations of every order, in several lengths; then at random.
    public override List<LeastSquaresStart> Draw(TrainingOptions options, double norm)
    {
        Random random = new(options.Seed);
        double[] weights = coefficients.Row(coefficients.Order - 1).ToArray();
        List<double[]> points =
        [
            .. EstimateDirections.Of(coefficients).SelectMany(direction => Lengths.Select(length =>
                weights.Zip(direction, (b, d) => b + (length * d)).ToArray())),
            .. Enumerable.Range(0, options.Starts).Select(_ =>
                weights.Select(b => b + (options.StartSpread * StartTables.Normal(random))).ToArray()),
        ];
        return [.. points.Select((point, i) => new LeastSquaresStart(i, point))];
    }

    public override string Diagnose(IEnumerable<InstanceBlock> blocks, double norm, int starts) =>
        $"Training stopped: none of {starts} embedded rows gave a finite estimate on all instances of the family '{family.Name}'. "
        + "Check that one step from every given state is finite; use smaller step sizes where it is not.";
}
