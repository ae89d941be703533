namespace R2N2.Training;

/// <summary>Keeps what was computed for batches of instances, as far as it fits, so that another pass over them need not compute it again.</summary>
/// <param name="budget">The most bytes that are kept.</param>
internal sealed class LabelCache(long budget)
{
    private readonly Dictionary<(long First, int Count), (double[] Labels, double[] Weights)> _batches = [];
    private long _bytes;

    /// <summary>Labels and weights of a batch.</summary>
    /// <param name="first">The row of the table that the batch begins with.</param>
    /// <param name="count">The number of its rows.</param>
    /// <param name="compute">Computes them where they are not kept.</param>
    public (double[] Labels, double[] Weights) Get(long first, int count, Func<(double[] Labels, double[] Weights)> compute)
    {
        if (_batches.TryGetValue((first, count), out (double[] Labels, double[] Weights) known))
        {
            return known;
        }

        (double[] Labels, double[] Weights) computed = compute();
        long bytes = sizeof(double) * ((long)computed.Labels.Length + computed.Weights.Length);
        if (_bytes + bytes <= budget)
        {
            _bytes += bytes;
            _batches.Add((first, count), computed);
        }

        return computed;
    }
}
