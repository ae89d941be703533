namespace R2N2.MLNet;

/// <summary>What an integrator is compared with.</summary>
public sealed record IntegratorEvaluationOptions
{
    /// <summary>The classical method that makes the same step; <see cref="ButcherTableau.RungeKutta4"/> by default.</summary>
    public ButcherTableau Baseline
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = ButcherTableau.RungeKutta4;

    /// <summary>
    /// How many steps of <see cref="ButcherTableau.DormandPrince"/> (order 5) make the reference for one step; 64 by default, at
    /// least 2. A row whose reference differs by more than 1e-6 of the way that the state goes from one of half as many steps gets up to 16
    /// times as many; where that is not enough, the row counts as without reference.
    /// </summary>
    public int ReferenceSteps
    {
        get;
        init => field = Guard.AtLeast(value, 2);
    }
    = 64;
}
