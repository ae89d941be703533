using Microsoft.ML.Data;

namespace Quickstart;

/// <summary>What the solver says of an instance.</summary>
internal sealed class Solved
{
    /// <summary>x.</summary>
    [VectorType(10)]
    public double[] Solution { get; set; } = [];

    /// <summary>‖f(x)‖₂.</summary>
    [VectorType(1)]
    public double[] ResidualNorm { get; set; } = [];

    /// <summary>Outer iterations.</summary>
    [VectorType(1)]
    public long[] Iterations { get; set; } = [];

    /// <summary>0: converged.</summary>
    [VectorType(1)]
    public long[] Status { get; set; } = [];
}
