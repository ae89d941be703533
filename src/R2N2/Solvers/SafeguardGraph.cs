namespace R2N2.Onnx;

/// <summary>Replaces learned steps that failed, where there are any in the batch.</summary>
internal sealed class SafeguardGraph
{
    private readonly SolverParts _parts;
    private readonly SafeguardSearch _search;

    /// <summary>Prepares the safeguard.</summary>
    /// <param name="parts">f and norms.</param>
    /// <param name="unknowns">m.</param>
    /// <param name="precision">The floating-point type.</param>
    public SafeguardGraph(SolverParts parts, int unknowns, OnnxPrecision precision)
    {
        _parts = parts;
        _search = new SafeguardSearch(unknowns, precision.Resolution());
    }

    private OnnxBuilder Builder => _parts.Builder;

    /// <summary>Writes the safeguard.</summary>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">Where it led.</param>
    /// <param name="vectors">The vectors that led there.</param>
    /// <param name="failed">Which instances are to be replaced, by the name of truth values, [N].</param>
    /// <param name="bound">The norm that is good enough.</param>
    /// <returns>Where each instance goes, and the norm of f that rounding errors explain, 0 where nothing was replaced.</returns>
    public (SolverPoint<OnnxValue> Point, OnnxValue RoundingLevel) Write(
        SolverPoint<OnnxValue> now, SolverPoint<OnnxValue> learned, OnnxValue[] vectors, string failed, OnnxValue bound)
    {
        OnnxValue level = _parts.Complete(_parts.Reader.Constant([0.0], Shape.Scalar));
        OnnxValue[] before = [.. learned.Values, level];
        string[] labels = ["x", "f", "norm", "rounding_level"];
        BatchAxes some = BatchAxes.Of(Builder.Names.Unique("replaced"));
        OnnxResult[] results =
        [
            new("places", Format.TensorProto.Types.DataType.Int64, Shape.Vector(1), some),
            .. before.Select((value, i) => new OnnxResult(labels[i], _parts.FloatType, value.Shape, some)),
        ];
        string[] replaced = new OnnxIf(Builder).Write(
            "safeguard", Builder.Any(failed), results, () => Replace(now, learned, vectors, failed, bound), () => Nothing([.. learned.Values, learned.Norm]));
        OnnxValue[] after = [.. before.Select((value, i) => OnnxRows.PutBack(Builder, value, replaced[0], replaced[i + 1]))];
        return (SolverPoint<OnnxValue>.Of(after), after[^1]);
    }

    // For the instances that need it, and no others.
    private string[] Replace(
        SolverPoint<OnnxValue> now, SolverPoint<OnnxValue> learned, OnnxValue[] vectors, string failed, OnnxValue bound)
    {
        OnnxRows rows = new(Builder, failed);
        SolverPoint<OnnxValue> Take(SolverPoint<OnnxValue> point) => SolverPoint<OnnxValue>.Of(Array.ConvertAll(point.Values, rows.Take));

        SolverParts parts = _parts.Of(rows);
        (SolverPoint<OnnxValue> best, OnnxValue level) = _search.Search(
            new SafeguardEngine(parts), Take(now), Take(learned), rows.Take(bound), Array.ConvertAll(vectors, rows.Take));
        return [rows.Places, .. best.Values.Append(level).Select(value => rows.Once(parts.Complete(value)))];
    }

    private string[] Nothing(OnnxValue[] values)
    {
        OnnxConstants constants = Builder.Constants;
        return
        [
            Builder.Emit("Expand", [constants.Integer(0), constants.Integers(0, 1)]),
            .. values.Select(value => Builder.Emit(
                "Slice", [value.Name, constants.Integers(0), constants.Integers(0), constants.Integers(0)])),
        ];
    }
}
