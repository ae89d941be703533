using System.Numerics;
using R2N2.Reference;
using R2N2.Tests.Engines;
using R2N2.Tests.Reference;
using Instance = System.Collections.Generic.IReadOnlyDictionary<string, double[]>;

namespace R2N2.Tests.Superstructures;

/// <summary>Runs the recorded outer iteration on plain arrays.</summary>
internal static class OuterStep
{
    public static IReadOnlyDictionary<string, PlainEquations> Problems { get; } = new PlainEquations[]
    {
        new LinearEquations(), new ClashingLinearEquations(), new ChandrasekharEquations(10), new CubicEquations(),
    }.ToDictionary(problem => problem.Family.Name);

    public static IReadOnlyList<GenerationModule> Generations { get; } = [GenerationModule.Evaluations, GenerationModule.DirectionalDerivatives, GenerationModule.Taylor(2)];

    public static double[] DrawTheta(Random random, int n, double size = 0.5) =>
        [.. Enumerable.Range(0, Coefficients.Count(n)).Select(_ => size * ((2 * random.NextDouble()) - 1))];

    /// <summary>x_{k+1} of one instance, by the plain equations.</summary>
    public static T[] Plain<T>(PlainEquations equations, GenerationModule by, T[] theta, T[] x, Instance p)
        where T : INumberBase<T> =>
        PlainNetwork.Step(theta, x, PlainNetwork.Vectors(at => equations.F(at, p), equations.Change(by, x, p), theta, x, equations.F(x, p)));

    /// <summary>x_{k+1} of one instance.</summary>
    public static double[] Run(
        EquationFamily family, Superstructure structure, double[] theta, double[] x, Instance p, IEngine? engine = null)
    {
        engine ??= PlainEngine.Instance;
        RecordedFunction step = new OuterIteration(family, structure).Recorded;
        return engine.Evaluate(step, Inputs(family, theta, x, Residual(family, x, p), p))[0].Values;
    }

    public static double[] Residual(EquationFamily family, double[] x, Instance p) =>
        PlainEngine.Instance.Evaluate(family.Residual, [new NDArray([x.Length], x), .. Parameters(family, p)])[0].Values;

    /// <summary>What the recorded step takes: x, f(x), parameters, coefficients one by one.</summary>
    public static NDArray[] Inputs(EquationFamily family, double[] theta, double[] x, double[] fx, Instance p) =>
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

    private static IEnumerable<NDArray> Parameters(EquationFamily family, Instance p) =>
        family.Parameters.Select(parameter => new NDArray(parameter.Shape.Dimensions.ToArray(), p[parameter.Name]));
}
