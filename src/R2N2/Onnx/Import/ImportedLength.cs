namespace R2N2.Onnx;

/// <summary>An integer, or a multiple of the number of instances, which is not known when a graph is read.</summary>
/// <param name="Value">The integer, or the multiple.</param>
/// <param name="IsBatch">Whether it is a multiple of the number of instances.</param>
internal readonly record struct ImportedLength(long Value, bool IsBatch = false)
{
    /// <summary>The number.</summary>
    /// <exception cref="ArgumentException">It is a multiple of the number of instances.</exception>
    public long Known() => IsBatch
        ? throw new ArgumentException("computes with the number of instances; f must treat every instance for itself")
        : Value;

    /// <summary>The product.</summary>
    public static ImportedLength Multiply(ImportedLength left, ImportedLength right) => new(
        checked(left.Value * right.Value), left.IsBatch != right.IsBatch || (left.IsBatch && right.Known() != 0));

    /// <summary>The quotient, rounded towards 0.</summary>
    public static ImportedLength Divide(ImportedLength left, ImportedLength right) => right.Known() == 0
        ? throw new ArgumentException("divides by 0")
        : left.IsBatch && left.Value % right.Value != 0
            ? throw ImportedTensor.Mixing()
            : new(checked(left.Value / right.Value), left.IsBatch);
}
