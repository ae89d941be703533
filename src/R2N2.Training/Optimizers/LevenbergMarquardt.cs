namespace R2N2.Training;

/// <summary>
/// Levenberg-Marquardt, the natural trainer for a least-squares problem in few unknowns: each step solves
/// (JᵀJ + λ D) δ = -Jᵀr with the exact Jacobian; λ follows the ratio of actual to predicted reduction.
/// </summary>
/// <remarks>Nielsen, "Damping parameter in Marquardt's method" (1999); Moré (1978) for the scaling D and the stopping tests.</remarks>
public sealed record LevenbergMarquardt
{
    /// <summary>
    /// The largest number of iterations of a start on all instances, and on each sample of a race where that makes more; 200 by
    /// default, at least 1.
    /// </summary>
    public int IterationLimit { get; init; } = 200;

    /// <summary>
    /// Stop where the cosine between the residuals and each column of the Jacobian is at most this; 1e-10 by default.
    /// </summary>
    public double GradientTolerance { get; init; } = 1e-10;

    /// <summary>Stop where a step changes the coefficients by at most this, relatively; 1e-10 by default.</summary>
    public double StepTolerance { get; init; } = 1e-10;

    /// <summary>Stop where actual and predicted reduction of the loss are both at most this, relatively; 1e-12 by default.</summary>
    public double CostTolerance { get; init; } = 1e-12;

    /// <summary>λ of the first step, relative to the scaled JᵀJ; 1e-3 by default.</summary>
    public double InitialDamping { get; init; } = 1e-3;

    internal void Validate()
    {
        Guard.Require(IterationLimit, IterationLimit >= 1, "at least 1", nameof(IterationLimit));
        Guard.Require(GradientTolerance, GradientTolerance >= 0, "0 or more", nameof(GradientTolerance));
        Guard.Require(StepTolerance, StepTolerance >= 0, "0 or more", nameof(StepTolerance));
        Guard.Require(CostTolerance, CostTolerance >= 0, "0 or more", nameof(CostTolerance));
        Guard.Require(InitialDamping, InitialDamping > 0 && double.IsFinite(InitialDamping), "above 0", nameof(InitialDamping));
    }
}
