using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>A row with columns of many types; six and four numbers are a guess for the Chandrasekhar H-equation.</summary>
internal sealed class PipelineRow
{
    [VectorType(6)]
    public double[] Six { get; set; } = [];

    [VectorType(4)]
    public double[] Four { get; set; } = [];

    [VectorType(3)]
    public float[] Singles { get; set; } = [];

    [VectorType(7)]
    public double[] Seven { get; set; } = [];

    [VectorType(2, 2)]
    public double[] Square { get; set; } = [];

    public double Number { get; set; }

    public float Single { get; set; }

    public int Count { get; set; }

    public string Text { get; set; } = "text";

    /// <summary>Rows around 1, all numbers positive.</summary>
    public static PipelineRow[] Create(int count, int seed)
    {
        Random random = new(seed);
        double Next() => 0.7 + (0.6 * random.NextDouble());
        double[] Numbers(int size) => [.. Enumerable.Range(0, size).Select(_ => Next())];
        return [.. Enumerable.Range(0, count).Select(i => new PipelineRow
        {
            Six = Numbers(6),
            Four = Numbers(4),
            Singles = [.. Numbers(3).Select(value => (float)value)],
            Seven = Numbers(7),
            Square = Numbers(4),
            Number = Next(),
            Single = (float)Next(),
            Count = i - 5,
        })];
    }
}
