namespace R2N2;

/// <summary>The results of a batch of instances, in the order of the instances.</summary>
public sealed class SolveResult
{
    private readonly SolveStatus[] _status;

    internal SolveResult(
        int stateSize, ReadOnlyMemory<double> solution, ReadOnlyMemory<double> residualNorm, ReadOnlyMemory<long> iterations, SolveStatus[] status)
    {
        Count = status.Length;
        StateSize = stateSize;
        Solution = solution;
        ResidualNorm = residualNorm;
        Iterations = iterations;
        _status = status;
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
    /// The evaluations of f of every instance, the one at the initial guess included; a product of f's derivative with a vector
    /// counts as one. Null where an exported solver solved, which does not tell.
    /// </summary>
    public ReadOnlyMemory<long>? Evaluations { get; internal init; }

    /// <summary>
    /// ‖f(x_k)‖₂ of the iterates 0 … K of every instance: Count × (K + 1) numbers; null unless a file solved that was exported
    /// with <see cref="SolverExportOptions.ResidualHistory"/>. Once an instance is done, its last value repeats.
    /// </summary>
    public ReadOnlyMemory<double>? ResidualHistory { get; internal init; }

    /// <summary>
    /// The iterates x_0 … x_K of every instance: Count × (K + 1) × m numbers; null unless a file solved that was exported
    /// with <see cref="SolverExportOptions.Iterates"/>. Once an instance is done, its last iterate repeats.
    /// </summary>
    public ReadOnlyMemory<double>? Iterates { get; internal init; }

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
