namespace R2N2;

/// <summary>
/// What runs a file over batches, whichever engine it is: what solvers, integrators and cursors stand on. Safe to use from several
/// threads at once; an instance has the same results in any batch.
/// </summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>What goes in and comes out.</summary>
    BatchSignature Signature { get; }

    /// <summary>Computes the outputs of the first instances of some columns. Their inputs are checked already.</summary>
    /// <param name="columns">
    /// The columns: of <see cref="Signature"/>, or of the same with another number of steps. No other thread uses them meanwhile.
    /// </param>
    /// <param name="count">The number of instances, 0 or more.</param>
    /// <exception cref="ObjectDisposedException">The runner is disposed; calls that run then are finished first.</exception>
    void Run(BatchColumns columns, int count);
}
