using System.Numerics.Tensors;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// A Hammerstein integral equation u(s) = a + b s + λ ∫₀¹ e^(-|s - t|) cos u(t) dt, by the midpoint rule with 200 points; a, b ∈ U(0, 1) and λ ∈ U(0.5, 2) differ.
/// </summary>
internal readonly struct Hammerstein() : IZooEquations
{
    private const int Unknowns = 200;

    private static readonly double[] Points = [.. Enumerable.Range(0, Unknowns).Select(i => (i + 0.5) / Unknowns)];
    private static readonly double[] Kernel = [.. Points.SelectMany(s => Points.Select(t => Math.Exp(-Math.Abs(s - t)) / Unknowns))];

    public string Name => "hammerstein";

    public EquationFamily Family
    {
        get
        {
            double[,] kernel = new double[Unknowns, Unknowns];
            Buffer.BlockCopy(Kernel, 0, kernel, 0, sizeof(double) * Kernel.Length);
            return ProblemFamily.Equations(
                "hammerstein",
                Unknowns,
                [new("a"), new("b"), new("lambda")],
                (u, p) => u - p["a"] - (p["b"] * Points) - (p["lambda"] * (kernel * Expression.Cos(u))),
                InitialGuess.Zero);
        }
    }

    public int Scratch => 2 * Unknowns;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(
        count, ("a", random.Uniform(count, 0, 1)), ("b", random.Uniform(count, 0, 1)), ("lambda", random.Uniform(count, 0.5, 2)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        TensorPrimitives.SinCos(x, scratch[Unknowns..], scratch[..Unknowns]);
        for (int i = 0; i < Unknowns; i++)
        {
            double integral = TensorPrimitives.Dot<double>(Kernel.AsSpan(i * Unknowns, Unknowns), scratch[..Unknowns]);
            f[i] = x[i] - p[0] - (p[1] * Points[i]) - (p[2] * integral);
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        ReadOnlySpan<double> sines = scratch.Slice(Unknowns, Unknowns);
        for (int i = 0; i < Unknowns; i++)
        {
            Span<double> row = jacobian.Slice(i * stride, Unknowns);
            TensorPrimitives.Multiply(Kernel.AsSpan(i * Unknowns, Unknowns), sines, row);
            TensorPrimitives.Multiply(row, p[2], row);
            row[i] += 1;
        }
    }
}
