namespace R2N2;

/// <summary>The results of a batch of instances, in the order of the instances.</summary>
public sealed class SolveResult
{
    private readonly SolverColumns _columns;
    private readonly SolveStatus[] _status;

    internal SolveResult(SolverDescription description, SolverColumns columns)
    {
        StateSize = description.StateSize;
        RecordedOutput[] recorded = RecordedOutput.Of(description);
        for (int i = 0; i < columns.Recorded.Length; i++)
        {
            switch (recorded[i].Name)
            {
                case SolverOutputs.ResidualHistory:
                    ResidualHistory = columns.Recorded[i];
                    break;
                case SolverOutputs.Iterates:
                    Iterates = columns.Recorded[i];
                    break;
            }
        }

        _columns = columns;
        _status = new SolveStatus[columns.Count];
        ReadOnlySpan<long> codes = columns.Status.Span;
        for (int i = 0; i < _status.Length; i++)
        {
            _status[i] = (SolveStatus)codes[i];
        }
    }

    /// <summary>The number of instances.</summary>
    public int Count => _columns.Count;

    /// <summary>The number of unknowns of one instance, m.</summary>
    public int StateSize { get; }

    /// <summary>x of all instances, one after another: Count × m numbers.</summary>
    public ReadOnlyMemory<double> Solution => _columns.Solution;

    /// <summary>‖f(x)‖₂ of every instance.</summary>
    public ReadOnlyMemory<double> ResidualNorm => _columns.ResidualNorm;

    /// <summary>The number of outer iterations of every instance.</summary>
    public ReadOnlyMemory<long> Iterations => _columns.Iterations;

    /// <summary>How every instance ended.</summary>
    public ReadOnlyMemory<SolveStatus> Status => _status;

    /// <summary>
    /// ‖f(x_k)‖₂ of the iterates 0 … K of every instance: Count × (K + 1) numbers; null where the file was exported without
    /// <see cref="OnnxExportOptions.ResidualHistory"/>. Once an instance is done, its last value repeats.
    /// </summary>
    public ReadOnlyMemory<double>? ResidualHistory { get; }

    /// <summary>
    /// The iterates x_0 … x_K of every instance: Count × (K + 1) × m numbers; null where the file was exported without
    /// <see cref="OnnxExportOptions.Iterates"/>. Once an instance is done, its last iterate repeats.
    /// </summary>
    public ReadOnlyMemory<double>? Iterates { get; }

    /// <summary>The result of one instance.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    public SolvedInstance this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new SolvedInstance(
                _columns.Solution.Slice(index * StateSize, StateSize),
                _columns.ResidualNorm.Span[index],
                _columns.Iterations.Span[index],
                _status[index]);
        }
    }
}
