using System.Globalization;

namespace R2N2.MLNet;

/// <summary>Gathers the metrics of a method, row by row.</summary>
internal sealed class MetricsCounter
{
    private readonly long[] _counts = new long[Enum.GetValues<SolveStatus>().Length];
    private readonly QuantileSketch _norms = new();
    private long _rows;
    private long _iterations;
    private long _most;
    private long _evaluations;

    /// <summary>Counts a row.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="norm">‖f(x)‖₂.</param>
    /// <param name="iterations">Its outer iterations.</param>
    /// <param name="evaluations">Its evaluations of f; 0 where they are not known.</param>
    /// <exception cref="ArgumentException">There is no such status.</exception>
    public void Add(double status, double norm, long iterations, long evaluations)
    {
        if (!(status >= 0 && status < _counts.Length && double.IsInteger(status)))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A row has the status {status}; known are 0 to {_counts.Length - 1} ({string.Join(", ", Enum.GetNames<SolveStatus>())}). "
                + $"Give the status column of a solver."));
        }

        _counts[(int)status]++;
        _rows++;
        _norms.Add(norm);
        _iterations += iterations;
        _most = Math.Max(_most, iterations);
        _evaluations += evaluations;
    }

    /// <summary>The metrics of all rows so far.</summary>
    /// <param name="method">The method.</param>
    /// <param name="time">The time for all rows; null where it is not known, as then evaluations are not.</param>
    public SolverMetrics ToMetrics(string method, TimeSpan? time) => new()
    {
        Method = method,
        Rows = _rows,
        Counts = Enum.GetValues<SolveStatus>().ToDictionary(status => status, status => _counts[(int)status]),
        ResidualNorm = _norms.ToQuantiles(),
        MeanIterations = (double)_iterations / _rows,
        MaxIterations = _most,
        EvaluationsPerRow = time is null ? null : (double)_evaluations / _rows,
        TimePerRow = time / Math.Max(_rows, 1),
    };
}
