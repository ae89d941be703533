using System.Numerics.Tensors;
using R2N2.Benchmarks.Engine;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The chord method, x - P f(x), with one P for all instances: the inverse of the Jacobian's mean over solutions of other instances.</summary>
/// <typeparam name="T">The equations.</typeparam>
internal sealed class ChordPeer<T> : ClassicalPeer
    where T : struct, IZooEquations
{
    private const int Limit = 200;

    // Further away than this no instance comes back from.
    private const double Diverged = 1e8;

    private readonly T _equations;
    private readonly double _tolerance;
    private readonly int _unknowns;
    private readonly double[] _inverse;

    /// <summary>Finds P.</summary>
    /// <param name="equations">The equations.</param>
    /// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
    /// <param name="sample">The other instances.</param>
    public ChordPeer(T equations, double tolerance, PlainInstances sample)
        : base("chord", isGeneral: true)
    {
        (_equations, _tolerance, _unknowns) = (equations, tolerance, equations.Family.StateSize);
        int m = _unknowns;
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
    protected override int Solve(PlainInstances instances, int first, int end, double[] solutions)
    {
        int m = _unknowns, solved = 0;
        Span<double> f = new double[m], scratch = new double[_equations.Scratch];
        for (int i = first; i < end; i++)
        {
            Span<double> x = solutions.AsSpan(i * m, m);
            instances.Guess(i).CopyTo(x);
            solved += Solve(x, instances.Parameters(i), f, scratch) ? 1 : 0;
        }

        return solved;
    }

    private bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        for (int k = 0; k < Limit; k++)
        {
            _equations.Evaluate(x, p, f, scratch);
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
