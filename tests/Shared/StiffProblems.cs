using static R2N2.Expression;

namespace R2N2.Reference;

/// <summary>Stiff problems of the literature.</summary>
internal static class StiffProblems
{
    private const double Damping = 1000;
    private const double Damkoehler = 0.01;
    private const double Heat = 100;
    private const double Activation = 0.05;

    /// <summary>Robertson's kinetics of three species to t = 1e4. (Hairer and Wanner II, 1996, section IV.1.)</summary>
    public static StiffProblem Robertson { get; } = new(
        ProblemFamily.InitialValue("robertson", 3, y =>
        {
            Expression first = -0.04 * y[0];
            Expression second = 1e4 * y[1] * y[2];
            Expression third = 3e7 * y[1] * y[1];
            return Stack(first + second, -first - second - third, third);
        }),
        [1, 0, 0],
        1e4,
        1e-5,
        [1, 1e-5, 1],
        y => [(-0.04 * y[0]) + (1e4 * y[1] * y[2]), (0.04 * y[0]) - (1e4 * y[1] * y[2]) - (3e7 * y[1] * y[1]), 3e7 * y[1] * y[1]],
        y => [-0.04, 1e4 * y[2], 1e4 * y[1], 0.04, (-1e4 * y[2]) - (6e7 * y[1]), -1e4 * y[1], 0, 6e7 * y[1], 0]);

    /// <summary>Van der Pol's oscillator with μ = 1000 over one period, 1614.3, and the rest of its last jump.</summary>
    public static StiffProblem VanDerPol { get; } = new(
        ProblemFamily.InitialValue("stiff-van-der-pol", 2, y => Stack(y[1], (Damping * (1 - (y[0] * y[0])) * y[1]) - y[0])),
        [2, 0],
        1620,
        1e-4,
        [1, 1e-3],
        y => [y[1], (Damping * (1 - (y[0] * y[0])) * y[1]) - y[0]],
        y => [0, 1, (-2 * Damping * y[0] * y[1]) - 1, Damping * (1 - (y[0] * y[0]))]);

    /// <summary>
    /// Ignition in a stirred reactor: fuel x and temperature θ, x' = 1 - x - r, θ' = B r - θ with r = Da x exp(θ / (1 + β θ)), β = 0.05.
    /// </summary>
    public static StiffProblem Ignition { get; } = new(
        ProblemFamily.InitialValue("ignition", 2, y =>
        {
            Expression rate = Damkoehler * y[0] * Exp(y[1] / (1 + (Activation * y[1])));
            return Stack(1 - y[0] - rate, (Heat * rate) - y[1]);
        }),
        [0.5, 0],
        5,
        1e-3,
        [1e-6, 100],
        y =>
        {
            double rate = Damkoehler * y[0] * Math.Exp(y[1] / (1 + (Activation * y[1])));
            return [1 - y[0] - rate, (Heat * rate) - y[1]];
        },
        y =>
        {
            double slope = Damkoehler * Math.Exp(y[1] / (1 + (Activation * y[1])));
            double growth = y[0] * slope / ((1 + (Activation * y[1])) * (1 + (Activation * y[1])));
            return [-1 - slope, -growth, Heat * slope, (Heat * growth) - 1];
        });

    /// <summary>All of them.</summary>
    public static StiffProblem[] All { get; } = [Robertson, VanDerPol, Ignition];
}
