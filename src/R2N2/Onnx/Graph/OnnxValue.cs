namespace R2N2.Onnx;

/// <summary>A tensor of the graph under construction, as <see cref="OnnxReader"/> sees it.</summary>
/// <param name="Name">The value's name in the graph.</param>
/// <param name="Shape">The instance shape it stands for.</param>
/// <param name="Batch">The batch axes in front.</param>
internal sealed record OnnxValue(string Name, Shape Shape, BatchAxes Batch)
{
    /// <summary>
    /// True where one number stands for all elements of the instance: the tensor has instance axes of length 1 or,
    /// without batch axes, none at all. Elementwise operators broadcast it by themselves.
    /// </summary>
    public bool IsUniform { get; init; }

    /// <summary>The elements of a constant, row-major; null for everything computed.</summary>
    public double[]? Constant { get; init; }

    /// <summary>The matrix that this value is the transpose of, where there is one.</summary>
    public OnnxValue? TransposeOf { get; init; }

    /// <summary>The value that this one is the negative of, where there is one.</summary>
    public OnnxValue? NegationOf { get; init; }

    /// <summary>The value that this one is the difference of with itself, 0 where it is finite, where there is one.</summary>
    public OnnxValue? DifferenceOf { get; init; }

    /// <summary>The name of the same as truth values, where it is known that all numbers are 0 or 1; null elsewhere.</summary>
    public string? Truth { get; init; }

    /// <summary>The name of one such truth value per instance, where that stands for all elements; null elsewhere.</summary>
    public string? InstanceTruth { get; init; }

    /// <summary>True for a single number without any axes.</summary>
    public bool IsBareScalar => Shape.Rank == 0 && Batch.Count == 0;

    /// <summary>The number of axes, batch and instance, once those are materialised.</summary>
    public int Rank => Batch.Count + Shape.Rank;
}
