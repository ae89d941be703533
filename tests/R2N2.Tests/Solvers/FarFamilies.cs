using static R2N2.Expression;

namespace R2N2.Tests.Solvers;

/// <summary>Small systems that Newton's method is tried on from far, each instance with a start of its own.</summary>
/// <remarks>Moré, Garbow and Hillstrom, ACM Trans. Math. Softw. 7(1), 1981, has the first four.</remarks>
internal static class FarFamilies
{
    public static IReadOnlyList<string> Names =>
        [nameof(Rosenbrock), nameof(PowellSingular), nameof(Helical), nameof(Box), nameof(Arctangent), nameof(Arm), nameof(Steady)];

    public static EquationFamily Rosenbrock { get; } =
        ProblemFamily.Equations(nameof(Rosenbrock), 2, x => Stack(10 * (x[1] - (x[0] * x[0])), 1 - x[0]));

    public static EquationFamily PowellSingular { get; } = ProblemFamily.Equations(
        nameof(PowellSingular),
        4,
        x => Stack(
            x[0] + (10 * x[1]),
            Math.Sqrt(5) * (x[2] - x[3]),
            (x[1] - (2 * x[2])) * (x[1] - (2 * x[2])),
            Math.Sqrt(10) * (x[0] - x[3]) * (x[0] - x[3])));

    public static EquationFamily Helical { get; } = ProblemFamily.Equations(
        nameof(Helical),
        3,
        x => Stack(10 * (x[2] - (10 * Atan2(x[1], x[0]) / (2 * Math.PI))), 10 * (Sqrt((x[0] * x[0]) + (x[1] * x[1])) - 1), x[2]));

    public static EquationFamily Box { get; } = ProblemFamily.Equations(
        nameof(Box),
        3,
        x => Stack([.. new[] { 0.1, 0.2, 0.3 }.Select(t => Exp(-t * x[0]) - Exp(-t * x[1]) - (x[2] * (Math.Exp(-t) - Math.Exp(-10 * t))))]));

    public static EquationFamily Arctangent { get; } = ProblemFamily.Equations(nameof(Arctangent), 1, x => Atan(x));

    public static EquationFamily Arm { get; } = ProblemFamily.Equations(
        nameof(Arm),
        2,
        x => Stack(Cos(x[0]) + (0.8 * Cos(x[0] + x[1])) - 1.2, Sin(x[0]) + (0.8 * Sin(x[0] + x[1])) - 0.5));

    public static EquationFamily Unlike { get; } = ProblemFamily.Equations(
        nameof(Unlike), 2, x => Stack(Atan(x[0] - (0.3 * x[1])) - 0.2, Atan((10 * x[1]) + x[0])));

    public static EquationFamily Steady { get; } = ProblemFamily.Equations(
        nameof(Steady),
        3,
        x => Stack(Exp(x[0]) + Exp(x[1]) + Exp(x[2]) - 1, x[0] + x[1] - x[2] - 2, x[0] - (2 * x[1]) + 3));

    /// <summary>A family, and instances of it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many instances.</param>
    public static (EquationFamily Family, InstanceBatch Data) Of(string name, int count) => name switch
    {
        nameof(Rosenbrock) => (Rosenbrock, Starts(count, (-2, 2), (-2, 2))),
        nameof(PowellSingular) => (PowellSingular, Starts(count, (-4, 4), (-4, 4), (-4, 4), (-4, 4))),
        nameof(Helical) => (Helical, Starts(count, (-3, 3), (-3, 3), (-3, 3))),
        nameof(Box) => (Box, Starts(count, (-2, 4), (5, 20), (0.3, 3))),
        nameof(Arctangent) => (Arctangent, Starts(count, (1.5, 20))),
        nameof(Arm) => (Arm, Starts(count, (-3, 3), (-3, 3))),
        nameof(Unlike) => (Unlike, Starts(count, (-20, 20), (-20, 20))),
        nameof(Steady) => (Steady, Starts(count, (-10, 5), (-10, 5), (-10, 5))),
        _ => throw new ArgumentException(name),
    };

    private static InstanceBatch Starts(int count, params (double From, double To)[] ranges)
    {
        Random random = new(5);
        return InstanceBatch.Of(
            count, ("X0", [.. Enumerable.Range(0, count).SelectMany(_ => ranges.Select(range => range.From + ((range.To - range.From) * random.NextDouble())))]));
    }
}
