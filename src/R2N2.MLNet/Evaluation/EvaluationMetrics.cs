namespace R2N2.MLNet;

/// <summary>How well a method did, over all rows of the data.</summary>
public abstract record EvaluationMetrics
{
    private protected EvaluationMetrics()
    {
    }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The number of rows; of Newton's method those that it takes seconds for, at most, unless it was asked for.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Evaluations of f for a row, on average; a product of f's derivative with a vector counts as one. Of equations, the one at
    /// the initial guess is among them, and of a solver those of its safeguard. Null where only the results are known.
    /// </summary>
    public double? EvaluationsPerRow { get; init; }

    /// <summary>
    /// Time for a row, on average. Of a model in a pipeline: from the data to the results, reading all rows once, in this
    /// process, after a first pass. Of a baseline: its own computation, of equations in the vectorised engine on all processors.
    /// Null where nothing was run.
    /// </summary>
    public TimeSpan? TimePerRow { get; init; }

    /// <summary>What it tells besides, a line of a table each.</summary>
    private protected abstract IEnumerable<(string Label, string Cell)> Lines { get; }

    /// <summary>The metrics as a table of plain text.</summary>
    public sealed override string ToString() => Table(this);

    /// <summary>Methods as a table of plain text.</summary>
    /// <param name="methods">Metrics of one kind.</param>
    internal static string Table(params EvaluationMetrics[] methods)
    {
        TextTable table = new(["", .. methods.Select(method => method.Method)]);
        (string Label, string Cell)[][] cells = [.. methods.Select(method => method.AllLines().ToArray())];
        for (int line = 0; line < cells[0].Length; line++)
        {
            table.Add(cells[0][line].Label, [.. cells.Select(method => method[line].Cell)]);
        }

        return table.ToString();
    }

    private IEnumerable<(string Label, string Cell)> AllLines() =>
    [
        ("rows", $"{Rows}"),
        .. Lines,
        ("evaluations of f a row", TextTable.Number(EvaluationsPerRow)),
        ("time a row", TextTable.Time(TimePerRow)),
    ];
}
