namespace R2N2.MLNet;

/// <summary>How numbers are distributed over all rows; one that is not a number counts as infinite.</summary>
/// <remarks>
/// Smallest and largest are exact; the others are nearest-rank quantiles to within 0.5 percent, which takes bounded memory
/// however many rows there are. NaN where there are no rows.
/// </remarks>
/// <param name="Minimum">The smallest.</param>
/// <param name="LowerQuartile">25 percent of rows have at most this.</param>
/// <param name="Median">Half of the rows have at most this.</param>
/// <param name="UpperQuartile">75 percent of rows have at most this.</param>
/// <param name="Percentile95">95 percent of rows have at most this.</param>
/// <param name="Percentile99">99 percent of rows have at most this.</param>
/// <param name="Maximum">The largest.</param>
public sealed record Quantiles(
    double Minimum,
    double LowerQuartile,
    double Median,
    double UpperQuartile,
    double Percentile95,
    double Percentile99,
    double Maximum);
