namespace R2N2;

/// <summary>
/// Coefficients, lowest power first, of polynomials and quotients of polynomials that stand for a function: interpolations in
/// Chebyshev points, computed with 60 digits. The errors are relative ones of the function.
/// </summary>
internal static class FunctionSeries
{
    /// <summary>P in atan t = t + t³ P(t²) / Q(t²) for |t| ≤ 1, to 2e-17.</summary>
    public static ReadOnlySpan<double> ArctangentNumerator =>
    [
        -0.3333333333333331, -0.7461767542256099, -0.5845648938491989, -0.1903649673215301, -0.02359952285804301,
        -0.0007437701561416881,
    ];

    /// <summary>Q.</summary>
    /// <inheritdoc cref="ArctangentNumerator"/>
    public static ReadOnlySpan<double> ArctangentDenominator =>
    [
        1, 2.838530262676615, 3.0282414105929605, 1.5048601117112086, 0.3493463722235927, 0.032937485298916706,
        0.0008241653549828576,
    ];

    /// <summary>P in erf x = x + x P(x²) for |x| ≤ ½, to 3e-17.</summary>
    public static ReadOnlySpan<double> ErrorFunction =>
    [
        0.12837916709551256, -0.37612638903183476, 0.11283791670925353, -0.026866170632887928, 0.00522397737302147,
        -0.0008548297753674966, 0.00012053335124353741, -1.4845849259707869e-5, 1.4725865480556744e-6,
    ];

    /// <summary>
    /// P in Φ(-u) = e^(-u²/2) / (√(2π) u + P(u) / Q(u)) for 0 ≤ u ≤ 39, to 2e-17: what an error of the quotient matters falls with 1/u².
    /// </summary>
    public static ReadOnlySpan<double> NormalTailNumerator =>
    [
        2, 2.4697021623232422, 1.5599129654623973, 0.6395679377817419, 0.18483910783694493, 0.03875461647518209,
        0.005878055982777032, 0.0006225254544195654, 4.1986236187124106e-5, 1.389293278757275e-6,
    ];

    /// <summary>Q.</summary>
    /// <inheritdoc cref="NormalTailNumerator"/>
    public static ReadOnlySpan<double> NormalTailDenominator =>
    [
        1, 1.690280657674256, 1.4131405144757085, 0.7564181493238107, 0.2846062674725078, 0.07832960963569167,
        0.01595423437834328, 0.002378505190454257, 0.0002494602207517865, 1.6750084802062193e-5, 5.54247828813928e-7,
    ];

    /// <summary>The u beyond which Φ(-u) is 0.</summary>
    public const double LargestNormalTail = 39;

    /// <summary>√(2π).</summary>
    public const double RootOfTwoPi = 2.5066282746310005;
}
