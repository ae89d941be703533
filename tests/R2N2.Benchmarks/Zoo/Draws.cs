namespace R2N2.Benchmarks.Zoo;

/// <summary>Uniform random numbers.</summary>
internal static class Draws
{
    /// <summary>One.</summary>
    public static double Uniform(this Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    /// <summary>Several.</summary>
    public static double[] Uniform(this Random random, int count, double from, double to)
    {
        var values = new double[count];
        foreach (ref double value in values.AsSpan())
        {
            value = random.Uniform(from, to);
        }

        return values;
    }
}
