namespace R2N2.Benchmarks.Zoo;

/// <summary>Newton's method with Thomas' elimination of a tridiagonal Jacobian.</summary>
/// <typeparam name="T">The equations.</typeparam>
/// <param name="equations">The equations.</param>
/// <param name="tolerance">‖f(x)‖₂ at which an instance has converged.</param>
internal sealed class TridiagonalNewtonPeer<T>(T equations, double tolerance) : EquationsPeer<T>(equations, "tridiagonal Newton", isGeneral: false)
    where T : struct, ITridiagonalEquations
{
    private const int Limit = 50;

    /// <inheritdoc/>
    protected override int WorkSize => 3 * Unknowns;

    /// <inheritdoc/>
    protected override bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch, Span<double> work)
    {
        for (int k = 0; k < Limit; k++)
        {
            Equations.Evaluate(x, p, f, scratch);
            double squares = 0;
            foreach (double value in f)
            {
                squares += value * value;
            }

            if (squares <= tolerance * tolerance)
            {
                return true;
            }

            Equations.Differentiate(x, p, scratch, work);
            Eliminate(work, f);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] -= f[i];
            }
        }

        return false;
    }

    // f becomes the solution; the element above the diagonal becomes its quotient by the pivot.
    private static void Eliminate(Span<double> diagonals, Span<double> f)
    {
        double above = 0, right = 0;
        for (int i = 0; i < f.Length; i++)
        {
            double below = i == 0 ? 0 : diagonals[3 * i];
            double reciprocal = 1 / (diagonals[(3 * i) + 1] - (below * above));
            above = diagonals[(3 * i) + 2] *= reciprocal;
            right = f[i] = (f[i] - (below * right)) * reciprocal;
        }

        for (int i = f.Length - 2; i >= 0; i--)
        {
            f[i] -= diagonals[(3 * i) + 2] * f[i + 1];
        }
    }
}
