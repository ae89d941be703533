using Microsoft.ML.Data;

namespace R2N2.Benchmarks.Scale;

/// <summary>An instance of the committed solver for Chandrasekhar's equation.</summary>
internal sealed class GuessRow
{
    private const int Unknowns = 10;

    /// <summary>The committed solver.</summary>
    public static string Model { get; } = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");

    [VectorType(Unknowns)]
    public double[] X0 { get; set; } = new double[Unknowns];

    /// <summary>Rows made as they are read; it is the same object each time, so that they take no memory.</summary>
    public static IEnumerable<GuessRow> Generate(int rows, int seed)
    {
        Random random = new(seed);
        GuessRow row = new();
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < Unknowns; j++)
            {
                row.X0[j] = 0.5 + random.NextDouble();
            }

            yield return row;
        }
    }
}
