namespace R2N2.Training;

/// <summary>
/// The loss of an equation solver: Σ_k w_k ‖f(x_k)‖²/s² per instance, or Σ_k w_k ‖x_k - x*‖²/s² where labels are given.
/// </summary>
/// <param name="family">The problem.</param>
/// <param name="superstructure">The structure.</param>
/// <param name="weights">w_k for k = 1 … K.</param>
internal sealed class EquationObjective(EquationFamily family, Superstructure superstructure, IReadOnlyList<double> weights)
    : Objective(
        superstructure.CoefficientCount,
        weights.Count,
        1 + (weights.Count * superstructure.InnerIterations))
{
    private readonly OuterIteration _iteration = new(family, superstructure);
    private readonly IterationTables _tables = new(family, superstructure);

    public override Shape ErrorShape => Shape.Vector(family.StateSize);

    protected override IReadOnlyList<RecordedFunction> StepFunctions => [family.Residual, _iteration.Recorded];

    // The state of the iteration: x_k, f(x_k), what is remembered, what is kept.
    public override T[] Begin<T>(Pass<T> pass)
    {
        T x = pass.InitialState;
        T f = family.Evaluate(pass.Reader, x, pass.Parameters);
        return [x, f, .. _iteration.Begin(x, f), .. _tables.Keep(pass.Reader, pass.Parameters, pass.Theta)];
    }

    public override (T[] State, T Error, double Weight) Advance<T>(Pass<T> pass, T[] state, int k)
    {
        T[] kept = state[(2 + superstructure.MemoryVectors)..];
        IReadOnlyList<T> theta = _tables.Theta(pass.Reader, () => pass.Reader.Constant([k], Shape.Scalar), kept, pass.Theta);
        (T x, T[] memory, _) = _iteration.Step(
            pass.Reader, x: state[0], fx: state[1], memory: state[2..^kept.Length], pass.Parameters, theta);
        T f = family.Evaluate(pass.Reader, x, pass.Parameters);
        return ([x, f, .. memory, .. kept], Error(pass, x, f), weights[k]);
    }

    private T Error<T>(Pass<T> pass, T x, T f)
        where T : class
    {
        IReader<T> reader = pass.Reader;
        T error = pass.Label is { } label ? reader.Subtract(x, label) : f;
        return pass.Scale is { } scale ? reader.Multiply(error, reader.Broadcast(reader.Index(scale, -1, 0), ErrorShape)) : error;
    }
}
