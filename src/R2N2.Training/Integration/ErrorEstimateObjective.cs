namespace R2N2.Training;

/// <summary>The loss of an embedded row: the mean of (ln ‖estimate‖ - ln (factor · ‖error‖))² over one step of every instance.</summary>
/// <param name="family">The problem.</param>
/// <param name="coefficients">A and b, which stay.</param>
/// <param name="estimate">What the estimate is to report.</param>
internal sealed class ErrorEstimateObjective(InitialValueFamily family, Coefficients coefficients, ErrorEstimateOptions estimate)
    : Objective(coefficients.Order, 1, coefficients.Order)
{
    // Below this, relative to the state, an error is rounding.
    private const double Rounding = 1e-15;

    private readonly IntegrationStep _step = new(family, coefficients.Order, withEstimate: true);

    public override Shape ErrorShape => Shape.Scalar;

    protected override IReadOnlyList<RecordedFunction> StepFunctions => [family.Derivative, _step.Recorded];

    public override T[] Begin<T>(Pass<T> pass) => [pass.InitialState];

    public override (T[] State, T Error, double Weight) Advance<T>(Pass<T> pass, T[] state, int k)
    {
        IReader<T> reader = pass.Reader;
        T y = state[0];
        (T t, T? h, IReadOnlyList<T> parameters) = IntegrationInputs<T>.Of(family, family.Inputs, pass);
        T v = family.Evaluate(reader, t, y, parameters);
        T[] table = [.. coefficients.Values.ToArray().Select(value => Number(reader, value))];
        IntegrationStep.Outcome<T> step = _step.Step(reader, t, y, v, h!, parameters, [.. table, .. pass.Theta]);

        T label = pass.Label!;
        T error = SquaredNorm(reader, reader.Subtract(step.Next, label));
        T floor = reader.Multiply(Number(reader, Rounding * Rounding), SquaredNorm(reader, label));
        T size = reader.Multiply(Number(reader, estimate.Factor * estimate.Factor), reader.Max(error, floor));
        T target = estimate.PerUnitStep ? reader.Divide(size, reader.Multiply(h!, h!)) : size;
        return (state, reader.Log(reader.Divide(SquaredNorm(reader, step.Estimate!), target)), 0.25);
    }

    private static T Number<T>(IReader<T> reader, double value)
        where T : class => reader.Constant([value], Shape.Scalar);

    private static T SquaredNorm<T>(IReader<T> reader, T value)
        where T : class => reader.Sum(reader.Multiply(value, value), -1);
}
