namespace R2N2;

/// <summary>Instances and room for their results, as columns; nothing is copied.</summary>
/// <param name="Count">The number of instances.</param>
/// <param name="Inputs">For every input of the solver, in its order, the numbers of all instances.</param>
/// <param name="Solution">Count × m.</param>
/// <param name="ResidualNorm">Count.</param>
/// <param name="Iterations">Count.</param>
/// <param name="Status">Count; values of <see cref="SolveStatus"/>.</param>
internal sealed record SolverColumns(
    int Count,
    ReadOnlyMemory<double>[] Inputs,
    Memory<double> Solution,
    Memory<double> ResidualNorm,
    Memory<long> Iterations,
    Memory<long> Status)
{
    /// <summary>Room for what else the file returns, in the order of <see cref="RecordedOutput.Of"/>; none where nobody asks for it.</summary>
    public Memory<double>[] Recorded { get; init; } = [];

    /// <summary>Whether all of them begin at whole lines of memory, so that blocks are solved where they are.</summary>
    public bool IsAligned { get; init; }

    /// <summary>Room for the results of given inputs.</summary>
    public static SolverColumns For(int count, SolverDescription description, ReadOnlyMemory<double>[] inputs) => new(
        count,
        inputs,
        Numbers(count, description.StateSize),
        Numbers(count, 1),
        GC.AllocateUninitializedArray<long>(count),
        GC.AllocateUninitializedArray<long>(count))
    {
        Recorded = [.. RecordedOutput.Of(description).Select(output => (Memory<double>)Numbers(count, output.Shape.Size))],
    };

    private static double[] Numbers(int count, int size) => GC.AllocateUninitializedArray<double>(checked(count * size));
}
