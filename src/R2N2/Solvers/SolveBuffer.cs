namespace R2N2;

/// <summary>
/// Room for the results of a batch in memory that the caller owns, filled again by every call: a solver of the vectorised engine
/// allocates nothing then, once it is warm. Not for several threads at once. The memory must not overlap that of the instances, unless
/// x is written where the initial guess stands.
/// </summary>
public sealed class SolveBuffer
{
    private readonly Memory<double> _solution;
    private readonly Memory<double> _residualNorm;
    private readonly Memory<long> _iterations;
    private readonly Memory<SolveStatus> _status;
    private readonly long[] _codes;
    private BatchColumns? _columns;

    /// <summary>Room for a batch.</summary>
    /// <param name="count">N, the number of instances.</param>
    /// <param name="stateSize">m, the number of unknowns of one instance.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is below 0, or m below 1.</exception>
    /// <exception cref="ArgumentException">There are more numbers than an array holds.</exception>
    public SolveBuffer(int count, int stateSize)
        : this(stateSize, new double[Size(count, stateSize)], new double[count], new long[count], new SolveStatus[count])
    {
    }

    /// <summary>Room in given memory, which is written where it is.</summary>
    /// <param name="stateSize">m, the number of unknowns of one instance.</param>
    /// <param name="solution">Receives x of all instances, one after another: N × m numbers.</param>
    /// <param name="residualNorm">Receives ‖f(x)‖₂ of every instance: N numbers.</param>
    /// <param name="iterations">Receives the number of outer iterations of every instance: N numbers.</param>
    /// <param name="status">Receives how every instance ended: N of them; its length tells N.</param>
    /// <exception cref="ArgumentException">The memories are not of as many instances.</exception>
    public SolveBuffer(
        int stateSize, Memory<double> solution, Memory<double> residualNorm, Memory<long> iterations, Memory<SolveStatus> status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stateSize, 1);
        Count = status.Length;
        StateSize = stateSize;
        Require(solution.Length, checked(Count * stateSize), nameof(solution));
        Require(residualNorm.Length, Count, nameof(residualNorm));
        Require(iterations.Length, Count, nameof(iterations));
        (_solution, _residualNorm, _iterations, _status) = (solution, residualNorm, iterations, status);
        _codes = new long[Count];
    }

    /// <summary>N, the number of instances.</summary>
    public int Count { get; }

    /// <summary>m, the number of unknowns of one instance.</summary>
    public int StateSize { get; }

    /// <summary>x of the instances last solved, one after another: N × m numbers.</summary>
    public ReadOnlyMemory<double> Solution => _solution;

    /// <summary>‖f(x)‖₂ of every instance last solved.</summary>
    public ReadOnlyMemory<double> ResidualNorm => _residualNorm;

    /// <summary>The number of outer iterations of every instance last solved.</summary>
    public ReadOnlyMemory<long> Iterations => _iterations;

    /// <summary>How every instance last solved ended.</summary>
    public ReadOnlyMemory<SolveStatus> Status => _status;

    /// <summary>The instances' columns and this room, as a runner takes them.</summary>
    /// <param name="signature">What goes in and comes out.</param>
    /// <param name="solver">What the solver says about itself.</param>
    /// <param name="instances">The instances.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length, or this is not room for such a batch.</exception>
    internal BatchColumns Columns(BatchSignature signature, SolverDescription solver, InstanceBatch instances)
    {
        instances.Require(solver.Inputs);
        if (instances.Count != Count || solver.StateSize != StateSize)
        {
            throw new ArgumentException(
                $"The buffer has room for {Count} instances of {StateSize} unknowns; there are {instances.Count} instances, "
                + $"and '{solver.FamilyName}' has {solver.StateSize} unknowns.");
        }

        if (signature.Outputs.Length > 4)
        {
            throw new ArgumentException(
                $"The solver of '{solver.FamilyName}' also returns {string.Join(", ", signature.Outputs.Skip(4).Select(output => output.Name))}, "
                + "for which a buffer has no room: solve without one, or export it without them.");
        }

        if (_columns is null || !ReferenceEquals(_columns.Signature, signature))
        {
            _columns = new BatchColumns(
                signature, new ReadOnlyMemory<double>[solver.Inputs.Count], [_solution, _residualNorm, default, default], [default, default, _iterations, _codes]);
        }

        for (int i = 0; i < solver.Inputs.Count; i++)
        {
            _columns.Inputs[i] = instances[solver.Inputs[i].Name];
        }

        return _columns;
    }

    /// <summary>Tells what the statuses mean that a runner wrote.</summary>
    internal void Complete()
    {
        Span<SolveStatus> status = _status.Span;
        for (int i = 0; i < status.Length; i++)
        {
            status[i] = (SolveStatus)_codes[i];
        }

        // The caller's instances are not kept.
        Array.Clear(_columns!.Inputs);
    }

    private static int Size(int count, int stateSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(stateSize, 1);
        return ArrayLength.Of(count, stateSize, "The solutions");
    }

    private static void Require(int found, int expected, string argument)
    {
        if (found != expected)
        {
            throw new ArgumentException($"There is room for {found} numbers; the instances that the status has room for need {expected}.", argument);
        }
    }
}
