using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Matrices with eigenvalues of all signs and sizes, for coefficients of matrices near 5 I.</summary>
public sealed class FarLinearEquations : RandomLinearEquations
{
    public override Dictionary<string, double[]> Draw(Random random) =>
        new() { ["A"] = Normal(random, 25, 0, 10), ["b"] = Normal(random, 5, 0, 100) };
}
