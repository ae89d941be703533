namespace R2N2.Training;

/// <summary>Where training begins: the classical method that a preconditioner makes, the warm starts, grown to n rows, then random tables.</summary>
internal static class StartTables
{
    /// <summary>All starts of a run.</summary>
    /// <param name="superstructure">n.</param>
    /// <param name="options">How many, and the seed.</param>
    /// <param name="operatorNorm">‖J‖: coefficients are drawn in units of its reciprocal.</param>
    public static List<LeastSquaresStart> Draw(Superstructure superstructure, TrainingOptions options, double operatorNorm)
    {
        double[][] known =
        [
            .. superstructure.Preconditioner == Preconditioner.None ? [] : new[] { superstructure.Classical.Values.ToArray() },
            .. options.WarmStarts.Select(table => Fit(table, superstructure)),
        ];
        List<LeastSquaresStart> starts = [.. known.Select((point, i) => new LeastSquaresStart(i, point))];
        Random random = new(options.EffectiveSeed);
        double spread = options.StartSpread / operatorNorm;
        for (int i = 0; i < options.Starts; i++)
        {
            Coefficients table = new([.. Enumerable.Range(0, superstructure.TableSize).Select(_ => spread * Normal(random))]);
            starts.Add(new LeastSquaresStart(starts.Count, superstructure.Tables.Spread(table).Values.ToArray()));
        }

        return starts;
    }

    private static double[] Fit(Coefficients table, Superstructure superstructure)
    {
        int n = superstructure.InnerIterations;
        if (table.Order > n)
        {
            throw new ArgumentException(
                $"A warm start has {table.Order} rows; the superstructure has n = {n}. It can grow, but not shrink.");
        }

        while (table.Order < n)
        {
            table = table.Grow();
        }

        table = table.Tables.Count == 1 ? superstructure.Tables.Spread(table) : table;
        superstructure.Require(table, nameof(TrainingOptions.WarmStarts));
        return table.Values.ToArray();
    }

    /// <summary>A normally distributed number, by Box and Muller (1958).</summary>
    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
