using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Powell's singular function: four unknowns, a Jacobian of rank two at the solution; starts within 1 of (3, -1, 0, 1) differ.</summary>
internal readonly struct PowellSingular : IZooEquations
{
    private static readonly double Five = Math.Sqrt(5);
    private static readonly double Ten = Math.Sqrt(10);
    private static readonly double[] Start = [3, -1, 0, 1];

    public string Name => "powellSingular";

    public EquationFamily Family => ProblemFamily.Equations(
        "powell-singular",
        4,
        x =>
        {
            Expression inner = x[1] - (2 * x[2]), outer = x[0] - x[3];
            return Stack(x[0] + (10 * x[1]), Five * (x[2] - x[3]), inner * inner, Ten * outer * outer);
        },
        InitialGuess.Given());

    public int Scratch => 0;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(
        count, (InitialGuess.DefaultName, [.. Enumerable.Range(0, 4 * count).Select(i => Start[i % 4] + random.Uniform(-1, 1))]));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        double inner = x[1] - (2 * x[2]), outer = x[0] - x[3];
        f[0] = x[0] + (10 * x[1]);
        f[1] = Five * (x[2] - x[3]);
        f[2] = inner * inner;
        f[3] = Ten * outer * outer;
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        double inner = 2 * (x[1] - (2 * x[2])), outer = 2 * Ten * (x[0] - x[3]);
        jacobian[0] = 1;
        jacobian[1] = 10;
        jacobian[stride + 2] = Five;
        jacobian[stride + 3] = -Five;
        jacobian[(2 * stride) + 1] = inner;
        jacobian[(2 * stride) + 2] = -2 * inner;
        jacobian[3 * stride] = outer;
        jacobian[(3 * stride) + 3] = -outer;
    }
}
