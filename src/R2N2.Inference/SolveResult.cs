namespace R2N2;

/// <summary>The results of a batch of instances, in the order of the instances.</summary>
public sealed class SolveResult
{
    private readonly SolveStatus[] _status;

    internal SolveResult(SolverDescription description, BatchColumns columns)
    {
        Count = columns.Count;
        StateSize = description.StateSize;
        Solution = columns.Numbers[0];
        ResidualNorm = columns.Numbers[1];
        Iterations = columns.Integers[2];
        _status = Array.ConvertAll(columns.Integers[3].ToArray(), code => (SolveStatus)code);
        int next = 4;
        if (description.Options.ResidualHistory)
        {
            ResidualHistory = columns.Numbers[next++];
        }

        if (description.Options.Iterates)
        {
            Iterates = columns.Numbers[next];
        }
    }

    /// <summary>The number of instances.</summary>
    public int Count { get; }

    /// <summary>The number of unknowns of one instance, m.</summary>
    public int StateSize { get; }

    /// <summary>x of all instances, one after another: Count × m numbers.</summary>
    public ReadOnlyMemory<double> Solution { get; }

    /// <summary>‖f(x)‖₂ of every instance.</summary>
    public ReadOnlyMemory<double> ResidualNorm { get; }

    /// <summary>The number of outer iterations of every instance.</summary>
    public ReadOnlyMemory<long> Iterations { get; }

    /// <summary>How every instance ended.</summary>
    public ReadOnlyMemory<SolveStatus> Status => _status;

    /// <summary>
    /// ‖f(x_k)‖₂ of the iterates 0 … K of every instance: Count × (K + 1) numbers; null where the file was exported without
    /// <see cref="SolverExportOptions.ResidualHistory"/>. Once an instance is done, its last value repeats.
    /// </summary>
    public ReadOnlyMemory<double>? ResidualHistory { get; }

    /// <summary>
    /// The iterates x_0 … x_K of every instance: Count × (K + 1) × m numbers; null where the file was exported without
    /// <see cref="SolverExportOptions.Iterates"/>. Once an instance is done, its last iterate repeats.
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
                Solution.Slice(index * StateSize, StateSize),
                ResidualNorm.Span[index],
                Iterations.Span[index],
                _status[index]);
        }
    }
}
