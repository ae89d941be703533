namespace R2N2.Benchmarks.Zoo;

/// <summary>Equations each of which holds its own unknown and the two beside it.</summary>
internal interface ITridiagonalEquations : IZooEquations
{
    /// <summary>The three diagonals of the Jacobian at the point of the last evaluation.</summary>
    /// <param name="x">m values.</param>
    /// <param name="p">The parameters of the instance.</param>
    /// <param name="scratch">What the evaluation left.</param>
    /// <param name="diagonals">Below, on and above the diagonal, three numbers a row.</param>
    void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> diagonals);
}
