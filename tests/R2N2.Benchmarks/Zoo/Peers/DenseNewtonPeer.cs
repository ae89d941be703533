using System.Numerics.Tensors;
using R2N2.Benchmarks.Engine;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Newton's method with a Jacobian written by hand, eliminated with partial pivoting; one and two unknowns in closed form.</summary>
/// <typeparam name="T">The equations.</typeparam>
/// <param name="equations">The equations.</param>
/// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
/// <param name="isDamped">Whether steps are halved until ‖f‖ falls enough.</param>
internal sealed class DenseNewtonPeer<T>(T equations, double tolerance, bool isDamped)
    : EquationsPeer<T>(equations, isDamped ? "damped Newton" : "Newton", isGeneral: true)
    where T : struct, IZooEquations
{
    private const int Limit = 100;
    private const int Halvings = 20;
    private const double Decrease = 1e-4;

    /// <inheritdoc/>
    protected override int WorkSize => Unknowns * (Unknowns + 3);

    /// <inheritdoc/>
    protected override bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch, Span<double> work)
    {
        int m = x.Length, stride = m + 1;
        Span<double> system = work[..(m * stride)], from = work.Slice(m * stride, m), step = work.Slice((m * stride) + m, m);
        Equations.Evaluate(x, p, f, scratch);
        double norm = Norm(f);
        for (int k = 0; k < Limit && double.IsFinite(norm); k++)
        {
            if (norm <= tolerance)
            {
                return true;
            }

            system.Clear();
            Equations.Differentiate(x, p, scratch, system, stride);
            for (int i = 0; i < m; i++)
            {
                system[(i * stride) + m] = f[i];
            }

            LinearSystem.Solve(system, step);
            x.CopyTo(from);
            norm = isDamped ? Shorten(x, p, from, step, f, scratch, norm) : Move(x, p, from, step, 1, f, scratch);
        }

        return norm <= tolerance;
    }

    private double Shorten(
        Span<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> from, ReadOnlySpan<double> step, Span<double> f, Span<double> scratch, double norm)
    {
        double length = 1, next = Move(x, p, from, step, length, f, scratch);
        for (int i = 0; i < Halvings && !(next <= (1 - (Decrease * length)) * norm); i++)
        {
            length /= 2;
            next = Move(x, p, from, step, length, f, scratch);
        }

        return next;
    }

    private double Move(
        Span<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> from, ReadOnlySpan<double> step, double length, Span<double> f, Span<double> scratch)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = from[i] - (length * step[i]);
        }

        Equations.Evaluate(x, p, f, scratch);
        return Norm(f);
    }

    private static double Norm(ReadOnlySpan<double> f) => f.Length == 1 ? Math.Abs(f[0]) : TensorPrimitives.Norm(f);
}
