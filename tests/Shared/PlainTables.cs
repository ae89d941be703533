namespace R2N2.Reference;

/// <summary>Which coefficients an outer iteration has, from their equations.</summary>
internal static class PlainTables
{
    /// <summary>Table k, or the last one.</summary>
    /// <param name="all">All tables, one after another.</param>
    /// <param name="size">The numbers of a table.</param>
    /// <param name="k">The outer iterations before.</param>
    public static double[] PerIteration(double[] all, int size, int k) => all.Skip(size * k).Take(size).ToArray() is { Length: > 0 } own ? own : all[^size..];

    /// <summary>θ₀ + Σ_i Θ_i φ_i.</summary>
    /// <param name="all">θ₀ and every Θ_i.</param>
    /// <param name="size">The numbers of a table.</param>
    /// <param name="features">φ.</param>
    public static double[] Conditional(double[] all, int size, double[] features) =>
        [.. Enumerable.Range(0, size).Select(j => all[j] + features.Select((phi, i) => phi * all[(size * (i + 1)) + j]).Sum())];
}
