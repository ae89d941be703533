namespace R2N2.Reference;

/// <summary>The order of a method, measured.</summary>
internal static class ConvergenceOrder
{
    /// <summary>The slope of log error against log step size, by regression.</summary>
    public static double Slope(IReadOnlyList<double> steps, IReadOnlyList<double> errors)
    {
        double[] x = [.. steps.Select(value => Math.Log(value))];
        double[] y = [.. errors.Select(value => Math.Log(value))];
        double meanX = x.Average();
        double meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    /// <summary>The order by the mean error at the end of an interval, integrated with several numbers of steps.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="tableau">The method.</param>
    /// <param name="instances">State and parameters of each instance, and the time where the family needs it.</param>
    /// <param name="length">The length of the interval.</param>
    /// <param name="steps">The numbers of steps.</param>
    /// <param name="exact">The states at its end, m numbers for every instance.</param>
    public static double Of(
        InitialValueFamily family, ButcherTableau tableau, InstanceBatch instances, double length, int[] steps, double[] exact)
    {
        R2N2Integrator integrator = new(family, tableau);
        double[] errors = [.. steps.Select(count =>
        {
            InstanceBatch batch = With(instances, IntegratorInputs.StepSize, length / count);
            RolloutResult result = integrator.Rollout(batch, count);
            return Enumerable.Range(0, batch.Count).Average(i => Distance(
                result.State(i, count).Span, exact.AsSpan(i * family.StateSize, family.StateSize)));
        })];
        return Slope([.. steps.Select(count => length / count)], errors);
    }

    /// <summary>The instances with a column that has one value for all.</summary>
    public static InstanceBatch With(InstanceBatch instances, string column, double value) => InstanceBatch.Of(
        instances.Count,
        [
            .. instances.Names.Where(name => name != column).Select(name => (name, instances[name].ToArray())),
            (column, Enumerable.Repeat(value, instances.Count).ToArray()),
        ]);

    /// <summary>‖left - right‖₂.</summary>
    public static double Distance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += (left[i] - right[i]) * (left[i] - right[i]);
        }

        return Math.Sqrt(sum);
    }
}
