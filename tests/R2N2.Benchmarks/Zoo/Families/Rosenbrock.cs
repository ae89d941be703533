using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Rosenbrock's function as equations, 10 (x₂ - x₁²) = 0 and 1 - x₁ = 0; starts in [-2, 2]² differ.</summary>
internal readonly struct Rosenbrock : IZooEquations
{
    public string Name => "rosenbrock";

    public EquationFamily Family => ProblemFamily.Equations(
        "rosenbrock", 2, x => Stack(10 * (x[1] - (x[0] * x[0])), 1 - x[0]), InitialGuess.Given());

    public int Scratch => 0;

    public InstanceBatch Draw(int count, Random random) =>
        InstanceBatch.Of(count, (InitialGuess.DefaultName, random.Uniform(2 * count, -2, 2)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        f[0] = 10 * (x[1] - (x[0] * x[0]));
        f[1] = 1 - x[0];
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        jacobian[0] = -20 * x[0];
        jacobian[1] = 10;
        jacobian[stride] = -1;
    }
}
