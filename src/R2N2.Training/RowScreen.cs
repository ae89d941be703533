namespace R2N2.Training;

/// <summary>
/// Finds outliers in the table: rows on which tables of coefficients diverge that are sound everywhere else. The judges are
/// drawn at random for the purpose, so that no row has had a say in them, at the largest spread at which enough are sound.
/// </summary>
/// <remarks>
/// A judge is sound where it diverges on few rows only, at most one in a hundred or four, and never more than one in sixteen; a
/// row is an outlier where nine in ten of the sound judges diverge. So few rows are left out, or none.
/// </remarks>
internal static class RowScreen
{
    private const int Judges = 64;
    private const int FewestSound = Judges / 4;
    private const double Agreement = 0.9;

    /// <summary>The outliers among the rows that are trained on and held out, as rows of the table.</summary>
    public static IReadOnlyList<long> Outliers(TrainingTask task, TrainingProblems problems, TrainingOptions options, double norm)
    {
        foreach (double spread in StartField.Spreads(options))
        {
            double[][] judges = [.. task
                .Draw(options with { Starts = Judges, WarmStarts = [], StartSpread = spread }, norm)
                .Select(start => start.Point)];
            double[][] sound = [.. judges.Zip(Diverging(problems.Sample, judges))
                .Where(judge => judge.Second is not null)
                .Select(judge => judge.First)];
            if (sound.Length >= FewestSound)
            {
                return [.. Outliers(problems.All, sound), .. problems.Validation is null ? [] : Outliers(problems.Validation, sound)];
            }
        }

        return [];
    }

    /// <summary>The largest number of rows that may be left out of so many.</summary>
    public static long Limit(long rows) => Math.Max(rows / 100, Math.Min(4, rows / 16));

    private static long[] Outliers(DataProblem problem, double[][] judges)
    {
        List<long>[] sound = [.. Diverging(problem, judges).OfType<List<long>>()];
        return sound.Length < FewestSound ? [] :
        [
            .. sound.SelectMany(rows => rows)
                .CountBy(row => row)
                .Where(votes => votes.Value >= Agreement * sound.Length)
                .Select(votes => votes.Key)
        ];
    }

    // For each judge the rows it diverges on; null where they are too many.
    private static List<long>?[] Diverging(DataProblem problem, double[][] judges)
    {
        long limit = Limit(problem.Count);
        List<long>?[] diverging = [.. judges.Select(_ => new List<long>())];
        foreach (InstanceLosses part in problem.LossByInstance(judges))
        {
            for (int i = 0; i < part.Losses.Length; i++)
            {
                List<long>? rows = diverging[part.First + i];
                rows?.AddRange(part.Losses[i].Index().Where(loss => !double.IsFinite(loss.Item)).Select(loss => part.Rows.Span[loss.Index]));
                diverging[part.First + i] = rows?.Count > limit ? null : rows;
            }
        }

        return diverging;
    }
}
