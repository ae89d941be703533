using R2N2.Reference;

namespace R2N2.Tests.Reference;

/// <summary>A x = b where both vary. The parameters carry names that the recorded step uses inside.</summary>
internal sealed class ClashingLinearEquations : PlainEquations
{
    public override EquationFamily Family { get; } =
        ProblemFamily.Equations("clashing linear", 4, [new("x", 4, 4), new("f", 4)], (x, p) => (p["x"] * x) - p["f"]);

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p) => Less(Times(p["x"], x), p["f"]);

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p) => Times(p["x"], d);

    public override Dictionary<string, double[]> Draw(Random random) => new()
    {
        [InitialGuess.DefaultName] = DrawPoint(random),
        ["x"] = Uniform(random, 16, -1, 1),
        ["f"] = Uniform(random, 4, -1, 1),
    };
}
