namespace R2N2.Onnx;

/// <summary>Integers or truth values that are known when the graph is read: shapes, axes, indices.</summary>
/// <param name="Values">The elements in row-major order.</param>
/// <param name="Dims">The dimensions.</param>
internal sealed record ImportedIntegers(ImportedLength[] Values, int[] Dims) : ImportedValue
{
    /// <summary>The dimensions.</summary>
    /// <exception cref="ArgumentException">There are more than f needs.</exception>
    public int[] Dims { get; init => field = ImportBudget.RequireAxes(value); } = ImportBudget.RequireAxes(Dims);

    /// <summary>A vector.</summary>
    public static ImportedIntegers Vector(params IEnumerable<ImportedLength> values)
    {
        ImportedLength[] all = [.. values];
        return new ImportedIntegers(all, [all.Length]);
    }

    /// <summary>The numbers.</summary>
    /// <exception cref="ArgumentException">One is the length of the batch.</exception>
    public long[] Known() => Array.ConvertAll(Values, value => value.Known());
}
