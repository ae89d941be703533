using System.Runtime.InteropServices;

namespace R2N2;

/// <summary>
/// Room for a block of instances that is filled and solved again and again: for readers that bring instances row by row.
/// Not for several threads at once.
/// </summary>
internal sealed class BatchBuffer
{
    private readonly IBatchRunner _runner;
    private readonly BatchColumns _columns;

    /// <param name="runner">Solves.</param>
    /// <param name="capacity">The most instances that it holds; at least 1.</param>
    public BatchBuffer(IBatchRunner runner, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _runner = runner;
        _columns = BatchColumns.Aligned(runner.Signature, capacity);
        Capacity = capacity;
    }

    /// <summary>The most instances it holds.</summary>
    public int Capacity { get; }

    /// <summary>The numbers of one input, one instance after another, to be filled before <see cref="Solve"/>.</summary>
    /// <param name="input">Which, in the order of the file.</param>
    public Span<double> Input(int input) => MemoryMarshal.AsMemory(_columns.Inputs[input]).Span;

    /// <summary>An output of the instances last solved that is not an integer, one instance after another.</summary>
    /// <param name="output">Which, in the order of the file.</param>
    public ReadOnlySpan<double> Numbers(int output) => _columns.Numbers[output].Span;

    /// <summary>An integer output of the instances last solved.</summary>
    /// <param name="output">Which, in the order of the file.</param>
    public ReadOnlySpan<long> Integers(int output) => _columns.Integers[output].Span;

    /// <summary>Checks an instance that was filled in.</summary>
    /// <param name="index">Which of the buffer.</param>
    /// <param name="number">Which of the data, for messages.</param>
    /// <exception cref="ArgumentException">An input holds what it must not.</exception>
    public void Check(int index, long number) => _columns.Signature.Check(_columns.Inputs, index, 1, number);

    /// <summary>Solves the first instances of the buffer.</summary>
    /// <param name="count">How many; at most <see cref="Capacity"/>.</param>
    /// <exception cref="ArgumentException">An input holds what it must not.</exception>
    public void Solve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        _columns.Signature.Check(_columns.Inputs, 0, count, 0);
        _runner.Run(_columns, count);
    }
}
