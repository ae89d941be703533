namespace R2N2.Training;

/// <summary>The loss of a point, and the row that has the largest share in it.</summary>
/// <param name="Loss">The loss per instance.</param>
/// <param name="LargestRow">The row of the table.</param>
/// <param name="LargestShare">Its share, 0 to 1.</param>
internal sealed record LossParts(double Loss, long LargestRow, double LargestShare)
{
    /// <summary>Measures points.</summary>
    public static LossParts[] Of(DataProblem problem, IReadOnlyList<double[]> points)
    {
        var sums = new double[points.Count];
        var largest = new (double Loss, long Row)[points.Count];
        foreach (InstanceLosses part in problem.LossByInstance(points))
        {
            for (int i = 0; i < part.Losses.Length; i++)
            {
                int point = part.First + i;
                for (int row = 0; row < part.Rows.Length; row++)
                {
                    double loss = part.Losses[i][row];
                    sums[point] += loss;
                    largest[point] = loss > largest[point].Loss ? (loss, part.Rows.Span[row]) : largest[point];
                }
            }
        }

        return [.. sums.Select((sum, i) => new LossParts(sum / problem.Count, largest[i].Row, sum > 0 ? largest[i].Loss / sum : 0))];
    }
}
