namespace R2N2;

/// <summary>
/// Room for a block of instances that is filled and solved again and again: for readers that bring instances row by row.
/// Not for several threads at once.
/// </summary>
internal sealed class SolverBuffer
{
    private readonly OnnxSolver _solver;
    private readonly Memory<double>[] _inputs;
    private readonly SolverColumns _columns;

    internal SolverBuffer(OnnxSolver solver, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _solver = solver;
        SolverDescription description = solver.Description;
        int rows = AlignedMemory.RoundUp(capacity);
        Capacity = capacity;
        _inputs = [.. description.Inputs.Select(input => AlignedMemory.Allocate<double>(checked(rows * input.Shape.Size)))];
        _columns = new SolverColumns(
            rows,
            [.. _inputs.Select(values => (ReadOnlyMemory<double>)values)],
            AlignedMemory.Allocate<double>(checked(rows * description.StateSize)),
            AlignedMemory.Allocate<double>(rows),
            AlignedMemory.Allocate<long>(rows),
            AlignedMemory.Allocate<long>(rows))
        {
            IsAligned = true,
        };
    }

    /// <summary>The most instances it holds.</summary>
    public int Capacity { get; }

    /// <summary>x of the instances last solved, one after another.</summary>
    public ReadOnlySpan<double> Solution => _columns.Solution.Span;

    /// <summary>‖f(x)‖₂ of the instances last solved.</summary>
    public ReadOnlySpan<double> ResidualNorm => _columns.ResidualNorm.Span;

    /// <summary>The outer iterations of the instances last solved.</summary>
    public ReadOnlySpan<long> Iterations => _columns.Iterations.Span;

    /// <summary>The <see cref="SolveStatus"/> of the instances last solved.</summary>
    public ReadOnlySpan<long> Status => _columns.Status.Span;

    /// <summary>The numbers of one input, one instance after another, to be filled before <see cref="Solve"/>.</summary>
    /// <param name="input">Which, in the order of <see cref="SolverDescription.Inputs"/>.</param>
    public Span<double> Input(int input) => _inputs[input].Span;

    /// <summary>Solves the first instances of the buffer.</summary>
    /// <param name="count">How many; at most <see cref="Capacity"/>.</param>
    public void Solve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        int rows = AlignedMemory.RoundUp(count);
        Pad(count, rows);
        _solver.Solve(_columns, rows);
    }

    // The last instance again: it is done when that one is, so that it costs no further iteration.
    private void Pad(int count, int rows)
    {
        for (int i = 0; i < _inputs.Length && count > 0; i++)
        {
            int size = _solver.Description.Inputs[i].Shape.Size;
            Span<double> values = _inputs[i].Span;
            for (int row = count; row < rows; row++)
            {
                values.Slice((count - 1) * size, size).CopyTo(values[(row * size)..]);
            }
        }
    }
}
