namespace R2N2.Reference;

/// <summary>The assembly by minimal residuals from its equations, over plain numbers.</summary>
internal static class PlainMinimalResidual
{
    // A change of which less is new than half of its digits does not count.
    private static readonly double _new = Math.Pow(2, -26);

    /// <summary>D y + β (v + W y), where y makes ‖v + W y‖ smallest.</summary>
    /// <param name="value">v.</param>
    /// <param name="pairs">(d, w), in the order in which they count.</param>
    /// <param name="beta">β.</param>
    public static double[] Step(double[] value, IEnumerable<(double[] Direction, double[] Change)> pairs, double beta)
    {
        List<(double[] Direction, double[] Change)> kept = [];
        foreach ((double[] direction, double[] change) in pairs)
        {
            if (direction.Any(d => d != 0) && direction.Concat(change).All(double.IsFinite) && IsNew(change, [.. kept.Select(pair => pair.Change)]))
            {
                kept.Add((direction, change));
            }
        }

        double[][] changes = [.. kept.Select(pair => pair.Change)];
        double[] y = PlainLeastSquares.Solve(changes, value);
        double[] remainder = PlainLeastSquares.Remainder(changes, value);
        return [.. remainder.Select((rest, i) => (beta * rest) - kept.Select((pair, j) => y[j] * pair.Direction[i]).Sum())];
    }

    private static bool IsNew(double[] change, double[][] others) => others.Length < change.Length
        && Norm(PlainLeastSquares.Remainder(others, change)) is > 0 and var rest && rest > _new * Norm(change);

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
