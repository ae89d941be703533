namespace R2N2;

/// <content>The classical methods.</content>
public partial class ButcherTableau
{
    private const double Root5 = 2.23606797749978969640917366873;

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

    /// <summary>Ralston's method, 4 stages, order 4: the smallest bound of the truncation error among those.</summary>
    /// <remarks>Ralston, Math. Comp. 16, 431-437, 1962.</remarks>
    public static ButcherTableau Ralston4 { get; } = Of(
        [0, 2.0 / 5, (14 - (3 * Root5)) / 16, 1],
        [
            [2.0 / 5],
            [(-2889 + (1428 * Root5)) / 1024, (3785 - (1620 * Root5)) / 1024],
            [(-3365 + (2094 * Root5)) / 6040, (-975 - (3046 * Root5)) / 2552, (467040 + (203968 * Root5)) / 240845],
        ],
        [(263 + (24 * Root5)) / 1812, (125 - (1000 * Root5)) / 3828, 1024 * (3346 + (1623 * Root5)) / 5924787, (30 - (4 * Root5)) / 123]);

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

    /// <summary>The pair of Tsitouras, order 5 with an estimate of order 4, 7 stages of which the last is the next first.</summary>
    /// <remarks>Comput. Math. Appl. 62(2), 770-775, 2011, as rounded to double precision there.</remarks>
    public static ButcherTableau Tsitouras { get; } = new(
        Of(
            [0, 0.161, 0.327, 0.9, 0.9800255409045097, 1, 1],
            [
                [0.161],
                [-0.008480655492356989, 0.335480655492357],
                [2.8971530571054935, -6.359448489975075, 4.3622954328695815],
                [5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525],
                [5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383],
                [0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774],
            ],
            [0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774, 0]).Coefficients,
        0.09646076681806523 + 0.00178001105222577714,
        0.01 + 0.0008164344596567469,
        0.4798896504144996 - 0.007880878010261995,
        1.379008574103742 + 0.1447110071732629,
        -3.290069515436081 - 0.5823571654525552,
        2.324710524099774 + 0.45808210592918697,
        -1.0 / 66)
    {
        EstimateExponent = 5,
    };

    /// <summary>The second pair of Bogacki and Shampine, order 5 with an estimate of order 4, 8 stages of which the last is the next first.</summary>
    /// <remarks>Comput. Math. Appl. 32(6), 15-28, 1996.</remarks>
    public static ButcherTableau BogackiShampine5 { get; } = new(
        Of(
            [0, 1.0 / 6, 2.0 / 9, 3.0 / 7, 2.0 / 3, 3.0 / 4, 1, 1],
            [
                [1.0 / 6],
                [2.0 / 27, 4.0 / 27],
                [183.0 / 1372, -162.0 / 343, 1053.0 / 1372],
                [68.0 / 297, -4.0 / 11, 42.0 / 143, 1960.0 / 3861],
                [597.0 / 22528, 81.0 / 352, 63099.0 / 585728, 58653.0 / 366080, 4617.0 / 20480],
                [174197.0 / 959244, -30942.0 / 79937, 8152137.0 / 19744439, 666106.0 / 1039181, -29421.0 / 29068, 482048.0 / 414219],
                [587.0 / 8064, 0, 4440339.0 / 15491840, 24353.0 / 124800, 387.0 / 44800, 2152.0 / 5985, 7267.0 / 94080],
            ],
            [587.0 / 8064, 0, 4440339.0 / 15491840, 24353.0 / 124800, 387.0 / 44800, 2152.0 / 5985, 7267.0 / 94080, 0]).Coefficients,
        2479.0 / 34992,
        0,
        123.0 / 416,
        612941.0 / 3411720,
        43.0 / 1440,
        2272.0 / 6561,
        79937.0 / 1113912,
        3293.0 / 556956)
    {
        EstimateExponent = 5,
    };

    /// <summary>The pair of Verner, order 6 with an estimate of order 5, 8 stages.</summary>
    /// <remarks>SIAM J. Numer. Anal. 15(4), 772-790, 1978; the pair of the program DVERK.</remarks>
    public static ButcherTableau Verner { get; } = new(
        Of(
            [0, 1.0 / 6, 4.0 / 15, 2.0 / 3, 5.0 / 6, 1, 1.0 / 15, 1],
            [
                [1.0 / 6],
                [4.0 / 75, 16.0 / 75],
                [5.0 / 6, -8.0 / 3, 5.0 / 2],
                [-165.0 / 64, 55.0 / 6, -425.0 / 64, 85.0 / 96],
                [12.0 / 5, -8, 4015.0 / 612, -11.0 / 36, 88.0 / 255],
                [-8263.0 / 15000, 124.0 / 75, -643.0 / 680, -81.0 / 250, 2484.0 / 10625, 0],
                [3501.0 / 1720, -300.0 / 43, 297275.0 / 52632, -319.0 / 2322, 24068.0 / 84065, 0, 3850.0 / 26703],
            ],
            [3.0 / 40, 0, 875.0 / 2244, 23.0 / 72, 264.0 / 1955, 0, 125.0 / 11592, 43.0 / 616]).Coefficients,
        13.0 / 160,
        0,
        2375.0 / 5984,
        5.0 / 16,
        12.0 / 85,
        3.0 / 44,
        0,
        0)
    {
        EstimateExponent = 6,
    };

    /// <summary>The steps of the classical methods, so that the stages are what a step costs, and their names; those of fewer stages first.</summary>
    internal static IReadOnlyList<(string Name, ButcherTableau Tableau)> Classical { get; } =
    [
        (nameof(Heun), Heun),
        (nameof(Ralston), Ralston),
        (nameof(Kutta3), Kutta3),
        (nameof(BogackiShampine), BogackiShampine.StepOnly()),
        (nameof(RungeKutta4), RungeKutta4),
        (nameof(ThreeEighths), ThreeEighths),
        (nameof(Ralston4), Ralston4),
        (nameof(DormandPrince), DormandPrince.StepOnly()),
        (nameof(Tsitouras), Tsitouras.StepOnly()),
        (nameof(BogackiShampine5), BogackiShampine5.StepOnly()),
        (nameof(Verner), Verner.StepOnly()),
    ];
}
