using R2N2.Vectorised;

namespace R2N2.Training;

/// <summary>The instances of a search: those that candidates are judged on, and those that they are trained on.</summary>
/// <param name="HeldOut">The former.</param>
/// <param name="Training">The latter; the same where there are too few rows for both.</param>
/// <param name="Skipped">The rows with a number that is NaN or infinite.</param>
internal sealed record SearchData(InstanceBatch HeldOut, InstanceBatch Training, long Skipped)
{
    // So many nanoseconds of a second of the budget are for solving held-out instances; each may be solved by twenty methods, in fifty iterations.
    private const double CostPerSecond = 3e7;
    private const double Iterations = 1000;
    private const int Fewest = 64;
    private const int Most = 1000;
    private const int MostTrained = 256;
    private const long MostBytes = 256L << 20;

    /// <summary>Whether no instance is in both.</summary>
    public bool IsDisjoint => !ReferenceEquals(HeldOut, Training);

    /// <summary>Draws them.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="source">The table.</param>
    /// <param name="options">The seed and the budget.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ArgumentException">A column is missing, there is no instance of finite numbers, or the family has no inputs.</exception>
    public static SearchData Draw(EquationFamily family, IInstanceSource source, SearchOptions options, CancellationToken cancellation)
    {
        family.RequireInputs("a search has nothing to choose by", nameof(family));
        int m = family.StateSize;
        double cost = OperationCost.Of(Plan.Of(family.Residual)) + (OperationCost.ConstantProduct * m * m);
        long rowBytes = sizeof(double) * family.Inputs.Sum(input => (long)input.Shape.Size);
        int most = (int)Math.Clamp(MostBytes / rowBytes, 2, Most + MostTrained);
        int judged = (int)Math.Clamp(options.BudgetFor(m).TotalSeconds * CostPerSecond / (Iterations * cost), Fewest, Most);
        InstanceSample sample = InstanceSample.Draw(
            source, family.Inputs, Math.Min(most, judged + MostTrained), options.EffectiveSeed, cancellation);
        InstanceBatch drawn = sample.Instances;
        if (drawn.Count == 0)
        {
            throw new ArgumentException(
                $"There are no instances to choose a solver by: of {sample.Rows} rows {sample.PassedOver} have a number that is NaN or "
                + "infinite. A search needs at least one row of finite numbers.");
        }

        // At least half is for judging, where rows are few, since that decides.
        int heldOut = Math.Min(judged, Math.Max(drawn.Count - MostTrained, (drawn.Count + 1) / 2));
        return drawn.Count < Fewest / 2
            ? new SearchData(drawn, drawn, sample.PassedOver)
            : new SearchData(drawn.Slice(0, heldOut), drawn.Slice(heldOut, drawn.Count - heldOut), sample.PassedOver);
    }

    /// <summary>The names of the inputs that are the same in all instances.</summary>
    /// <param name="inputs">The inputs.</param>
    public IEnumerable<string> Constant(IReadOnlyList<Parameter> inputs) => inputs
        .Where(input => HeldOut.Count > 1 && IsConstant(HeldOut[input.Name].Span, input.Shape.Size))
        .Select(input => input.Name);

    private static bool IsConstant(ReadOnlySpan<double> values, int size) => values[size..].SequenceEqual(values[..^size]);
}
