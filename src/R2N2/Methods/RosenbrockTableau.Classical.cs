namespace R2N2;

/// <content>The classical methods.</content>
public sealed partial class RosenbrockTableau
{
    private static readonly double _gammaOfRos3P = (3 + Math.Sqrt(3)) / 6;

    /// <summary>Order 3 with an estimate of order 2, 3 stages, of which the last two have one f; keeps its order for parabolic equations.</summary>
    /// <remarks>Lang and Verwer, BIT 41(4), 731-738, 2001. A-stable; R(∞) = 1 - √3 ≈ -0.73.</remarks>
    public static RosenbrockTableau Ros3P { get; } = new(
        new Coefficients(1, 1, 0, 2.0 / 3, 0, 1.0 / 3),
        [-1, -_gammaOfRos3P, 0.5 - (2 * _gammaOfRos3P), _gammaOfRos3P],
        1.0 / 3,
        1.0 / 3,
        1.0 / 3)
    {
        EstimateExponent = 3,
    };

    /// <summary>Order 3 with an estimate of order 2, 4 stages, of which the first two have one f: L-stable and stiffly accurate.</summary>
    /// <remarks>Sandu, Verwer, Blom, Spee, Carmichael, Potra, Atmos. Environ. 31(20), 3459-3472, 1997.</remarks>
    public static RosenbrockTableau Rodas3 { get; } = new(
        new Coefficients(0, 1, 0, 3.0 / 4, -1.0 / 4, 1.0 / 2, 5.0 / 6, -1.0 / 6, -1.0 / 6, 1.0 / 2),
        [1, -1.0 / 4, -1.0 / 4, 1.0 / 12, 1.0 / 12, -2.0 / 3, 1.0 / 2],
        3.0 / 4,
        -1.0 / 4,
        1.0 / 2,
        0)
    {
        EstimateExponent = 3,
    };

    /// <summary>Order 4 with an estimate of order 3, 6 stages: L-stable and stiffly accurate.</summary>
    /// <remarks>Hairer and Wanner, "Solving Ordinary Differential Equations II", 1996, section VI.4 (RODAS).</remarks>
    public static RosenbrockTableau Rodas4 { get; } = OfTransformed(
        0.25,
        [
            [],
            [1.544],
            [0.9466785280815826, 0.2557011698983284],
            [3.314825187068521, 2.896124015972201, 0.9986419139977817],
            [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895],
        ],
        [
            [],
            [-5.6688],
            [-2.430093356833875, -0.2063599157091915],
            [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
            [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616],
            [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
        ]);

    // From the numbers that programs work with, a = A Γ⁻¹, c = I/γ - Γ⁻¹ and m = b Γ⁻¹, of a method whose last two stages begin where those
    // before them lead: the last row of a is the one before it and 1, m is that row and 1, and the estimate is the last stage.
    private static RosenbrockTableau OfTransformed(double gamma, double[][] a, double[][] c)
    {
        int s = c.Length;
        double[][] rows = [.. a, [.. a[^1], 1], [.. a[^1], 1, 1], [.. a[^1], 1, 0]];

        // Γ = γ (I - γ c)⁻¹, row by row: Γ = γ I + γ c Γ.
        double[,] full = new double[s, s];
        for (int i = 0; i < s; i++)
        {
            full[i, i] = gamma;
            for (int j = 0; j < i; j++)
            {
                full[i, j] = gamma * Enumerable.Range(j, i - j).Sum(l => c[i][l] * full[l, j]);
            }
        }

        double[] Plain(double[] row) =>
            [.. row.Select((_, j) => Enumerable.Range(j, row.Length - j).Sum(l => row[l] * full[l, j]))];

        double[] lower = [.. Enumerable.Range(0, s).SelectMany(i => Enumerable.Range(0, i).Select(j => full[i, j]))];
        return new RosenbrockTableau(
            new Coefficients([.. rows[..^1].SelectMany(Plain)]), [.. lower, gamma], Plain(rows[^1]))
        {
            EstimateExponent = s - 2,
        };
    }
}
