namespace R2N2.Reference;

/// <summary>A x = b where both vary.</summary>
public class RandomLinearEquations : PlainEquations
{
    public override EquationFamily Family { get; } = ReferenceProblems.LinearRandom();

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p) => Less(Times(p["A"], x), p["b"]);

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p) => Times(p["A"], d);

    public override Dictionary<string, double[]> Draw(Random random)
    {
        InstanceBatch one = ReferenceProblems.LinearRandomData(1, random.Next());
        return new() { ["A"] = one["A"].ToArray(), ["b"] = one["b"].ToArray() };
    }
}
