using Microsoft.ML.Data;

namespace R2N2.Deployment.Tests;

/// <summary>What comes out.</summary>
internal sealed class Solved
{
    [VectorType(10)]
    public double[] Solution { get; set; } = [];

    [VectorType(1)]
    public double[] ResidualNorm { get; set; } = [];

    [VectorType(1)]
    public long[] Iterations { get; set; } = [];

    [VectorType(1)]
    public long[] Status { get; set; } = [];
}
