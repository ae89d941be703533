namespace R2N2.Reference;

/// <summary>A x = b with the matrix of the paper; b varies.</summary>
public sealed class LinearEquations : PlainEquations
{
    private static readonly double[] _matrix = [.. ReferenceProblems.LinearMatrix.Cast<double>()];

    public override EquationFamily Family { get; } = ReferenceProblems.LinearFixed();

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p) => Less(Times(_matrix, x), p["b"]);

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p) => Times(_matrix, d);

    public override Dictionary<string, double[]> Draw(Random random) => new() { ["b"] = ReferenceProblems.RightSide(random) };
}
