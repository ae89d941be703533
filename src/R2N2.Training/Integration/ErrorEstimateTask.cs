namespace R2N2.Training;

/// <summary>Training the embedded row of a method.</summary>
internal sealed class ErrorEstimateTask : TrainingTask<R2N2Integrator>
{
    private static readonly double[] Lengths = [1e-3, 1e-2, 0.1, 1];

    private readonly R2N2Integrator _integrator;
    private readonly ErrorEstimateOptions _estimate;

    // A and b, with one more stage where the last is to be f at the new state.
    private readonly Coefficients _coefficients;
    private LabelledSource? _labels;

    /// <param name="integrator">The method, whose step stays.</param>
    /// <param name="estimate">What the estimate is to report.</param>
    public ErrorEstimateTask(R2N2Integrator integrator, ErrorEstimateOptions estimate)
    {
        (_integrator, _estimate) = (integrator, estimate);
        (InitialValueFamily family, ButcherTableau method) = (integrator.Family, integrator.Tableau);
        _coefficients = estimate.FirstSameAsLast && !method.IsFirstSameAsLast ? method.Coefficients.Grow() : method.Coefficients;
        Objective = new ErrorEstimateObjective(family, _coefficients, estimate);
        Layout = new ErrorEstimateLayout(family, estimate);
        Identity = [family.Name, string.Join(';', family.Inputs), $"{_coefficients.Order}", estimate.Identity];
    }

    public override Objective Objective { get; }

    public override BlockLayout Layout { get; }

    public override IReadOnlyList<string> Identity { get; }

    public override string Basis => _coefficients.ToString();

    public override string CheckpointSuffix => ".error-estimate";

    public override string? Labels => LabelledSource.Describe(_estimate.OneStep);

    public override double? LabelError => _labels?.LargestError;

    public override IInstanceSource Source(IInstanceSource data, long budget, Func<CancellationToken> cancellation) =>
        _labels = new LabelledSource(data, _integrator.Family, _estimate.OneStep, budget, cancellation);

    // From b, where the estimate vanishes, along combinations of every order, in several lengths; then at random.
    public override List<LeastSquaresStart> Draw(TrainingOptions options, double norm)
    {
        Random random = new(options.EffectiveSeed);
        double[] weights = _coefficients.Row(_coefficients.Order - 1).ToArray();
        List<double[]> points =
        [
            .. EstimateDirections.Of(_coefficients).SelectMany(direction => Lengths.Select(length =>
                weights.Zip(direction, (b, d) => b + (length * d)).ToArray())),
            .. Enumerable.Range(0, options.Starts).Select(_ =>
                weights.Select(b => b + (options.StartSpread * StartTables.Normal(random))).ToArray()),
        ];
        return [.. points.Select((point, i) => new LeastSquaresStart(i, point))];
    }

    public override string Diagnose(IEnumerable<InstanceBlock> blocks, double norm, int starts) =>
        $"Training stopped: none of {starts} embedded rows gave a finite estimate on all instances of the family '{_integrator.Family.Name}'. "
        + "Check that one step from every given state is finite; use smaller step sizes where it is not.";

    // The step is the same, and so is its loss.
    public override R2N2Integrator ToModel(double[] point, double trainingLoss)
    {
        ButcherTableau pair = new(_coefficients, point);
        double? exponent = EstimateExponent.Measure(_integrator.Family, pair, _labels!, Layout);
        return new(_integrator.Family, new ButcherTableau(_coefficients, point) { EstimateExponent = exponent })
        {
            TrainingLoss = _integrator.TrainingLoss,
        };
    }
}
