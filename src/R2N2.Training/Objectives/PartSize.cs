using System.Numerics;

namespace R2N2.Training;

/// <summary>
/// How many starts × instances are evaluated at once: enough to hide the overhead of calls, little enough to stay in the cache,
/// and never more than fit a fixed amount of memory. The family alone decides, so that sums have the same terms in the same
/// order whatever the blocks and threads.
/// </summary>
internal static class PartSize
{
    /// <summary>The most; every other size divides it.</summary>
    public const int Largest = 512;

    /// <summary>What the intermediate values of a part may take, on each evaluating thread.</summary>
    public const long Bytes = 128L << 20;

    /// <summary>What they may take on all evaluating threads together.</summary>
    public const long TotalBytes = 1L << 30;

    // A product of two values that move has three: along each factor, and their sum.
    private const int TangentsOfANode = 3;

    /// <summary>The size for a step, all of whose intermediate values are held until it is done.</summary>
    /// <param name="functions">What a step evaluates.</param>
    /// <param name="directions">p, the tangents that go along with each value.</param>
    /// <returns>A power of two; 1 where a single instance of a single start takes more memory than that.</returns>
    public static int Of(IReadOnlyList<RecordedFunction> functions, int directions)
    {
        double bytes = BytesOfOne(functions, directions);
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Bytes / bytes, 1, Largest) + 1) / 2;
    }

    /// <summary>How many threads may evaluate parts of that size side by side.</summary>
    /// <param name="functions">What a step evaluates.</param>
    /// <param name="directions">p, the tangents that go along with each value.</param>
    /// <param name="processors">The most that are of use.</param>
    public static int Threads(IReadOnlyList<RecordedFunction> functions, int directions, int processors) =>
        (int)Math.Clamp(TotalBytes / (Of(functions, directions) * BytesOfOne(functions, directions)), 1, processors);

    private static double BytesOfOne(IReadOnlyList<RecordedFunction> functions, int directions) =>
        functions.Sum(function => sizeof(double) * (Inputs(function) + (Values(function) * (1 + (TangentsOfANode * directions)))));

    private static double Inputs(RecordedFunction function) => function.Inputs.Sum(input => (double)input.Shape.Size);

    // Constants are made once, and views lie on what they look at; a sparse product holds its terms and what they are made of.
    private static double Values(RecordedFunction function) => function.Steps
        .Where(step => step.Node.Primitive is not
            (Primitive.Constant or Primitive.Broadcast or Primitive.Transpose or Primitive.Index or Primitive.Slice))
        .Sum(step => step.Node.Shape.Size + (2.0 * (step.Node.Arguments.Matrix?.Count ?? 0)));
}
