namespace R2N2.Inference.Tests.Vectorised;

/// <summary>All that a solver says of one instance, to the last bit; what is not a number has no sign.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Iterations">After how many iterations.</param>
/// <param name="Bits">Of the solution and the norm of its residual.</param>
public sealed record LaneResult(SolveStatus Status, long Iterations, string Bits)
{
    public static LaneResult Of(SolvedInstance found) =>
        new(found.Status, found.Iterations, BitsOf(found.Solution.Span, found.ResidualNorm));

    public static LaneResult[] Of(SolveResult found) => [.. Enumerable.Range(0, found.Count).Select(i => Of(found[i]))];

    /// <summary>Of instances that are solved one after another.</summary>
    public static LaneResult[] Alone(Solver solver, InstanceBatch batch) =>
        [.. Enumerable.Range(0, batch.Count).Select(i => Alone(solver, RowOf(solver, batch, i)))];

    /// <summary>Of one instance.</summary>
    public static LaneResult Alone(Solver solver, double[] row)
    {
        double[] solution = new double[solver.Description.StateSize];
        InstanceOutcome end = solver.Solve(row, solution);
        return new LaneResult(end.Status, end.Iterations, BitsOf(solution, end.ResidualNorm));
    }

    /// <summary>The numbers of one instance, input after input.</summary>
    public static double[] RowOf(Solver solver, InstanceBatch batch, int i) =>
    [
        .. solver.Description.Inputs.SelectMany(input => batch[input.Name].Slice(i * input.Shape.Size, input.Shape.Size).ToArray()),
    ];

    private static string BitsOf(ReadOnlySpan<double> solution, double norm) =>
        string.Join(' ', solution.ToArray().Append(norm).Select(value => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value).ToString("x", null)));
}
