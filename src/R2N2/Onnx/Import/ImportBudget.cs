namespace R2N2.Onnx;

/// <summary>Bounds the memory that reading a file may take by the size of the file: a few bytes may claim anything.</summary>
/// <param name="source">What is read, for messages.</param>
/// <param name="fileLength">Its length in bytes.</param>
internal sealed class ImportBudget(string source, int fileLength)
{
    private const long Base = 16 << 20;
    private const int PerByte = 64;
    private const int NodeCost = 1000;
    private const int ElementCost = 24;
    private const int LargestTensor = 1 << 24;

    // More than any framework writes: what an operator does axis by axis, or for pairs of axes, then stays small.
    private const int MostAxes = 64;

    private long _left = Base + ((long)PerByte * fileLength);

    /// <summary>Before nodes are recorded.</summary>
    public void Nodes(long count) => Charge(count, NodeCost);

    /// <summary>Before numbers are stored.</summary>
    public void Elements(long count) => Charge(count, ElementCost);

    /// <summary>Dimensions, of which there are not too many.</summary>
    /// <exception cref="ArgumentException">There are more than f needs.</exception>
    public static int[] RequireAxes(int[] dims) => dims.Length <= MostAxes
        ? dims
        : throw new ArgumentException($"has {dims.Length:N0} axes; at most {MostAxes} can be read");

    /// <summary>The number of elements of some dimensions.</summary>
    /// <exception cref="OnnxFormatException">It is larger than any f needs.</exception>
    public int Size(ReadOnlySpan<int> dims)
    {
        long size = 1;
        foreach (int length in dims)
        {
            size *= length;
            if (length < 1 || size > LargestTensor)
            {
                throw new OnnxFormatException(
                    $"{source} makes a tensor [{string.Join(", ", dims.ToArray())}] for every instance; it must have 1 to {LargestTensor:N0} elements.");
            }
        }

        return (int)size;
    }

    private void Charge(long count, long cost)
    {
        _left -= Math.Min(count, int.MaxValue) * cost;
        if (_left < 0)
        {
            throw new OnnxFormatException(
                $"{source} is {fileLength:N0} bytes long and unfolds to far more than that; it cannot be read as f.");
        }
    }
}
