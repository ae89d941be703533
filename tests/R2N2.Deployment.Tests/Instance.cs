using Microsoft.ML.Data;

namespace R2N2.Deployment.Tests;

/// <summary>What goes in.</summary>
internal sealed class Instance
{
    [VectorType(10)]
    public double[] X0 { get; set; } = [];
}
