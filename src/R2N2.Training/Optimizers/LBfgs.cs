namespace R2N2.Training;

/// <summary>L-BFGS: a quasi-Newton method on the loss as a whole, for comparison with Levenberg-Marquardt.</summary>
/// <remarks>Nocedal and Wright, "Numerical Optimization" (2006), algorithms 7.4 and 7.5, with backtracking to the Armijo condition.
/// The gradient is taken by backward differentiation. Where f guards a singular term by SelectLess, Min or Max, that may
/// give NaN at the guard; Levenberg-Marquardt differentiates forward and has no such limit.
/// </remarks>
public sealed record LBfgs : Optimizer
{
    /// <summary>The largest number of steps of a start; 2000 by default, at least 1.</summary>
    public override int IterationLimit { get; init; } = 2000;

    /// <summary>The number of steps whose curvature is remembered; 20 by default, at least 1.</summary>
    public int HistorySize { get; init; } = 20;

    /// <summary>Stop where no element of the gradient, times the size of its coefficient, exceeds this, relative to the loss; 1e-10 by default.</summary>
    public double GradientTolerance { get; init; } = 1e-10;

    /// <summary>Stop where a step reduces the loss by at most this, relatively; 1e-14 by default.</summary>
    public double CostTolerance { get; init; } = 1e-14;

    internal override IStartOptimizer Over(DataProblem problem, int seed) => new LBfgsSteps(problem, this);

    internal override void Validate()
    {
        Require(IterationLimit >= 1, nameof(IterationLimit), IterationLimit, "at least 1");
        Require(HistorySize >= 1, nameof(HistorySize), HistorySize, "at least 1");
        Require(GradientTolerance >= 0, nameof(GradientTolerance), GradientTolerance, "0 or more");
        Require(CostTolerance >= 0, nameof(CostTolerance), CostTolerance, "0 or more");
    }
}
