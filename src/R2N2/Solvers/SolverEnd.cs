namespace R2N2;

/// <summary>How an instance ends once all turns are made, written once as expressions.</summary>
internal static class SolverEnd
{
    private static readonly RecordedFunction _fixed = RecordFixed();
    private static readonly RecordedFunction _limited = RecordLimited();

    /// <summary>The status after a fixed number of turns.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="norm">‖f‖₂; NaN where a number is not finite.</param>
    public static T Fixed<T>(IReader<T> reader, T norm)
        where T : class => _fixed.Evaluate(reader, [norm])[0];

    /// <summary>The status at the limit of an iteration with a tolerance.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="status">The last status of the iteration.</param>
    public static T Limited<T>(IReader<T> reader, T status)
        where T : class => _limited.Evaluate(reader, [status])[0];

    private static RecordedFunction RecordFixed()
    {
        Expression norm = Expression.Input("norm", Shape.Scalar);
        Expression status = Expression.SelectLess(
            norm, double.PositiveInfinity, (double)SolveStatus.IterationLimit, (double)SolveStatus.NotFinite);
        return new RecordedFunction("fixed end", [norm], [status]);
    }

    private static RecordedFunction RecordLimited()
    {
        Expression status = Expression.Input("status", Shape.Scalar);
        return new RecordedFunction(
            "limited end", [status], [Expression.SelectLess(status, 0, (double)SolveStatus.IterationLimit, status)]);
    }
}
