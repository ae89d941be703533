using System.Numerics.Tensors;
using R2N2.Benchmarks.Engine;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Newton's method with elimination within the band of the Jacobian, without pivoting.</summary>
/// <typeparam name="T">The equations.</typeparam>
/// <param name="equations">The equations.</param>
/// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
internal sealed class BandedNewtonPeer<T>(T equations, double tolerance) : ClassicalPeer("banded Newton", isGeneral: false)
    where T : struct, IBandedEquations
{
    private const int Limit = 50;

    private readonly int _unknowns = equations.Family.StateSize;

    /// <inheritdoc/>
    protected override int Solve(PlainInstances instances, int first, int end, double[] solutions)
    {
        int m = _unknowns, solved = 0;
        Span<double> band = new double[m * ((2 * equations.Bandwidth) + 1)], f = new double[m], scratch = new double[equations.Scratch];
        for (int i = first; i < end; i++)
        {
            Span<double> x = solutions.AsSpan(i * m, m);
            instances.Guess(i).CopyTo(x);
            solved += Solve(x, instances.Parameters(i), band, f, scratch) ? 1 : 0;
        }

        return solved;
    }

    private bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> band, Span<double> f, Span<double> scratch)
    {
        for (int k = 0; k < Limit; k++)
        {
            equations.Evaluate(x, p, f, scratch);
            if (TensorPrimitives.Norm<double>(f) <= tolerance)
            {
                return true;
            }

            band.Clear();
            equations.DifferentiateBand(x, p, scratch, band);
            Eliminate(band, f, equations.Bandwidth);
            TensorPrimitives.Subtract(x, f, x);
        }

        return false;
    }

    private static void Eliminate(Span<double> band, Span<double> f, int width)
    {
        int stride = (2 * width) + 1;
        for (int k = 0; k < f.Length; k++)
        {
            int last = Math.Min(width, f.Length - 1 - k);
            ReadOnlySpan<double> pivot = band.Slice((k * stride) + width, last + 1);
            double reciprocal = 1 / pivot[0];
            for (int i = 1; i <= last; i++)
            {
                Span<double> row = band.Slice(((k + i) * stride) + width - i, last + 1);
                double factor = row[0] * reciprocal;
                LinearSystem.Add(-factor, pivot[1..], row[1..]);
                f[k + i] -= factor * f[k];
            }
        }

        for (int k = f.Length - 1; k >= 0; k--)
        {
            int last = Math.Min(width, f.Length - 1 - k);
            ReadOnlySpan<double> row = band.Slice((k * stride) + width, last + 1);
            f[k] = (f[k] - TensorPrimitives.Dot(row[1..], f.Slice(k + 1, last))) / row[0];
        }
    }
}
