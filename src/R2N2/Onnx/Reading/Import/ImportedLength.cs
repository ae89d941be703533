namespace R2N2.Onnx;

/// <summary>An integer, or the number of instances, which is not known when a graph is read.</summary>
/// <param name="Value">The integer.</param>
/// <param name="IsBatch">Whether it is the number of instances.</param>
internal readonly record struct ImportedLength(long Value, bool IsBatch = false)
{
    /// <summary>The number of instances.</summary>
    public static ImportedLength Batch { get; } = new(1, true);

    /// <summary>The number.</summary>
    /// <exception cref="ArgumentException">It is the number of instances.</exception>
    public long Known() => IsBatch
        ? throw new ArgumentException("computes with the number of instances; f must treat every instance for itself")
        : Value;
}
