using System.Numerics.Tensors;
using R2N2.Benchmarks.Engine;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Newton's method with elimination within the band of the Jacobian, without pivoting.</summary>
/// <typeparam name="T">The equations.</typeparam>
/// <param name="equations">The equations.</param>
/// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
internal sealed class BandedNewtonPeer<T>(T equations, double tolerance) : EquationsPeer<T>(equations, "banded Newton", isGeneral: false)
    where T : struct, IBandedEquations
{
    private const int Limit = 50;

    /// <inheritdoc/>
    protected override int WorkSize => Unknowns * ((2 * Equations.Bandwidth) + 1);

    /// <inheritdoc/>
    protected override bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch, Span<double> work)
    {
        for (int k = 0; k < Limit; k++)
        {
            Equations.Evaluate(x, p, f, scratch);
            if (TensorPrimitives.Norm<double>(f) <= tolerance)
            {
                return true;
            }

            work.Clear();
            Equations.DifferentiateBand(x, p, scratch, work);
            Eliminate(work, f, Equations.Bandwidth);
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
