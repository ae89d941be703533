using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Bratu's equation Δu + λ eᵘ = 0 on a square of 16 x 16 points, u = 0 around it; λ ∈ U(0.5, 6) differs.</summary>
internal readonly struct Bratu2D : IBandedEquations
{
    private const int Side = 16;
    private const int Unknowns = Side * Side;
    private const double Square = (Side + 1.0) * (Side + 1);

    public string Name => "bratu2D";

    public EquationFamily Family => ProblemFamily.Equations(
        "bratu-2d",
        Unknowns,
        [new("lambda")],
        (x, p) =>
        {
            Expression u = Reshape(x, Side, Side);
            Expression laplacian = Shift(u, 0, 1, ShiftEdge.Zero) + Shift(u, 0, -1, ShiftEdge.Zero)
                + Shift(u, 1, 1, ShiftEdge.Zero) + Shift(u, 1, -1, ShiftEdge.Zero) - (4 * u);
            return (Square * Reshape(laplacian, Unknowns)) + (p["lambda"] * Exp(x));
        },
        InitialGuess.Zero);

    public int Scratch => Unknowns;

    public int Bandwidth => Side;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(count, ("lambda", random.Uniform(count, 0.5, 6)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        for (int i = 0, k = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++, k++)
            {
                double neighbours = (i > 0 ? x[k - Side] : 0) + (i + 1 < Side ? x[k + Side] : 0) + (j > 0 ? x[k - 1] : 0) + (j + 1 < Side ? x[k + 1] : 0);
                scratch[k] = p[0] * Math.Exp(x[k]);
                f[k] = (Square * (neighbours - (4 * x[k]))) + scratch[k];
            }
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        for (int k = 0; k < Unknowns; k++)
        {
            Span<double> row = jacobian.Slice(k * stride, Unknowns);
            row[k] = scratch[k] - (4 * Square);
            foreach (int offset in (ReadOnlySpan<int>)[-Side, -1, 1, Side])
            {
                if (IsNeighbour(k, offset))
                {
                    row[k + offset] = Square;
                }
            }
        }
    }

    public void DifferentiateBand(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> band)
    {
        const int Row = (2 * Side) + 1;
        for (int k = 0; k < Unknowns; k++)
        {
            Span<double> row = band.Slice(k * Row, Row);
            row[Side] = scratch[k] - (4 * Square);
            foreach (int offset in (ReadOnlySpan<int>)[-Side, -1, 1, Side])
            {
                if (IsNeighbour(k, offset))
                {
                    row[Side + offset] = Square;
                }
            }
        }
    }

    private static bool IsNeighbour(int k, int offset) => offset switch
    {
        -Side => k >= Side,
        Side => k + Side < Unknowns,
        -1 => k % Side > 0,
        _ => (k % Side) + 1 < Side,
    };
}
