using System.Numerics.Tensors;
using R2N2.Benchmarks.Engine;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The chord method, x - P f(x), with one P for all instances: the inverse of the Jacobian's mean over solutions of other instances.</summary>
/// <typeparam name="T">The equations.</typeparam>
internal sealed class ChordPeer<T> : EquationsPeer<T>
    where T : struct, IZooEquations
{
    private const int Limit = 200;

    // Further away than this no instance comes back from.
    private const double Diverged = 1e8;

    private readonly double _tolerance;
    private readonly double[] _inverse;

    /// <summary>Finds P.</summary>
    /// <param name="equations">The equations.</param>
    /// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
    /// <param name="sample">The other instances.</param>
    public ChordPeer(T equations, double tolerance, PlainInstances sample)
        : base(equations, "chord", isGeneral: true)
    {
        _tolerance = tolerance;
        int m = Unknowns;
        var solutions = new double[sample.Count * m];
        new DenseNewtonPeer<T>(equations, tolerance, isDamped: true).Solve(sample, solutions);
        double[] jacobian = new double[m * m], mean = new double[m * m], f = new double[m], scratch = new double[equations.Scratch];
        for (int i = 0; i < sample.Count; i++)
        {
            Span<double> x = solutions.AsSpan(i * m, m);
            Array.Clear(jacobian);
            equations.Evaluate(x, sample.Parameters(i), f, scratch);
            equations.Differentiate(x, sample.Parameters(i), scratch, jacobian, m);
            TensorPrimitives.MultiplyAdd(jacobian, 1.0 / sample.Count, mean, mean);
        }

        _inverse = LinearSystem.Inverse(mean, m);
    }

    /// <inheritdoc/>
    protected override bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch, Span<double> work)
    {
        for (int k = 0; k < Limit; k++)
        {
            Equations.Evaluate(x, p, f, scratch);
            double norm = TensorPrimitives.Norm<double>(f);
            if (norm <= _tolerance)
            {
                return true;
            }

            if (!(norm <= Diverged))
            {
                return false;
            }

            for (int i = 0; i < x.Length; i++)
            {
                x[i] -= TensorPrimitives.Dot(_inverse.AsSpan(i * x.Length, x.Length), f);
            }
        }

        return false;
    }
}
