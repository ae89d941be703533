namespace R2N2.Onnx;

/// <summary>
/// What is recorded of an iteration where it is asked for: norms and iterates, 0 to K. All places after the present one
/// hold the present value, so that an instance that is done needs no more attention.
/// </summary>
/// <param name="parts">Where the nodes go.</param>
/// <param name="options">What is asked for.</param>
/// <param name="limit">K.</param>
internal sealed class SolverHistory(SolverParts parts, SolverExportOptions options, int limit)
{
    private OnnxBuilder Builder => parts.Builder;

    private OnnxConstants Constants => parts.Builder.Constants;

    /// <summary>Whether anything is asked for.</summary>
    public bool IsWanted => options.ResidualHistory || options.Iterates;

    /// <summary>What an iteration carries along for it.</summary>
    public OnnxVariable[] Begin(SolverPoint<OnnxValue> start) => Builder.Names.Within("start", () =>
    {
        List<OnnxVariable> variables = [];
        if (options.ResidualHistory)
        {
            string norms = Builder.Emit("Expand", [AsColumn(start.Norm.Name), Constants.Integers(1, limit + 1)]);
            variables.Add(Variable("residual_history", norms, Shape.Vector(limit + 1)));
        }

        if (options.Iterates)
        {
            int m = start.X.Shape.Size;
            string iterates = Builder.Emit("Expand", [AsRow(start.X.Name), Constants.Integers(1, limit + 1, m)]);
            variables.Add(Variable("iterates", iterates, Shape.Matrix(limit + 1, m)));
        }

        return variables.ToArray();
    });

    /// <summary>The next values of what <see cref="Begin"/> declared.</summary>
    /// <param name="before">The values so far.</param>
    /// <param name="point">Where the turn led.</param>
    /// <param name="number">The name of the number of turns before this one, for all instances.</param>
    public string[] Next(ReadOnlySpan<string> before, SolverPoint<OnnxValue> point, string number) =>
        IsWanted ? Next(before, point, () => Builder.Emit("Less", [number, Places])) : [];

    /// <summary>The next values of what <see cref="Begin"/> declared; those of instances that are done stay.</summary>
    /// <param name="before">The values so far.</param>
    /// <param name="point">Where the turn led.</param>
    /// <param name="now">The state before the turn.</param>
    public string[] Next(ReadOnlySpan<string> before, SolverPoint<OnnxValue> point, SolverState<OnnxValue> now) => IsWanted
        ? Next(before, point, () => Builder.Emit(
            "And",
            [
                AsColumn(Builder.IsLess(now.Status.Name, SolverTurn.Running / 2)),
                Builder.Emit("Less", [AsColumn(Builder.AsInteger(now.Iterations.Name)), Places]),
            ]))
        : [];

    private string[] Next(ReadOnlySpan<string> before, SolverPoint<OnnxValue> point, Func<string> isLater)
    {
        string later = isLater();
        List<string> next = [];
        if (options.ResidualHistory)
        {
            next.Add(Builder.Emit("Where", [later, AsColumn(point.Norm.Name), before[0]]));
        }

        if (options.Iterates)
        {
            next.Add(Builder.Emit("Where", [AsColumn(later), AsRow(point.X.Name), before[^1]]));
        }

        return [.. next];
    }

    /// <summary>The result of an iteration, with what was recorded.</summary>
    public SolverResult Complete(SolverResult result, ReadOnlySpan<string> recorded) => result with
    {
        ResidualHistory = options.ResidualHistory ? recorded[0] : null,
        Iterates = options.Iterates ? recorded[^1] : null,
    };

    // The numbers of the turns, 0 to K.
    private string Places => Constants.Integers([.. Enumerable.Range(0, limit + 1).Select(place => (long)place)]);

    private OnnxVariable Variable(string label, string start, Shape shape) => new(label, parts.FloatType, shape, parts.Batch, start);

    private string AsColumn(string value) => Builder.Emit("Unsqueeze", [value, Constants.Integers(-1)]);

    private string AsRow(string value) => Builder.Emit("Unsqueeze", [value, Constants.Integers(1)]);
}
