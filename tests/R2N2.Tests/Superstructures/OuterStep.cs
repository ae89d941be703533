using R2N2.Tests.Engines;
using R2N2.Tests.Reference;

namespace R2N2.Tests.Superstructures;

/// <summary>Runs the recorded outer iteration on plain arrays.</summary>
internal static class OuterStep
{
    public static IReadOnlyDictionary<string, PlainProblem> Problems { get; } = new PlainProblem[]
    {
        new LinearProblem(), new RandomLinearProblem(), new ChandrasekharProblem(10), new CubicProblem(),
    }.ToDictionary(problem => problem.Family.Name);

    public static IReadOnlyList<GenerationModule> Generations { get; } = [GenerationModule.Evaluations, GenerationModule.DirectionalDerivatives];

    public static double[] DrawTheta(Random random, int n, double size = 0.5) =>
        [.. Enumerable.Range(0, Coefficients.Count(n)).Select(_ => size * ((2 * random.NextDouble()) - 1))];

    /// <summary>x_{k+1} of one instance.</summary>
    public static double[] Run(
        EquationFamily family, Superstructure structure, double[] theta, double[] x, double[][] p, IEngine? engine = null)
    {
        engine ??= PlainEngine.Instance;
        RecordedFunction step = new OuterIteration(family, structure).Recorded;
        return engine.Evaluate(step, Inputs(family, theta, x, Residual(family, x, p), p))[0].Values;
    }

    public static double[] Residual(EquationFamily family, double[] x, double[][] p) =>
        PlainEngine.Instance.Evaluate(family.Residual, [new NDArray([x.Length], x), .. Parameters(family, p)])[0].Values;

    /// <summary>What the recorded step takes: x, f(x), parameters, coefficients one by one.</summary>
    public static NDArray[] Inputs(EquationFamily family, double[] theta, double[] x, double[] fx, double[][] p) =>
        [
            new NDArray([x.Length], x),
            new NDArray([x.Length], fx),
            .. Parameters(family, p),
            .. theta.Select(value => new NDArray([], [value])),
        ];

    public static void AssertClose(double[] expected, double[] actual, double relative = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= relative * scale, $"Element {i} is {actual[i]:R}, expected {expected[i]:R}.");
        }
    }

    private static IEnumerable<NDArray> Parameters(EquationFamily family, double[][] p) =>
        p.Select((values, i) => new NDArray(family.Parameters[i].Shape.Dimensions.ToArray(), values));
}
