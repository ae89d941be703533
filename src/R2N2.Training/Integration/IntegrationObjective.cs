namespace R2N2.Training;

/// <summary>The loss of an integrator: order residuals first, then the errors of a rollout, step by step.</summary>
/// <param name="family">The problem.</param>
/// <param name="superstructure">The stages, and whether Σb = 1 is built in.</param>
/// <param name="loss">What it is to be good at.</param>
internal sealed class IntegrationObjective(InitialValueFamily family, Superstructure superstructure, IntegratorLoss loss)
    : Objective(
        RungeKuttaTable.Unknowns(superstructure),
        loss.ResidualOrder + loss.LargestStepCount,
        superstructure.InnerIterations * (loss.ResidualOrder + loss.LargestStepCount))
{
    private readonly int _steps = loss.LargestStepCount;
    private readonly IntegrationStep _step = new(family, superstructure.InnerIterations);
    private readonly OrderResiduals? _residuals = loss.ResidualOrder == 0
        ? null
        : new OrderResiduals(family, superstructure.InnerIterations, loss.ResidualOrder);

    public override Shape ErrorShape => Shape.Vector(family.StateSize);

    protected override IReadOnlyList<RecordedFunction> StepFunctions =>
        [family.Derivative, _step.Recorded, .. _residuals is null ? Array.Empty<RecordedFunction>() : [_residuals.Recorded]];

    // The state: t, y, then the order residuals.
    public override T[] Begin<T>(Pass<T> pass)
    {
        (T t, _, IReadOnlyList<T> parameters) = Inputs(pass);
        T y = pass.InitialState;
        T[] residuals = _residuals is null
            ? []
            : _residuals.Of(pass.Reader, t, y, parameters, Theta(pass));
        return [t, y, .. residuals];
    }

    public override (T[] State, T Error, double Weight) Advance<T>(Pass<T> pass, T[] state, int k)
    {
        if (k < loss.ResidualOrder)
        {
            double factorial = Enumerable.Range(1, k + 1).Aggregate(1.0, (product, i) => product * i);
            return (state, state[k + 2], loss.ResidualWeight / (factorial * factorial));
        }

        (T t, T y) = (state[0], state[1]);
        (_, T? h, IReadOnlyList<T> parameters) = Inputs(pass);
        T v = family.Evaluate(pass.Reader, t, y, parameters);
        T next = _step.Step(pass.Reader, t, y, v, h!, parameters, Theta(pass)).Next;
        T reached = family.IsAutonomous ? t : pass.Reader.Add(t, h!);
        return ([reached, next], Error(pass, next, k - loss.ResidualOrder), 1);
    }

    private IntegrationInputs<T> Inputs<T>(Pass<T> pass)
        where T : class => IntegrationInputs<T>.Of(family, LabelledSource.Needed(family, loss), pass);

    private IReadOnlyList<T> Theta<T>(Pass<T> pass)
        where T : class => RungeKuttaTable.Complete(pass.Reader, pass.Theta, superstructure);

    private T Error<T>(Pass<T> pass, T next, int k)
        where T : class
    {
        int m = family.StateSize;
        T label = pass.Reader.Slice(pass.Label!, -1, k * m, m);
        T weight = pass.Reader.Broadcast(pass.Reader.Index(pass.Scale!, -1, k), ErrorShape);

        // An instance that has fewer steps counts no more: where its state has left the finite numbers since, 0 · NaN would.
        T error = pass.Reader.Subtract(next, label);
        return _steps == 1
            ? pass.Reader.Multiply(error, weight)
            : pass.Reader.SelectLess(
                pass.Reader.Constant([0.0], Shape.Scalar), weight, pass.Reader.Multiply(error, weight), pass.Reader.Constant([0.0], Shape.Scalar));
    }
}
