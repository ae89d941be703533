namespace R2N2.Benchmarks.Zoo;

/// <summary>A classical solver of equations that are written by hand, each instance from its initial guess.</summary>
/// <typeparam name="T">The equations.</typeparam>
/// <param name="equations">The equations.</param>
/// <param name="name">What it is called.</param>
/// <param name="isGeneral">Whether it works for any f; else it knows the structure of this one's Jacobian.</param>
internal abstract class EquationsPeer<T>(T equations, string name, bool isGeneral) : ClassicalPeer(name, isGeneral)
    where T : struct, IZooEquations
{
    /// <summary>The equations.</summary>
    protected T Equations { get; } = equations;

    /// <summary>m.</summary>
    protected int Unknowns { get; } = equations.Family.StateSize;

    /// <summary>The numbers that an instance is solved with besides x, f and the scratch of the equations.</summary>
    protected virtual int WorkSize => 0;

    /// <inheritdoc/>
    protected sealed override int Solve(PlainInstances instances, int first, int end, double[] solutions)
    {
        int m = Unknowns, solved = 0;
        double[] work = new double[WorkSize], f = new double[m], scratch = new double[Equations.Scratch];
        for (int i = first; i < end; i++)
        {
            Span<double> x = solutions.AsSpan(i * m, m);
            instances.Guess(i).CopyTo(x);
            solved += Solve(x, instances.Parameters(i), f, scratch, work) ? 1 : 0;
        }

        return solved;
    }

    /// <summary>Solves one.</summary>
    /// <param name="x">The initial guess, then the solution.</param>
    /// <param name="p">Its parameters.</param>
    /// <param name="f">Room for f(x).</param>
    /// <param name="scratch">Room for the equations.</param>
    /// <param name="work">Room for <see cref="WorkSize"/> numbers.</param>
    /// <returns>Whether it reached the tolerance.</returns>
    protected abstract bool Solve(Span<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch, Span<double> work);
}
