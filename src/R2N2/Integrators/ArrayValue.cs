namespace R2N2;

/// <summary>Numbers of a batch of instances.</summary>
/// <param name="Values">The elements, one instance after another, row-major; never written to once made.</param>
/// <param name="Count">The number of instances, or 1 for a value that all instances share.</param>
/// <param name="Shape">The shape per instance.</param>
internal sealed record ArrayValue(double[] Values, int Count, Shape Shape)
{
    /// <summary>The number of elements per instance.</summary>
    public int Size { get; } = Values.Length / Math.Max(Count, 1);

    /// <summary>Some instances; a value that all share stays as it is.</summary>
    public ArrayValue Rows(IReadOnlyList<int> rows) => Count == 1
        ? this
        : new ArrayValue([.. rows.SelectMany(row => Of(row).ToArray())], rows.Count, Shape);

    /// <summary>The elements of one instance.</summary>
    public ReadOnlySpan<double> Of(int instance) => Values.AsSpan(Count == 1 ? 0 : instance * Size, Size);
}
