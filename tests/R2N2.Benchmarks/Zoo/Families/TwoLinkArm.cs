using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The angles of an arm of two links, 1 and 0.8 long, whose hand is to be at a point; the point, which can be reached, differs.</summary>
internal readonly struct TwoLinkArm : IZooEquations
{
    private const double Upper = 1;
    private const double Lower = 0.8;

    public string Name => "twoLinkArm";

    public EquationFamily Family => ProblemFamily.Equations(
        "two-link-arm",
        2,
        [new("hand", 2)],
        (q, p) => Stack(
            (Upper * Cos(q[0])) + (Lower * Cos(q[0] + q[1])) - p["hand"][0],
            (Upper * Sin(q[0])) + (Lower * Sin(q[0] + q[1])) - p["hand"][1]),
        InitialGuess.Constant(0.7, 1.2));

    public int Scratch => 4;

    public InstanceBatch Draw(int count, Random random)
    {
        var hands = new double[2 * count];
        for (int i = 0; i < count; i++)
        {
            double shoulder = random.Uniform(0.2, 1.2), both = shoulder + random.Uniform(0.6, 1.8);
            hands[2 * i] = (Upper * Math.Cos(shoulder)) + (Lower * Math.Cos(both));
            hands[(2 * i) + 1] = (Upper * Math.Sin(shoulder)) + (Lower * Math.Sin(both));
        }

        return InstanceBatch.Of(count, ("hand", hands));
    }

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        (scratch[0], scratch[1]) = Math.SinCos(x[0]);
        (scratch[2], scratch[3]) = Math.SinCos(x[0] + x[1]);
        f[0] = (Upper * scratch[1]) + (Lower * scratch[3]) - p[0];
        f[1] = (Upper * scratch[0]) + (Lower * scratch[2]) - p[1];
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        jacobian[1] = -Lower * scratch[2];
        jacobian[0] = jacobian[1] - (Upper * scratch[0]);
        jacobian[stride + 1] = Lower * scratch[3];
        jacobian[stride] = jacobian[stride + 1] + (Upper * scratch[1]);
    }
}
