namespace R2N2.Training;

/// <summary>Instances with labels and weights: the exact states after each step, and the reciprocal of what errors are measured against.</summary>
/// <param name="source">The instances.</param>
/// <param name="family">The problem.</param>
/// <param name="loss">Steps, labels, scale.</param>
internal sealed class LabelledSource(IInstanceSource source, InitialValueFamily family, IntegratorLoss loss) : IInstanceSource
{
    /// <summary>The column of the states after each step.</summary>
    public const string Labels = "(exact states)";

    /// <summary>The column of the weights of each step.</summary>
    public const string Weights = "(weights)";

    // Where a reference is exact, the error is measured against rounding.
    private const double SmallestRelativeScale = 1e-13;

    private readonly ArrayIntegrator _exact = new(family, ButcherTableau.DormandPrince);
    private readonly int _steps = loss.LargestStepCount;

    /// <summary>What the family needs: all inputs, but the step size only where there are steps.</summary>
    public static IReadOnlyList<Parameter> Needed(InitialValueFamily family, IntegratorLoss loss) =>
        [.. family.Inputs.Where(input => loss.LargestStepCount > 0 || input.Name != IntegratorInputs.StepSize)];

    /// <summary>Where the labels come from, in words.</summary>
    public static string? Describe(IntegratorLoss loss) =>
        loss.LargestStepCount == 0 ? null
        : loss.LabelColumn is string column ? $"the column '{column}'"
        : $"computed by the library: {nameof(ButcherTableau.DormandPrince)}, {loss.LabelSubsteps} steps for each step";

    public IEnumerable<InstanceBatch> Read(int batchSize)
    {
        foreach (InstanceBatch batch in source.Read(batchSize))
        {
            batch.Require(Needed(family, loss));
            yield return _steps == 0 ? batch : WithLabels(batch);
        }
    }

    private InstanceBatch WithLabels(InstanceBatch batch)
    {
        var instances = IntegratorBatch.Of(family, batch);
        double[] labels = loss.LabelColumn is string column ? Given(batch, column) : Computed(instances);
        double[] scales = Scales(instances, labels);
        double[] weights = new double[batch.Count * _steps];
        for (int i = 0; i < batch.Count; i++)
        {
            int steps = StepsOf(instances, i);
            weights.AsSpan(i * _steps, steps).Fill(1 / (scales[i] * Math.Sqrt(steps)));
        }

        return new InstanceBatch(batch.Count, new Dictionary<string, ReadOnlyMemory<double>>(
            [
                .. family.Inputs.Select(input => KeyValuePair.Create(input.Name, batch[input.Name])),
                KeyValuePair.Create(Labels, (ReadOnlyMemory<double>)labels),
                KeyValuePair.Create(Weights, (ReadOnlyMemory<double>)weights),
            ]));
    }

    private double[] Given(InstanceBatch batch, string column)
    {
        int found = batch[column].Length;
        int expected = batch.Count * _steps * family.StateSize;
        return found == expected ? batch[column].ToArray() : throw new ArgumentException(
            $"The label column '{column}' has {found} numbers; {batch.Count} instances with {_steps} steps of {family.StateSize} states "
            + $"each need {expected}.");
    }

    private double[] Computed(IntegratorBatch instances)
    {
        IntegratorBatch fine = instances with
        {
            StepSize = instances.StepSize with
            {
                Values = [.. instances.StepSize.Values.Select(h => h / loss.LabelSubsteps)],
            },
        };
        return States(_exact, fine, loss.LabelSubsteps);
    }

    private int StepsOf(IntegratorBatch instances, int instance)
    {
        int steps = loss.StepsOf(instances.StepSize.Of(instance)[0]);
        return steps <= _steps ? steps : throw new ArgumentException(
            $"'{IntegratorInputs.StepSize}' of instance {instance} is {instances.StepSize.Of(instance)[0]}, below "
            + $"{nameof(IntegratorLoss.SmallestStep)}, {loss.SmallestStep}.");
    }

    // The states after every so many steps, [N, K, m].
    private double[] States(ArrayIntegrator integrator, IntegratorBatch instances, int every)
    {
        int m = family.StateSize;
        double[] states = new double[instances.Count * _steps * m];
        integrator.Rollout(instances, _steps * every, (k, y) =>
        {
            if (k > 0 && k % every == 0)
            {
                for (int i = 0; i < instances.Count; i++)
                {
                    y.Of(i).CopyTo(states.AsSpan(((i * _steps) + (k / every) - 1) * m));
                }
            }
        });
        return states;
    }

    private double[] Scales(IntegratorBatch instances, double[] labels) => loss.Scale switch
    {
        ErrorScale.Power power => [.. instances.StepSize.Values.Select(h => Math.Pow(h, power.Exponent))],
        ErrorScale.ReferenceMethod reference => ReferenceErrors(instances, labels, reference.Tableau),
        _ => [.. Enumerable.Repeat(1.0, instances.Count)],
    };

    private double[] ReferenceErrors(IntegratorBatch instances, double[] labels, ButcherTableau tableau)
    {
        int m = family.StateSize;
        double[] states = States(new ArrayIntegrator(family, tableau), instances, 1);
        double[] errors = new double[instances.Count];
        for (int i = 0; i < errors.Length; i++)
        {
            int steps = StepsOf(instances, i);
            int first = i * _steps * m;
            double error = 0;
            double size = 0;
            for (int j = first; j < first + (steps * m); j++)
            {
                error += (states[j] - labels[j]) * (states[j] - labels[j]);
                size += labels[j] * labels[j];
            }

            errors[i] = Math.Sqrt(Math.Max(error, SmallestRelativeScale * SmallestRelativeScale * size) / steps);
            errors[i] = errors[i] > 0 ? errors[i] : 1;
        }

        return errors;
    }
}
