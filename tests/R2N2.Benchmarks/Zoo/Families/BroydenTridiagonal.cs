using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Broyden's tridiagonal function, (3 - 2 xᵢ) xᵢ - xᵢ₋₁ - 2 xᵢ₊₁ + bᵢ = 0 with 20 unknowns; b ∈ U(0.5, 1.5) per entry, which is 1 in the literature, differs.</summary>
internal readonly struct BroydenTridiagonal : ITridiagonalEquations
{
    private const int Unknowns = 20;

    public string Name => "broydenTridiagonal";

    public EquationFamily Family => ProblemFamily.Equations(
        "broyden-tridiagonal",
        Unknowns,
        [new("b", Unknowns)],
        (x, p) => ((3 - (2 * x)) * x) - Shift(x, -1, ShiftEdge.Zero) - (2 * Shift(x, 1, ShiftEdge.Zero)) + p["b"],
        InitialGuess.Constant([.. Enumerable.Repeat(-1.0, Unknowns)]));

    public int Scratch => 0;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(count, ("b", random.Uniform(count * Unknowns, 0.5, 1.5)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        for (int i = 0; i < Unknowns; i++)
        {
            double left = i > 0 ? x[i - 1] : 0, right = i + 1 < Unknowns ? x[i + 1] : 0;
            f[i] = ((3 - (2 * x[i])) * x[i]) - left - (2 * right) + p[i];
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> diagonals)
    {
        for (int i = 0; i < Unknowns; i++)
        {
            diagonals[3 * i] = -1;
            diagonals[(3 * i) + 1] = 3 - (4 * x[i]);
            diagonals[(3 * i) + 2] = -2;
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        for (int i = 0; i < Unknowns; i++)
        {
            Span<double> row = jacobian.Slice(i * stride, Unknowns);
            row[i] = 3 - (4 * x[i]);
            if (i > 0)
            {
                row[i - 1] = -1;
            }

            if (i + 1 < Unknowns)
            {
                row[i + 1] = -2;
            }
        }
    }
}
