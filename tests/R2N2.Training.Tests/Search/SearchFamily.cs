using static R2N2.Expression;

namespace R2N2.Training.Tests;

/// <summary>A family with data, small enough to search for its solver in a test.</summary>
/// <param name="Family">The problem.</param>
/// <param name="Data">Draws instances: how many, and the seed.</param>
public sealed record SearchFamily(EquationFamily Family, Func<int, int, InstanceBatch> Data)
{
    /// <summary>u'' + λ eᵘ = 0, whose raw values lead nowhere.</summary>
    public static SearchFamily Bratu { get; } = Of(
        Reference.ReferenceProblems.Bratu(12),
        (random, count) => [("lambda", Uniform(random, count, 0.5, 3))]);

    /// <summary>Kepler's equation.</summary>
    public static SearchFamily Kepler { get; } = Of(
        ProblemFamily.Equations("Kepler", 1, [new("M"), new("e")], (x, p) => x - (p["e"] * Sin(x)) - p["M"], InitialGuess.Constant(3)),
        (random, count) => [("M", Uniform(random, count, 0, 6)), ("e", Uniform(random, count, 0, 0.8))]);

    /// <summary>A two-link arm, anywhere around the circle: no mean of its derivatives is of use.</summary>
    public static SearchFamily Arm { get; } = Of(
        ProblemFamily.Equations("arm", 2, [new("t", 2)], (q, p) => Stack(Cos(q[0]) + Cos(q[0] + q[1]), Sin(q[0]) + Sin(q[0] + q[1])) - p["t"]),
        (random, count) =>
        {
            double[][] angles = [.. Enumerable.Range(0, count).Select(_ => Uniform(random, 1, -3, 3).Append((0.4 + (2 * random.NextDouble()))).ToArray())];
            return
            [
                ("X0", [.. angles.SelectMany(q => new[] { q[0] + 0.3, q[1] - 0.2 })]),
                ("t", [.. angles.SelectMany(q => new[] { Math.Cos(q[0]) + Math.Cos(q[0] + q[1]), Math.Sin(q[0]) + Math.Sin(q[0] + q[1]) })]),
            ];
        });

    /// <summary>The H-equation, another albedo for every instance.</summary>
    public static SearchFamily Chandrasekhar { get; } = Of(
        ProblemFamily.Equations(
            "Chandrasekhar",
            10,
            [new("c")],
            (x, p) => x - (1 / (1 - (p["c"] * (Reference.ReferenceProblems.ChandrasekharMatrix(10, 1) * x)))),
            InitialGuess.Constant(1)),
        (random, count) => [("c", Uniform(random, count, 0.5, 0.99))]);

    /// <summary>Three cubic equations in units that differ by five orders of magnitude.</summary>
    public static SearchFamily ScaledCubic { get; } = Of(
        ProblemFamily.Equations(
            "scaled cubic",
            3,
            [new("b", 3)],
            (x, p) => new double[] { 1000, 1, 0.01 } * ((x * x * x) + x + (0.1 * Sum(x)) - p["b"]),
            InitialGuess.Zero),
        (random, count) => [("b", Uniform(random, 3 * count, -1, 1))]);

    /// <summary>A x = b with one A, which one step solves.</summary>
    public static SearchFamily Linear { get; } = Of(
        Reference.ReferenceProblems.LinearFixed(), (random, count) => [("b", Uniform(random, 5 * count, -1, 1))]);

    /// <summary>Instances as a source.</summary>
    public InstanceBatchSource Source(int count, int seed = 1) => new(Data(count, seed));

    public override string ToString() => Family.Name;

    private static SearchFamily Of(EquationFamily family, Func<Random, int, (string Name, double[] Values)[]> columns) =>
        new(family, (count, seed) => InstanceBatch.Of(count, columns(new Random(seed), count)));

    private static double[] Uniform(Random random, int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];
}
