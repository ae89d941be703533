using Microsoft.ML.Data;

namespace Quickstart;

/// <summary>One row of the CSV file: an initial guess.</summary>
internal sealed class Instance
{
    /// <summary>x₀: the ten columns of the file as one vector.</summary>
    [LoadColumn(0, 9)]
    [VectorType(10)]
    public double[] X0 { get; set; } = [];
}
