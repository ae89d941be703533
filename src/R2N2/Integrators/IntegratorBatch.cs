namespace R2N2;

/// <summary>The instances of a batch as an integrator reads them, checked.</summary>
/// <param name="Count">The number of instances.</param>
/// <param name="Time">t, 0 for a family that does without.</param>
/// <param name="State">y.</param>
/// <param name="StepSize">h.</param>
/// <param name="Parameters">The family's parameters.</param>
internal sealed record IntegratorBatch(
    int Count, ArrayValue Time, ArrayValue State, ArrayValue StepSize, ArrayValue[] Parameters)
{
    /// <summary>Reads a batch.</summary>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is 0 or below.</exception>
    public static IntegratorBatch Of(InitialValueFamily family, InstanceBatch instances)
    {
        IntegratorBatch batch = Read(family, instances);
        RequireStepSizes(batch.StepSize.Values);
        return batch;
    }

    /// <summary>Reads a batch whose numbers may be any.</summary>
    /// <exception cref="ArgumentException">A column is missing or has another length.</exception>
    public static IntegratorBatch Read(InitialValueFamily family, InstanceBatch instances)
    {
        instances.Require(family.Inputs);
        ArrayValue Column(Parameter input) => new(instances[input.Name].ToArray(), instances.Count, input.Shape);

        return new IntegratorBatch(
            instances.Count,
            family.IsAutonomous ? new ArrayValue([0], 1, Shape.Scalar) : Column(new Parameter(IntegratorInputs.Time)),
            Column(new Parameter(IntegratorInputs.State, family.StateSize)),
            Column(new Parameter(IntegratorInputs.StepSize)),
            [.. family.Parameters.Select(Column)]);
    }

    /// <summary>The instances that can be integrated: all numbers finite, the step size above 0.</summary>
    public int[] Usable() => [.. Enumerable.Range(0, Count).Where(i =>
        StepSize.Of(i)[0] > 0 && IsFinite(StepSize, i) && IsFinite(Time, i) && IsFinite(State, i)
        && Parameters.All(parameter => IsFinite(parameter, i)))];

    /// <summary>Some of the instances.</summary>
    public IntegratorBatch Rows(int[] rows) => rows.Length == Count
        ? this
        : new(rows.Length, Time.Rows(rows), State.Rows(rows), StepSize.Rows(rows), [.. Parameters.Select(value => value.Rows(rows))]);

    /// <summary>The ends of an adaptive integration.</summary>
    /// <exception cref="ArgumentException">The column is missing or has another length, or an end lies before the beginning.</exception>
    public ArrayValue Ends(InitialValueFamily family, InstanceBatch instances)
    {
        Parameter end = new(IntegratorInputs.EndTime);
        instances.Require([end]);
        RequireEnds(instances[end.Name].Span, family.IsAutonomous ? [] : Time.Values);
        return new ArrayValue(instances[end.Name].ToArray(), Count, end.Shape);
    }

    /// <summary>Checks the ends of integrations.</summary>
    /// <param name="ends">The ends.</param>
    /// <param name="times">The times where they begin; none for 0.</param>
    /// <param name="number">The number of the first instance, for messages.</param>
    /// <remarks>NaN and infinite numbers are data: they spoil their own instance only, which ends as not finite.</remarks>
    /// <exception cref="ArgumentException">An end lies before the beginning.</exception>
    public static void RequireEnds(ReadOnlySpan<double> ends, ReadOnlySpan<double> times, long number = 0)
    {
        for (int i = 0; i < ends.Length; i++)
        {
            double begin = times.IsEmpty ? 0 : times[i];
            if (double.IsFinite(ends[i]) && double.IsFinite(begin) && ends[i] < begin)
            {
                throw new ArgumentException(
                    $"'{IntegratorInputs.EndTime}' of instance {number + i} is {ends[i]}; it must not lie before the time {begin} where the instance begins.");
            }
        }
    }

    /// <summary>Checks step sizes.</summary>
    /// <param name="sizes">The step sizes.</param>
    /// <param name="number">The number of the first instance, for messages.</param>
    /// <remarks>NaN and infinite numbers are data: they spoil their own instance only, which ends as not finite.</remarks>
    /// <exception cref="ArgumentException">A step size is 0 or below.</exception>
    public static void RequireStepSizes(ReadOnlySpan<double> sizes, long number = 0)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            if (double.IsFinite(sizes[i]) && sizes[i] <= 0)
            {
                throw new ArgumentException(
                    $"'{IntegratorInputs.StepSize}' of instance {number + i} is {sizes[i]}; a step size must be above 0.");
            }
        }
    }

    private static bool IsFinite(ArrayValue values, int instance)
    {
        foreach (double value in values.Of(instance))
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
