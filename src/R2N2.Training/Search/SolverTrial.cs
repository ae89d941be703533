namespace R2N2.Training;

/// <summary>How a method did on the held-out instances.</summary>
public sealed record SolverTrial
{
    internal SolverTrial()
    {
    }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The number of instances.</summary>
    public required int Instances { get; init; }

    /// <summary>The share of instances that reached the tolerance, 0 to 1, with the safeguard of the options.</summary>
    public required double SolvedShare { get; init; }

    /// <summary>The same without a safeguard.</summary>
    public required double SolvedUnguarded { get; init; }

    /// <summary>Outer iterations of an instance, on average.</summary>
    public required double Iterations { get; init; }

    /// <summary>
    /// Evaluations of f of an instance, on average: the one at the initial guess, products with f's derivative, and those of the
    /// safeguard included.
    /// </summary>
    public required double Evaluations { get; init; }

    /// <summary>
    /// Counted operations of an instance, on average, each weighed by what it takes the vectorised engine - about a nanosecond of one core -
    /// whatever the machine: what candidates are compared by. Null of methods that are not exported.
    /// </summary>
    public double? Operations { get; init; }

    /// <summary>The median of ‖f(x)‖₂ at the end.</summary>
    public required double ResidualNorm { get; init; }

    /// <summary>Wall time an instance in a batch, on all processors, in µs: for information, since it differs from run to run.</summary>
    public required double Microseconds { get; init; }

    /// <summary>The shares of the ways in which instances ended.</summary>
    internal IReadOnlyDictionary<SolveStatus, double> Ends { get; init; } = new Dictionary<SolveStatus, double>();

    /// <summary><see cref="Evaluations"/> without a safeguard.</summary>
    internal double? EvaluationsUnguarded { get; init; }

    /// <summary>
    /// The share of instances whose ‖f‖ a few iterations without the safeguard make half as large, at most; measured of successive substitution only.
    /// </summary>
    internal double? Contracting { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() =>
        $"{Method}: {Words.Solved(this)}, {Words.Number(Iterations)} iterations, {Words.Number(Evaluations)} evaluations of f, "
        + (Operations is double operations ? $"{Words.Number(operations)} operations, " : "")
        + $"{Words.Number(Microseconds)} µs an instance";
}
