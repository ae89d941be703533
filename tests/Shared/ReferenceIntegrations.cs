using static R2N2.Expression;

namespace R2N2.Reference;

/// <summary>The initial-value problems of the Runge-Kutta network paper with their data, shared by tests and benchmarks.</summary>
/// <remarks>Guo et al., "Personalized Algorithm Generation", SIAM J. Sci. Comput. 44(4), 2022.</remarks>
internal static class ReferenceIntegrations
{
    private const double Transient = 20;

    /// <summary>y' = -a y².</summary>
    public static InitialValueFamily Square { get; } =
        ProblemFamily.InitialValue("square", 1, [new("a")], (y, p) => -p["a"] * y * y);

    /// <summary>y₁' = y₂, y₂' = a (1 - y₁²) y₂ - y₁.</summary>
    public static InitialValueFamily VanDerPol { get; } = ProblemFamily.InitialValue(
        "van-der-pol", 2, [new("a")], (y, p) => Stack(y[1], (p["a"] * (1 - (y[0] * y[0])) * y[1]) - y[0]));

    /// <summary>a ~ U(0.1, 0.5), y₀ ~ U(1, 3).</summary>
    public static InstanceBatch SquareData(int count, int seed)
    {
        Random random = new(seed);
        return InstanceBatch.Of(count, (IntegratorInputs.State, Uniform(random, count, 1, 3)), ("a", Uniform(random, count, 0.1, 0.5)));
    }

    /// <summary>y(t) = y₀/(1 + a y₀ t) of every instance.</summary>
    public static double[] SquareSolutions(InstanceBatch data, double time) =>
    [
        .. data[IntegratorInputs.State].ToArray().Zip(data["a"].ToArray(), (y, a) => y / (1 + (a * y * time))),
    ];

    /// <summary>a ~ U(1, 2), y₀ ∈ [-4, -3] × [0, 2], h = 10^U(-2, -1).</summary>
    public static InstanceBatch VanDerPolSteps(int count, int seed)
    {
        Random random = new(seed);
        double[] first = Uniform(random, count, -4, -3);
        double[] second = Uniform(random, count, 0, 2);
        return InstanceBatch.Of(
            count,
            (IntegratorInputs.State, [.. first.Zip(second).SelectMany(pair => new[] { pair.First, pair.Second })]),
            (IntegratorInputs.StepSize, [.. Uniform(random, count, -2, -1).Select(exponent => Math.Pow(10, exponent))]),
            ("a", Uniform(random, count, 1, 2)));
    }

    /// <summary>a ~ U(1.35, 1.65) and a start on the attractor; step sizes in turn from a list.</summary>
    public static InstanceBatch VanDerPolAttractor(int count, int seed, params double[] stepSizes)
    {
        Random random = new(seed);
        double[] a = Uniform(random, count, 1.35, 1.65);
        double[] times = Uniform(random, count, Transient, Transient + 10);
        InstanceBatch run = InstanceBatch.Of(
            count,
            (IntegratorInputs.State, [.. Enumerable.Range(0, count).SelectMany(_ => new[] { 2.0, 0 })]),
            (IntegratorInputs.StepSize, [.. times.Select(time => time / 2000)]),
            ("a", a));
        RolloutResult reached = new R2N2Integrator(VanDerPol, ButcherTableau.DormandPrince).Rollout(run, 2000);
        return InstanceBatch.Of(
            count,
            (IntegratorInputs.State, [.. Enumerable.Range(0, count).SelectMany(i => reached.State(i, 2000).ToArray())]),
            (IntegratorInputs.StepSize, [.. Enumerable.Range(0, count).Select(i => stepSizes[i % stepSizes.Length])]),
            ("a", a));
    }

    private static double[] Uniform(Random random, int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];
}
