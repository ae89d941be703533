namespace R2N2.Onnx;

/// <summary>Real numbers of one instance.</summary>
/// <param name="Data">The elements in row-major order, under any shape of as many elements.</param>
/// <param name="Dims">
/// The dimensions that the graph knows it by, any number of them. Of the batch axis the length per instance: 1, or more where
/// it has been merged with axes behind it.
/// </param>
/// <param name="Batch">Which of the dimensions is the batch axis; -1 for none.</param>
internal sealed record ImportedTensor(Expression Data, int[] Dims, int Batch = -1) : ImportedValue
{
    /// <summary>The dimensions.</summary>
    /// <exception cref="ArgumentException">There are more than f needs.</exception>
    public int[] Dims { get; init => field = ImportBudget.RequireAxes(value); } = ImportBudget.RequireAxes(Dims);

    /// <summary>The number of dimensions.</summary>
    public int Rank => Dims.Length;

    /// <summary>The number of elements of one instance.</summary>
    public int Size => Data.Shape.Size;

    /// <summary>Whether the numbers are in the file.</summary>
    public bool IsConstant => Data.Primitive == Primitive.Constant;

    /// <summary>A single number.</summary>
    public static ImportedTensor Number(double value) => new(value, []);

    /// <summary>An axis that the graph may count from the last, as 0, 1, ….</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public int Axis(long axis) => Normalize(axis, Rank);

    /// <summary>An axis other than the batch axis, as 0, 1, ….</summary>
    /// <exception cref="ArgumentException">There is no such axis, or it is the batch axis.</exception>
    public int InstanceAxis(long axis)
    {
        int normal = Axis(axis);
        return normal == Batch ? throw Mixing() : normal;
    }

    /// <summary>The elements before an axis, along it, and behind it.</summary>
    public (int Outer, int Length, int Inner) Around(int axis) =>
        (Dims.Take(axis).Aggregate(1, (a, b) => a * b), Dims[axis], Dims.Skip(axis + 1).Aggregate(1, (a, b) => a * b));

    /// <summary>An axis of a value of so many dimensions, as 0, 1, ….</summary>
    public static int Normalize(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new ArgumentException($"the axis {axis} is not one of {rank}");

    /// <summary>The refusal of operators over the batch.</summary>
    public static ArgumentException Mixing() =>
        new("works along the batch axis, so that instances would mix; f must treat every instance for itself");
}
