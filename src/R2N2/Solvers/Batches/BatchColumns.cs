namespace R2N2;

/// <summary>Instances and room for their results, as columns; nothing is copied.</summary>
/// <param name="Signature">What goes in and comes out.</param>
/// <param name="Inputs">For every input, in the order of the signature, the numbers of all instances.</param>
/// <param name="Numbers">For every output that is not an integer, likewise; empty at the places of the others.</param>
/// <param name="Integers">For every integer output, likewise; empty at the places of the others.</param>
internal sealed record BatchColumns(
    BatchSignature Signature, ReadOnlyMemory<double>[] Inputs, Memory<double>[] Numbers, Memory<long>[] Integers)
{
    /// <summary>
    /// Whether all of them begin at whole lines of memory and have room up to whole lines behind the last instance, which whoever
    /// runs them may overwrite: so blocks are solved where they are.
    /// </summary>
    public bool IsAligned { get; init; }

    /// <summary>Room for the results of given inputs.</summary>
    public static BatchColumns For(BatchSignature signature, int count, ReadOnlyMemory<double>[] inputs) => new(
        signature,
        inputs,
        [.. signature.Outputs.Select(output => output.IsInteger ? default : new Memory<double>(Uninitialized<double>(count, output)))],
        [.. signature.Outputs.Select(output => output.IsInteger ? new Memory<long>(Uninitialized<long>(count, output)) : default)]);

    /// <summary>Room for instances that are brought row by row, and for their results.</summary>
    public static BatchColumns Aligned(BatchSignature signature, int capacity)
    {
        int rows = AlignedMemory.RoundUp(capacity);
        return new BatchColumns(
            signature,
            [.. signature.Inputs.Select(input => (ReadOnlyMemory<double>)AlignedMemory.Allocate<double>(rows, input))],
            [.. signature.Outputs.Select(output => output.IsInteger ? default : AlignedMemory.Allocate<double>(rows, output))],
            [.. signature.Outputs.Select(output => output.IsInteger ? AlignedMemory.Allocate<long>(rows, output) : default)])
        {
            IsAligned = true,
        };
    }

    private static T[] Uninitialized<T>(int count, BatchColumn column) =>
        GC.AllocateUninitializedArray<T>(ArrayLength.Of(count, column.Shape.Size, $"The outputs '{column.Name}'"));
}
