namespace R2N2.MLNet.Tests;

/// <summary>A row of test data; a scenario makes columns of the members it needs.</summary>
internal sealed class InstanceRow
{
    public string Id { get; set; } = "";

    public double[] Guess { get; set; } = [];

    public double[] Matrix { get; set; } = [];

    public double[] Vector { get; set; } = [];

    public float[] SingleVector { get; set; } = [];

    public double Number { get; set; }

    public float SingleNumber { get; set; }

    public double Second { get; set; }

    public float Weight { get; set; }

    public double[] Variable { get; set; } = [];
}
