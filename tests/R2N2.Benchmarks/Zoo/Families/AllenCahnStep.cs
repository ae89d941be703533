using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// One implicit Euler step of the Allen-Cahn equation u' = ε² Δu + u - u³ on a unit square of 16 x 16 cells without flux through its edges: the change d = u - u_old
/// is unknown, d - τ (ε² Δu + u - u³) = 0 with ε = 0.1 and τ = 0.1; u_old, smooth and random, differs.
/// </summary>
internal readonly struct AllenCahnStep : IBandedEquations
{
    private const int Side = 16;
    private const int Unknowns = Side * Side;
    private const double Step = 0.1;
    private const double Diffusion = 0.01 * Side * Side;
    private const int Waves = 3;

    public string Name => "allenCahn2D";

    public EquationFamily Family => ProblemFamily.Equations(
        "allen-cahn-2d",
        Unknowns,
        [new("old", Unknowns)],
        (d, p) =>
        {
            Expression all = d + p["old"];
            Expression u = Reshape(all, Side, Side);
            Expression laplacian = Shift(u, 0, 1, ShiftEdge.ReflectAtFace) + Shift(u, 0, -1, ShiftEdge.ReflectAtFace)
                + Shift(u, 1, 1, ShiftEdge.ReflectAtFace) + Shift(u, 1, -1, ShiftEdge.ReflectAtFace) - (4 * u);
            return d - (Step * ((Diffusion * Reshape(laplacian, Unknowns)) + all - (all * all * all)));
        },
        InitialGuess.Zero);

    public int Scratch => Unknowns;

    public int Bandwidth => Side;

    public InstanceBatch Draw(int count, Random random)
    {
        var old = new double[count * Unknowns];
        Span<double> amplitudes = stackalloc double[Waves * Waves];
        for (int instance = 0; instance < count; instance++)
        {
            foreach (ref double amplitude in amplitudes)
            {
                amplitude = random.Uniform(-0.5, 0.5);
            }

            for (int k = 0; k < Unknowns; k++)
            {
                for (int wave = 0; wave < amplitudes.Length; wave++)
                {
                    old[(instance * Unknowns) + k] += amplitudes[wave]
                        * Math.Cos(Math.PI * (wave / Waves) * ((k / Side) + 0.5) / Side) * Math.Cos(Math.PI * (wave % Waves) * ((k % Side) + 0.5) / Side);
                }
            }
        }

        return InstanceBatch.Of(count, ("old", old));
    }

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        Span<double> u = scratch;
        for (int k = 0; k < Unknowns; k++)
        {
            u[k] = x[k] + p[k];
        }

        for (int i = 0, k = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++, k++)
            {
                double neighbours = u[i > 0 ? k - Side : k] + u[i + 1 < Side ? k + Side : k] + u[j > 0 ? k - 1 : k] + u[j + 1 < Side ? k + 1 : k];
                f[k] = x[k] - (Step * ((Diffusion * (neighbours - (4 * u[k]))) + u[k] - (u[k] * u[k] * u[k])));
            }
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        for (int i = 0, k = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++, k++)
            {
                Span<double> row = jacobian.Slice(k * stride, Unknowns);
                row[k] = 1 - (Step * (1 - (4 * Diffusion) - (3 * scratch[k] * scratch[k])));
                row[i > 0 ? k - Side : k] -= Step * Diffusion;
                row[i + 1 < Side ? k + Side : k] -= Step * Diffusion;
                row[j > 0 ? k - 1 : k] -= Step * Diffusion;
                row[j + 1 < Side ? k + 1 : k] -= Step * Diffusion;
            }
        }
    }

    public void DifferentiateBand(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> band)
    {
        const int Row = (2 * Side) + 1;
        for (int i = 0, k = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++, k++)
            {
                Span<double> row = band.Slice(k * Row, Row);
                row[Side] = 1 - (Step * (1 - (4 * Diffusion) - (3 * scratch[k] * scratch[k])));
                row[i > 0 ? 0 : Side] -= Step * Diffusion;
                row[i + 1 < Side ? 2 * Side : Side] -= Step * Diffusion;
                row[j > 0 ? Side - 1 : Side] -= Step * Diffusion;
                row[j + 1 < Side ? Side + 1 : Side] -= Step * Diffusion;
            }
        }
    }
}
