namespace R2N2;

/// <content>The classical methods.</content>
public partial class ButcherTableau
{
    /// <summary>Heun's method, 2 stages, order 2.</summary>
    public static ButcherTableau Heun { get; } = Of([0, 1], [[1]], [1.0 / 2, 1.0 / 2]);

    /// <summary>Ralston's method, 2 stages, order 2: the smallest bound of the truncation error among those.</summary>
    /// <remarks>Ralston, Math. Comp. 16, 431-437, 1962.</remarks>
    public static ButcherTableau Ralston { get; } = Of([0, 2.0 / 3], [[2.0 / 3]], [1.0 / 4, 3.0 / 4]);

    /// <summary>Kutta's method of 3 stages, order 3.</summary>
    /// <remarks>Kutta, Z. Math. Phys. 46, 435-453, 1901.</remarks>
    public static ButcherTableau Kutta3 { get; } = Of([0, 1.0 / 2, 1], [[1.0 / 2], [-1, 2]], [1.0 / 6, 2.0 / 3, 1.0 / 6]);

    /// <summary>The classical Runge-Kutta method, 4 stages, order 4.</summary>
    public static ButcherTableau RungeKutta4 { get; } = Of(
        [0, 1.0 / 2, 1.0 / 2, 1],
        [[1.0 / 2], [0, 1.0 / 2], [0, 0, 1]],
        [1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6]);

    /// <summary>Kutta's 3/8 rule, 4 stages, order 4.</summary>
    public static ButcherTableau ThreeEighths { get; } = Of(
        [0, 1.0 / 3, 2.0 / 3, 1],
        [[1.0 / 3], [-1.0 / 3, 1], [1, -1, 1]],
        [1.0 / 8, 3.0 / 8, 3.0 / 8, 1.0 / 8]);

    /// <summary>The pair of Bogacki and Shampine, order 3 with an estimate of order 2, 4 stages of which the last is the next first.</summary>
    /// <remarks>Appl. Math. Lett. 2(4), 321-325, 1989.</remarks>
    public static ButcherTableau BogackiShampine { get; } = new(
        Of([0, 1.0 / 2, 3.0 / 4, 1], [[1.0 / 2], [0, 3.0 / 4], [2.0 / 9, 1.0 / 3, 4.0 / 9]], [2.0 / 9, 1.0 / 3, 4.0 / 9, 0]).Coefficients,
        7.0 / 24,
        1.0 / 4,
        1.0 / 3,
        1.0 / 8)
    {
        EstimateExponent = 3,
    };

    /// <summary>The pair of Dormand and Prince, order 5 with an estimate of order 4, 7 stages of which the last is the next first.</summary>
    /// <remarks>J. Comput. Appl. Math. 6(1), 19-26, 1980.</remarks>
    public static ButcherTableau DormandPrince { get; } = new(
        Of(
            [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1],
            [
                [1.0 / 5],
                [3.0 / 40, 9.0 / 40],
                [44.0 / 45, -56.0 / 15, 32.0 / 9],
                [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
                [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
                [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
            ],
            [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0]).Coefficients,
        5179.0 / 57600,
        0,
        7571.0 / 16695,
        393.0 / 640,
        -92097.0 / 339200,
        187.0 / 2100,
        1.0 / 40)
    {
        EstimateExponent = 5,
    };
}
