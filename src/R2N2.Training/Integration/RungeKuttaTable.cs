namespace R2N2.Training;

/// <summary>
/// Tableaux as training sees them: the coefficients row by row, where Σb = 1 is built in without the last, which follows
/// from the others.
/// </summary>
internal static class RungeKuttaTable
{
    private const double ConsistencyTolerance = 1e-9;

    /// <summary>The number of unknowns.</summary>
    public static int Unknowns(Superstructure superstructure) =>
        Coefficients.Count(superstructure.InnerIterations) - (IsConsistent(superstructure) ? 1 : 0);

    /// <summary>Refuses what is no explicit Runge-Kutta method, or leaves nothing to learn.</summary>
    public static void RequireFor(Superstructure superstructure, string argument)
    {
        if (superstructure.Generation != GenerationModule.Evaluations
            || superstructure.Preconditioner != Preconditioner.None
            || superstructure.IsMinimalResidual
            || superstructure.History > 0
            || superstructure.Tables != TableModule.Shared
            || Unknowns(superstructure) == 0)
        {
            throw new ArgumentException(
                $"The superstructure is {superstructure}; an integrator needs one made by {nameof(Superstructure)}."
                + $"{nameof(Superstructure.RungeKutta)} that leaves something to learn (a consistent method of 1 stage does not).",
                argument);
        }
    }

    /// <summary>All coefficients from the unknowns, with any reader.</summary>
    public static IReadOnlyList<T> Complete<T>(IReader<T> reader, IReadOnlyList<T> unknowns, Superstructure superstructure)
        where T : class
    {
        if (!IsConsistent(superstructure))
        {
            return unknowns;
        }

        T last = unknowns.TakeLast(superstructure.InnerIterations - 1)
            .Aggregate(reader.Constant([1.0], Shape.Scalar), reader.Subtract);
        return [.. unknowns, last];
    }

    /// <summary>The table from the unknowns.</summary>
    public static Coefficients Complete(double[] unknowns, Superstructure superstructure) => IsConsistent(superstructure)
        ? new Coefficients([.. unknowns, unknowns.TakeLast(superstructure.InnerIterations - 1).Aggregate(1.0, (rest, b) => rest - b)])
        : new Coefficients(unknowns);

    /// <summary>The unknowns from a table, grown to the number of stages.</summary>
    /// <exception cref="ArgumentException">The table has too many rows, or its weights do not sum to 1 where they must.</exception>
    public static double[] Reduce(Coefficients table, Superstructure superstructure)
    {
        int stages = superstructure.InnerIterations;
        if (table.Order > stages)
        {
            throw new ArgumentException($"A warm start has {table.Order} stages; the superstructure has {stages}. It can grow, but not shrink.");
        }

        while (table.Order < stages)
        {
            table = table.Grow();
        }

        superstructure.Require(table, nameof(TrainingOptions.WarmStarts));
        if (!IsConsistent(superstructure))
        {
            return table.Values.ToArray();
        }

        double sum = table.Row(stages - 1).ToArray().Sum();
        return Math.Abs(sum - 1) <= ConsistencyTolerance
            ? table.Values[..^1].ToArray()
            : throw new ArgumentException(
                $"The weights of a warm start sum to {sum:R}; the superstructure has Σb = 1 built in. Use a consistent table, or "
                + $"{nameof(Superstructure)}.{nameof(Superstructure.RungeKutta)} with consistent: false.");
    }

    /// <summary>Warm starts, then random tableaux: rows scattered around equal shares of a node between 0 and 1, the weights of 1.</summary>
    public static List<LeastSquaresStart> Draw(Superstructure superstructure, TrainingOptions options)
    {
        List<LeastSquaresStart> starts =
            [.. options.WarmStarts.Select((table, i) => new LeastSquaresStart(i, Reduce(table, superstructure)))];
        Random random = new(options.EffectiveSeed);
        int stages = superstructure.InnerIterations;
        for (int i = 0; i < options.Starts; i++)
        {
            List<double> table = [];
            for (int row = 1; row <= stages; row++)
            {
                double share = (row == stages ? 1 : random.NextDouble()) / row;
                table.AddRange(Enumerable.Range(0, row).Select(_ => share + (options.StartSpread * StartTables.Normal(random))));
            }

            starts.Add(new LeastSquaresStart(starts.Count, [.. table.Take(Unknowns(superstructure))]));
        }

        return starts;
    }

    private static bool IsConsistent(Superstructure superstructure) => superstructure.Assembly == AssemblyModule.ConsistentCombination;
}
