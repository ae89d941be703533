using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>A row for a step of y' = -a y.</summary>
internal sealed class DecayRow
{
    [VectorType(2)]
    public double[] State { get; set; } = [];

    public double StepSize { get; set; }

    [ColumnName("a")]
    public double A { get; set; }

    /// <summary>The row's index.</summary>
    public int Number { get; set; }

    public static DecayRow[] Many(int count)
    {
        Random random = new(6);
        return [.. Enumerable.Range(0, count).Select(i => new DecayRow
        {
            State = [1 + random.NextDouble(), 1 + random.NextDouble()],
            StepSize = 0.1 + (0.2 * random.NextDouble()),
            A = 1 + (2 * random.NextDouble()),
            Number = i,
        })];
    }
}
