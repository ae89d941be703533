using R2N2.Reference;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Bratu's equation u'' + λ eᵘ = 0 on a line of 20 points; λ ∈ U(0.5, 3) differs.</summary>
internal readonly struct Bratu : ITridiagonalEquations
{
    private const int Unknowns = 20;
    private const double Square = (Unknowns + 1.0) * (Unknowns + 1);

    public string Name => "bratu";

    public EquationFamily Family => ReferenceProblems.Bratu(Unknowns);

    public int Scratch => Unknowns;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(count, ("lambda", random.Uniform(count, 0.5, 3)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        for (int i = 0; i < Unknowns; i++)
        {
            scratch[i] = p[0] * Math.Exp(x[i]);
            double left = i > 0 ? x[i - 1] : 0, right = i + 1 < Unknowns ? x[i + 1] : 0;
            f[i] = (Square * (left - (2 * x[i]) + right)) + scratch[i];
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> diagonals)
    {
        for (int i = 0; i < Unknowns; i++)
        {
            diagonals[3 * i] = Square;
            diagonals[(3 * i) + 1] = scratch[i] - (2 * Square);
            diagonals[(3 * i) + 2] = Square;
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        for (int i = 0; i < Unknowns; i++)
        {
            Span<double> row = jacobian.Slice(i * stride, Unknowns);
            row[i] = scratch[i] - (2 * Square);
            if (i > 0)
            {
                row[i - 1] = Square;
            }

            if (i + 1 < Unknowns)
            {
                row[i + 1] = Square;
            }
        }
    }
}
