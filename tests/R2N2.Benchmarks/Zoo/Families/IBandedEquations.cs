namespace R2N2.Benchmarks.Zoo;

/// <summary>Equations each of which holds unknowns that are a few places away at most, and whose Jacobian needs no pivoting.</summary>
internal interface IBandedEquations : IZooEquations
{
    /// <summary>How many places.</summary>
    int Bandwidth { get; }

    /// <summary>The band of the Jacobian at the point of the last evaluation.</summary>
    /// <param name="x">m values.</param>
    /// <param name="p">The parameters of the instance.</param>
    /// <param name="scratch">What the evaluation left.</param>
    /// <param name="band">m rows of 2 b + 1 derivatives, the diagonal in the middle, all zero before.</param>
    void DifferentiateBand(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> band);
}
