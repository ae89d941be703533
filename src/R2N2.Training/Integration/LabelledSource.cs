namespace R2N2.Training;

/// <summary>Instances with labels and weights: the exact states after each step, and the reciprocal of what errors are measured against.</summary>
/// <remarks>An instance without an accurate reference solution gets NaN for its labels, one whose scale is not sound NaN for its weights.</remarks>
/// <param name="source">The instances.</param>
/// <param name="family">The problem.</param>
/// <param name="loss">Steps, labels, scale.</param>
/// <param name="budget">The most bytes of labels that are kept for another pass; they are computed anew beyond.</param>
/// <param name="cancellation">The token that stops the computation of labels, asked for at each; null for none.</param>
internal sealed class LabelledSource(
    IInstanceSource source, InitialValueFamily family, IntegratorLoss loss, long budget, Func<CancellationToken>? cancellation = null)
    : IInstanceSource
{
    /// <summary>The column of the states after each step.</summary>
    public const string Labels = "(exact states)";

    /// <summary>The column of the weights of each step.</summary>
    public const string Weights = "(weights)";

    // Where a reference is exact, the error is measured against rounding.
    private const double SmallestRelativeScale = 1e-13;

    private readonly ReferenceIntegrator _reference = new(family, loss.LabelSubsteps);
    private readonly LabelCache _cache = new(budget);
    private readonly int _steps = loss.LargestStepCount;
    private readonly Func<CancellationToken> _cancellation = cancellation ?? (() => CancellationToken.None);

    /// <summary>
    /// The largest error of a computed label, relative to the way that the state has gone, as far as the instances were read;
    /// null where none was computed.
    /// </summary>
    public double? LargestError { get; private set; }

    /// <summary>The number of rows that labels or scales were computed for, counted anew in every pass that computes them.</summary>
    public long ComputedRows { get; private set; }

    /// <summary>What the family needs: all inputs, but the step size only where there are steps.</summary>
    public static IReadOnlyList<Parameter> Needed(InitialValueFamily family, IntegratorLoss loss) =>
        [.. family.Inputs.Where(input => loss.LargestStepCount > 0 || input.Name != IntegratorInputs.StepSize)];

    /// <summary>Where the labels come from, in words.</summary>
    public static string? Describe(IntegratorLoss loss) =>
        loss.LargestStepCount == 0 ? null
        : loss.LabelColumn is string column ? $"the column '{column}'"
        : $"computed by the library: {nameof(ButcherTableau.DormandPrince)}, at least {loss.LabelSubsteps} steps for each step";

    public IEnumerable<InstanceBatch> Read(int batchSize)
    {
        long first = 0;
        foreach (InstanceBatch batch in source.Read(batchSize))
        {
            batch.Require(Needed(family, loss));
            yield return _steps == 0 ? batch : WithLabels(batch, first);
            first += batch.Count;
        }
    }

    private InstanceBatch WithLabels(InstanceBatch batch, long first)
    {
        (double[] labels, double[] weights) = _cache.Get(first, batch.Count, () => Compute(batch, first));
        return new InstanceBatch(batch.Count, new Dictionary<string, ReadOnlyMemory<double>>(
            [
                .. family.Inputs.Select(input => KeyValuePair.Create(input.Name, batch[input.Name])),
                KeyValuePair.Create(Labels, (ReadOnlyMemory<double>)labels),
                KeyValuePair.Create(Weights, (ReadOnlyMemory<double>)weights),
            ]));
    }

    private (double[] Labels, double[] Weights) Compute(InstanceBatch batch, long first)
    {
        ComputedRows += batch.Count;
        IntegratorBatch instances = IntegratorBatch.Read(family, batch);
        int[] counts = [.. instances.StepSize.Values.Select((size, i) => StepsOf(size, first + i))];
        double[] labels = loss.LabelColumn is string column ? Given(batch, column) : Computed(instances, counts);
        double[] scales = Scales(instances, labels, counts);
        double[] weights = new double[batch.Count * _steps];
        for (int i = 0; i < batch.Count; i++)
        {
            // A scale beyond double precision would count the instance without end, or not at all.
            double weight = 1 / (scales[i] * Math.Sqrt(counts[i]));
            weights.AsSpan(i * _steps, counts[i]).Fill(weight > 0 && double.IsFinite(weight) ? weight : double.NaN);
        }

        return (labels, weights);
    }

    private double[] Given(InstanceBatch batch, string column)
    {
        int found = batch[column].Length;
        int expected = batch.Count * _steps * family.StateSize;
        return found == expected ? batch[column].ToArray() : throw new ArgumentException(
            $"The label column '{column}' has {found} numbers; {batch.Count} instances with {_steps} steps of {family.StateSize} states "
            + $"each need {expected}.");
    }

    private double[] Computed(IntegratorBatch instances, int[] counts)
    {
        ReferenceSolution solution = _reference.Solve(instances, counts, _cancellation());
        int m = family.StateSize;
        double[] labels = new double[instances.Count * _steps * m];
        for (int i = 0; i < instances.Count; i++)
        {
            Span<double> own = labels.AsSpan(i * _steps * m, counts[i] * m);
            if (solution.IsAccurate[i])
            {
                solution.States.AsSpan(i * solution.Steps * m, own.Length).CopyTo(own);
                LargestError = Math.Max(LargestError ?? 0, solution.Errors[i]);
            }
            else
            {
                own.Fill(double.NaN);
            }
        }

        return labels;
    }

    // A step size that is not a number, or not above 0, is looked at later, with the other columns.
    private int StepsOf(double stepSize, long row)
    {
        int steps = loss.StepsOf(stepSize);
        return steps <= _steps || !(stepSize > 0) ? Math.Clamp(steps, 1, _steps) : throw new ArgumentException(
            $"'{IntegratorInputs.StepSize}' of row {row} (counted from 0) is {stepSize}, below {nameof(IntegratorLoss.SmallestStep)}, {loss.SmallestStep}.");
    }

    private double[] Scales(IntegratorBatch instances, double[] labels, int[] counts) => loss.Scale switch
    {
        ErrorScale.Power power => [.. instances.StepSize.Values.Select(h => Math.Pow(h, power.Exponent))],
        ErrorScale.ReferenceMethod reference => ReferenceErrors(instances, labels, counts, reference.Tableau),
        _ => [.. Enumerable.Repeat(1.0, instances.Count)],
    };

    private double[] ReferenceErrors(IntegratorBatch instances, double[] labels, int[] counts, ButcherTableau tableau)
    {
        int m = family.StateSize;
        double[] states = new LaneIntegrator(family, tableau).States(instances, _steps, 1, _cancellation());
        double[] errors = new double[instances.Count];
        for (int i = 0; i < errors.Length; i++)
        {
            int first = i * _steps * m;
            double error = 0;
            double size = 0;
            for (int j = first; j < first + (counts[i] * m); j++)
            {
                error += (states[j] - labels[j]) * (states[j] - labels[j]);
                size += labels[j] * labels[j];
            }

            double scale = Math.Sqrt(Math.Max(error, SmallestRelativeScale * SmallestRelativeScale * size) / counts[i]);
            errors[i] = scale == 0 ? 1 : scale;
        }

        return errors;
    }
}
