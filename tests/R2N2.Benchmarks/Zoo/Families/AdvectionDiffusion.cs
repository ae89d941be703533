using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// -D u'' + v u' + u = s on a line of 20 points, central differences, u = 0 at its ends; diffusivity D ∈ U(0.05, 0.2), velocity
/// v ∈ U(-1, 1) and source s ∈ U(0, 1) per point differ. Linear, with another matrix for every instance.
/// </summary>
internal readonly struct AdvectionDiffusion : ITridiagonalEquations
{
    private const int Unknowns = 20;
    private const double Points = Unknowns + 1;

    public string Name => "advectionDiffusion";

    public EquationFamily Family => ProblemFamily.Equations(
        "advection-diffusion",
        Unknowns,
        [new("D"), new("v"), new("s", Unknowns)],
        (u, p) =>
        {
            Expression left = Shift(u, -1, ShiftEdge.Zero), right = Shift(u, 1, ShiftEdge.Zero);
            return (Points * Points * p["D"] * ((2 * u) - left - right)) + (Points / 2 * p["v"] * (right - left)) + u - p["s"];
        },
        InitialGuess.Zero);

    public int Scratch => 0;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(
        count,
        ("D", random.Uniform(count, 0.05, 0.2)),
        ("v", random.Uniform(count, -1, 1)),
        ("s", random.Uniform(count * Unknowns, 0, 1)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        (double below, double diagonal, double above) = Row(p);
        ReadOnlySpan<double> source = p[2..];
        for (int i = 0; i < Unknowns; i++)
        {
            double left = i > 0 ? x[i - 1] : 0, right = i + 1 < Unknowns ? x[i + 1] : 0;
            f[i] = (below * left) + (diagonal * x[i]) + (above * right) - source[i];
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> diagonals)
    {
        (double below, double diagonal, double above) = Row(p);
        for (int i = 0; i < Unknowns; i++)
        {
            diagonals[3 * i] = below;
            diagonals[(3 * i) + 1] = diagonal;
            diagonals[(3 * i) + 2] = above;
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        (double below, double diagonal, double above) = Row(p);
        for (int i = 0; i < Unknowns; i++)
        {
            Span<double> row = jacobian.Slice(i * stride, Unknowns);
            row[i] = diagonal;
            if (i > 0)
            {
                row[i - 1] = below;
            }

            if (i + 1 < Unknowns)
            {
                row[i + 1] = above;
            }
        }
    }

    private static (double Below, double Diagonal, double Above) Row(ReadOnlySpan<double> p)
    {
        double diffusion = Points * Points * p[0], advection = Points / 2 * p[1];
        return (-diffusion - advection, (2 * diffusion) + 1, advection - diffusion);
    }
}
