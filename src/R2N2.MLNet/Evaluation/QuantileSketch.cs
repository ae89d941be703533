namespace R2N2.MLNet;

/// <summary>Counts numbers that are not negative by their logarithm, in steps of one percent.</summary>
internal sealed class QuantileSketch
{
    private const int Zero = int.MinValue;
    private const int Infinite = int.MaxValue;

    private static readonly double _step = Math.Log(1.01);

    private readonly SortedDictionary<int, long> _counts = [];
    private long _count;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;

    /// <summary>Counts a number.</summary>
    public void Add(double value)
    {
        double counted = double.IsNaN(value) ? double.PositiveInfinity : value;
        _least = Math.Min(_least, counted);
        _most = Math.Max(_most, counted);
        _count++;
        int bin = counted == 0 ? Zero : double.IsInfinity(counted) ? Infinite : (int)Math.Floor(Math.Log(counted) / _step);
        _counts[bin] = _counts.GetValueOrDefault(bin) + 1;
    }

    /// <summary>The quantiles of all numbers so far.</summary>
    public Quantiles ToQuantiles() => new(
        At(0), At(0.25), At(0.5), At(0.75), At(0.95), At(0.99), At(1));

    private double At(double share)
    {
        if (_count == 0)
        {
            return double.NaN;
        }

        long rank = Math.Max(1, (long)Math.Ceiling(share * _count));
        if (rank == 1)
        {
            return _least;
        }

        if (rank == _count)
        {
            return _most;
        }

        long below = 0;
        int bin = _counts.First(pair => (below += pair.Value) >= rank).Key;
        return bin switch
        {
            Zero => 0,
            Infinite => double.PositiveInfinity,
            _ => Math.Clamp(Math.Exp((bin + 0.5) * _step), _least, _most),
        };
    }
}
