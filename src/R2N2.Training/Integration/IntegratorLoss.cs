using System.Globalization;

namespace R2N2.Training;

/// <summary>What a learned integrator is to be good at: one step, many steps, an order of convergence, or several of these.</summary>
/// <remarks>
/// The loss of an instance is the mean over its steps of ‖y_k - y(t_k)‖²/s² plus w Σ_i ‖r_i/i!‖², with r_i the i-th order
/// residual dⁱ/dhⁱ (exact - step) at h = 0.
/// </remarks>
public sealed record IntegratorLoss
{
    /// <summary>
    /// The number of steps of each instance, of the size that it brings: 1 (the default) for the one-step loss, more for a
    /// rollout, 0 for order residuals alone. Not used with <see cref="Horizon"/>.
    /// </summary>
    public int Steps { get; init; } = 1;

    /// <summary>
    /// Instead of a number of steps the length of time that every instance is integrated over, in as many steps as its step
    /// size needs, rounded; above 0. Null (the default) for <see cref="Steps"/>. Not with <see cref="LabelColumn"/>.
    /// </summary>
    public double? Horizon { get; init; }

    /// <summary>The smallest step size that occurs; only used, and needed, with <see cref="Horizon"/>. Above 0.</summary>
    public double? SmallestStep { get; init; }

    /// <summary>
    /// The column of the exact states after each step, Steps · m numbers, one state after another; null (the default) to have
    /// the library compute them by the method of Dormand and Prince.
    /// </summary>
    public string? LabelColumn { get; init; }

    /// <summary>
    /// The steps of Dormand and Prince's method for each step of the integrator, where the library computes the labels; 32 by
    /// default, at least 2. A label is compared with that of half as many; where they differ by more than 1e-6 of the way that
    /// the state has gone, there are up to 16 times as many, and where that is not enough, the instance is left out.
    /// </summary>
    public int LabelSubsteps { get; init; } = 32;

    /// <summary>What errors are measured against; nothing by default.</summary>
    public ErrorScale Scale { get; init; } = ErrorScale.None;

    /// <summary>p, the number of order residuals in the loss; 0 (the default) for none.</summary>
    public int ResidualOrder { get; init; }

    /// <summary>w, the weight of the order residuals; 1 by default, above 0.</summary>
    public double ResidualWeight { get; init; } = 1;

    /// <summary>The largest number of steps of an instance.</summary>
    internal int LargestStepCount => Horizon is null ? Steps : StepsOf(SmallestStep!.Value);

    /// <summary>The number of steps for a step size.</summary>
    internal int StepsOf(double stepSize) => Horizon is double horizon
        ? Math.Max(1, (int)Math.Round(horizon / stepSize))
        : Steps;

    /// <summary>Everything that it says, as a text that is the same in every culture.</summary>
    internal string Identity => string.Create(
        CultureInfo.InvariantCulture,
        $"{Steps}; {Horizon:R}; {SmallestStep:R}; {LabelColumn}; {LabelSubsteps}; {Scale.Identity}; {ResidualOrder}; {ResidualWeight:R}");

    internal void Validate()
    {
        Guard.Require(Steps, Steps >= 0, "0 or more", nameof(Steps));
        Guard.Require(Horizon, Horizon is null or > 0 && double.IsFinite(Horizon ?? 1), "a finite time above 0, or null", nameof(Horizon));
        Guard.Require(
            SmallestStep,
            Horizon is null || (SmallestStep > 0 && SmallestStep <= Horizon),
            "above 0 and at most the horizon, where there is one",
            nameof(SmallestStep));
        Guard.Require(LabelColumn, Horizon is null || LabelColumn is null, "null with a horizon: a label column has a fixed number of steps", nameof(LabelColumn));
        Guard.Require(LabelSubsteps, LabelSubsteps >= 2, "at least 2", nameof(LabelSubsteps));
        Guard.Require(ResidualOrder, ResidualOrder >= 0, "0 or more", nameof(ResidualOrder));
        Guard.Require(ResidualWeight, ResidualWeight > 0 && double.IsFinite(ResidualWeight), "above 0", nameof(ResidualWeight));
        Guard.Require(Steps, LargestStepCount > 0 || ResidualOrder > 0, $"at least 1, or {nameof(ResidualOrder)} above 0: the loss looks at nothing", nameof(Steps));
        Guard.Require(LabelColumn, LargestStepCount > 0 || LabelColumn is null, "null where there are no steps", nameof(LabelColumn));
    }

    internal void ValidateFor(ProblemFamily family)
    {
        Validate();
        LabelCheck.Require(family, nameof(LabelColumn), LabelColumn);
    }
}
