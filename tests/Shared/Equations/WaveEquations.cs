using static R2N2.Expression;

namespace R2N2.Reference;

/// <summary>x + s sin x - t cos x = 1: scalar parameters, a constant initial guess, the cosine. By hand for real numbers only.</summary>
public sealed class WaveEquations : PlainEquations
{
    public override EquationFamily Family { get; } = ProblemFamily.Equations(
        "wave",
        3,
        [new("s"), new("t", 3)],
        (x, p) => x + (p["s"] * Sin(x)) - Hadamard(p["t"], Cos(x)) - 1,
        InitialGuess.Constant(0.5, 0.25, -0.5));

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p) => Each<T>(x, (value, i) =>
        value + (p["s"][0] * Math.Sin(value)) - (p["t"][i] * Math.Cos(value)) - 1);

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p) => Each<T>(x, (value, i) =>
        double.CreateChecked(d[i]) * (1 + (p["s"][0] * Math.Cos(value)) + (p["t"][i] * Math.Sin(value))));

    public override T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p) => Each<T>(x, (value, i) =>
        double.CreateChecked(d[i] * e[i]) * ((p["t"][i] * Math.Cos(value)) - (p["s"][0] * Math.Sin(value))));

    public override Dictionary<string, double[]> Draw(Random random) =>
        new() { ["s"] = Uniform(random, 1, 0, 0.3), ["t"] = Uniform(random, 3, -0.25, 0.25) };

    private static T[] Each<T>(T[] x, Func<double, int, double> element)
        where T : System.Numerics.INumberBase<T> => [.. x.Select((value, i) => T.CreateChecked(element(double.CreateChecked(value), i)))];
}
