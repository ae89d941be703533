namespace R2N2.Reference;

/// <summary>The H-equation, x = 1/(1 - A x), which differs in its start only.</summary>
/// <param name="size">The number of unknowns.</param>
public sealed class ChandrasekharEquations(int size) : PlainEquations
{
    private readonly double[] _operator = [.. ReferenceProblems.ChandrasekharMatrix(size).Cast<double>()];

    public override EquationFamily Family { get; } = ReferenceProblems.Chandrasekhar(size);

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p)
    {
        T[] ax = Times(_operator, x);
        return [.. x.Select((value, i) => value - (T.One / (T.One - ax[i])))];
    }

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p)
    {
        T[] ax = Times(_operator, x), ad = Times(_operator, d);
        return [.. d.Select((value, i) => value - (ad[i] / ((T.One - ax[i]) * (T.One - ax[i]))))];
    }

    public override T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p)
    {
        T[] ax = Times(_operator, x), ad = Times(_operator, d), ae = Times(_operator, e);
        return [.. ax.Select((value, i) => -(ad[i] * ae[i] * T.CreateChecked(2) / ((T.One - value) * (T.One - value) * (T.One - value))))];
    }

    public override Dictionary<string, double[]> Draw(Random random) =>
        new() { [InitialGuess.DefaultName] = Normal(random, size, 1, Math.Sqrt(0.2)) };

    public override double[] DrawPoint(Random random) => Uniform(random, size, 0.5, 1.5);
}
