using Microsoft.ML.Data;

namespace Pipeline;

/// <summary>One run of the plant, as the file has it: how it was operated, and what was measured.</summary>
internal sealed class ReactorRun
{
    /// <summary>Concentration in the feed, mol/l.</summary>
    [LoadColumn(0)]
    public float Feed { get; set; }

    /// <summary>Temperature, K.</summary>
    [LoadColumn(1)]
    public float Temperature { get; set; }

    /// <summary>Residence time in each tank, min.</summary>
    [LoadColumn(2)]
    public float Residence { get; set; }

    /// <summary>The share of the flow that is led back from the last tank to the first.</summary>
    [LoadColumn(3)]
    public float Recycle { get; set; }

    /// <summary>The activity of the catalyst in each tank.</summary>
    [LoadColumn(4, 3 + Cascade.Tanks)]
    [VectorType(Cascade.Tanks)]
    public float[] Activity { get; set; } = [];

    /// <summary>What is to be predicted: the measured colour of the product.</summary>
    [LoadColumn(4 + Cascade.Tanks)]
    public float Colour { get; set; }
}
