namespace R2N2;

/// <summary>What a classical method has found so far, for every instance of a batch.</summary>
/// <param name="method">Its tolerances and limit.</param>
/// <param name="count">The number of instances.</param>
/// <param name="unknowns">m.</param>
internal sealed class ClassicalResults(ClassicalSolver method, int count, int unknowns)
{
    private readonly double[] _solutions = new double[checked(count * unknowns)];
    private readonly double[] _norms = new double[count];
    private readonly double[] _targets = new double[count];
    private readonly long[] _iterations = new long[count];
    private readonly long[] _evaluations = new long[count];
    private readonly SolveStatus[] _status = new SolveStatus[count];

    /// <summary>Records an iterate.</summary>
    /// <param name="row">The instance.</param>
    /// <param name="x">The iterate.</param>
    /// <param name="norm">‖f‖₂ there; NaN where a number that it stands for is not finite.</param>
    /// <param name="iterations">The steps that led to it.</param>
    /// <returns>Whether the instance goes on.</returns>
    public bool Record(int row, ReadOnlySpan<double> x, double norm, int iterations)
    {
        if (iterations == 0)
        {
            _targets[row] = Math.Max(method.AbsoluteTolerance ?? 0, (method.RelativeTolerance ?? 0) * norm);
        }

        if (iterations == 0 || !method.HasTolerance || norm < _norms[row])
        {
            x.CopyTo(_solutions.AsSpan(row * unknowns, unknowns));
            _norms[row] = norm;
        }

        bool done = method.HasTolerance && norm <= _targets[row];
        _evaluations[row]++;
        _iterations[row] = iterations;
        _status[row] = !double.IsFinite(norm) ? SolveStatus.NotFinite : done ? SolveStatus.Converged : SolveStatus.IterationLimit;
        return _status[row] == SolveStatus.IterationLimit && iterations < method.IterationLimit;
    }

    /// <summary>Counts products with f's derivative.</summary>
    /// <param name="row">The instance.</param>
    /// <param name="products">How many it took.</param>
    public void AddProducts(int row, int products) => _evaluations[row] += products;

    /// <summary>All of it.</summary>
    public SolveResult ToResult() => new(unknowns, _solutions, _norms, _iterations, _status) { Evaluations = _evaluations };
}
