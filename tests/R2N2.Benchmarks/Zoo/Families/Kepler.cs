using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Kepler's equation E - e sin E = M; the mean anomaly M ∈ U(0, 2π) and the eccentricity e ∈ U(0, 0.9) differ.</summary>
internal readonly struct Kepler : IZooEquations
{
    public string Name => "kepler";

    public EquationFamily Family => ProblemFamily.Equations(
        "kepler", 1, [new("M"), new("e")], (x, p) => x - (p["e"] * Sin(x)) - p["M"], InitialGuess.Constant(Math.PI));

    public int Scratch => 1;

    public InstanceBatch Draw(int count, Random random) =>
        InstanceBatch.Of(count, ("M", random.Uniform(count, 0, 2 * Math.PI)), ("e", random.Uniform(count, 0, 0.9)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        (double sin, double cos) = Math.SinCos(x[0]);
        f[0] = x[0] - (p[1] * sin) - p[0];
        scratch[0] = cos;
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride) =>
        jacobian[0] = 1 - (p[1] * scratch[0]);
}
