namespace R2N2;

/// <summary>
/// Room for a block of instances that is filled and solved again and again: for readers that bring instances row by row.
/// Not for several threads at once.
/// </summary>
internal sealed class SolverBuffer
{
    private readonly OnnxSolver _solver;
    private readonly double[][] _inputs;
    private readonly SolverColumns _columns;

    internal SolverBuffer(OnnxSolver solver, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _solver = solver;
        SolverDescription description = solver.Description;
        _inputs = [.. description.Inputs.Select(input => new double[checked(capacity * input.Shape.Size)])];
        _columns = SolverColumns.For(
            capacity, description.StateSize, [.. _inputs.Select(values => (ReadOnlyMemory<double>)values)]);
    }

    /// <summary>The most instances it holds.</summary>
    public int Capacity => _columns.Count;

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
    public Span<double> Input(int input) => _inputs[input];

    /// <summary>Solves the first instances of the buffer.</summary>
    /// <param name="count">How many; at most <see cref="Capacity"/>.</param>
    public void Solve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        _solver.Solve(_columns, count);
    }
}
