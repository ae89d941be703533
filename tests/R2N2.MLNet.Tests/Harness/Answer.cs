namespace R2N2.MLNet.Tests;

/// <summary>What a solver adds to a row.</summary>
internal sealed class Answer
{
    public double[] Solution { get; set; } = [];

    public double[] ResidualNorm { get; set; } = [];

    public long[] Iterations { get; set; } = [];

    public long[] Status { get; set; } = [];
}
