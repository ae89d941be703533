using System.Numerics.Tensors;
using R2N2.Benchmarks.Engine;
using R2N2.Reference;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The Chandrasekhar H-equation x = 1/(1 - c A x) from x₀ = 1; the albedo c ∈ U(0.5, 0.99) differs.</summary>
/// <param name="name">What its figures are called.</param>
/// <param name="unknowns">m.</param>
internal readonly struct ChandrasekharAlbedo(string name, int unknowns) : IZooEquations
{
    private readonly double[,] _matrix = ReferenceProblems.ChandrasekharMatrix(unknowns, albedo: 1);
    private readonly double[] _a = [.. ReferenceProblems.ChandrasekharMatrix(unknowns, albedo: 1).Cast<double>()];
    private readonly int _unknowns = unknowns;

    public string Name => name;

    public EquationFamily Family
    {
        get
        {
            double[,] a = _matrix;
            return ProblemFamily.Equations(
                $"chandrasekhar-albedo-{_unknowns}",
                _unknowns,
                [new("c")],
                (x, p) => x - (1 / (1 - (p["c"] * (a * x)))),
                InitialGuess.Constant([.. Enumerable.Repeat(1.0, _unknowns)]));
        }
    }

    public int Scratch => _unknowns;

    public InstanceBatch Draw(int count, Random random) => InstanceBatch.Of(count, ("c", random.Uniform(count, 0.5, 0.99)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        for (int i = 0; i < _unknowns; i++)
        {
            scratch[i] = 1 / (1 - (p[0] * TensorPrimitives.Dot(_a.AsSpan(i * _unknowns, _unknowns), x)));
            f[i] = x[i] - scratch[i];
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        for (int i = 0; i < _unknowns; i++)
        {
            Span<double> row = jacobian.Slice(i * stride, _unknowns);
            LinearSystem.Add(-p[0] * scratch[i] * scratch[i], _a.AsSpan(i * _unknowns, _unknowns), row);
            row[i] += 1;
        }
    }
}
