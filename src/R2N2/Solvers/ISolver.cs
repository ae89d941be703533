namespace R2N2;

/// <summary>
/// Solves batches of instances with an exported solver, whichever engine computes. Safe to use from several threads at once; an
/// instance has the same results in any batch.
/// </summary>
public interface ISolver : IDisposable
{
    /// <summary>What the solver says about itself: family, inputs, coefficients, tolerances.</summary>
    SolverDescription Description { get; }

    /// <summary>Solves instances.</summary>
    /// <param name="instances">A column for every input of the solver; other columns are not looked at. None at all is fine.</param>
    /// <returns>A result for every instance, in the same order. An instance that cannot be solved is told by its status.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length.</exception>
    /// <exception cref="ObjectDisposedException">The solver is disposed.</exception>
    SolveResult Solve(InstanceBatch instances);

    /// <summary>Solves instances into memory of the caller.</summary>
    /// <param name="instances">A column for every input of the solver; other columns are not looked at.</param>
    /// <param name="results">Receives a result for every instance, in the same order; of as many instances.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or has another length, the buffer is of another size, or the solver returns more than it has room for.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The solver is disposed.</exception>
    void Solve(InstanceBatch instances, SolveBuffer results);
}
