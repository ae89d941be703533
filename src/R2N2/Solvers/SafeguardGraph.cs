namespace R2N2.Onnx;

/// <summary>Replaces learned steps that failed, where there are any in the batch.</summary>
internal sealed class SafeguardGraph
{
    private readonly SolverParts _parts;
    private readonly SafeguardSearch _search;

    /// <summary>Prepares the safeguard.</summary>
    /// <param name="parts">f and norms.</param>
    /// <param name="network">The solver.</param>
    /// <param name="precision">The floating-point type.</param>
    public SafeguardGraph(SolverParts parts, R2N2Network network, OnnxPrecision precision)
    {
        _parts = parts;
        _search = new SafeguardSearch(network.Family, network.Superstructure, precision.Resolution());
    }

    private OnnxBuilder Builder => _parts.Builder;

    /// <summary>Writes the safeguard.</summary>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">Where it led.</param>
    /// <param name="vectors">The vectors that led there.</param>
    /// <param name="failed">Which instances are to be replaced, by the name of truth values, [N].</param>
    /// <param name="bound">The norm that is good enough.</param>
    public SafeguardOutcome<OnnxValue> Write(
        SolverState<OnnxValue> now, SolverPoint<OnnxValue> learned, OnnxValue[] vectors, string failed, OnnxValue bound)
    {
        OnnxValue[] before = Array.ConvertAll(SafeguardOutcome<OnnxValue>.Unsearched(_parts.Reader, learned, now.Fallback).Values, _parts.Complete);
        string[] labels = ["x", "f", "norm", "rounding_level", "fallback_f", "fallback_norm"];
        BatchAxes some = BatchAxes.Of(Builder.Names.Unique("replaced"));
        OnnxResult[] results =
        [
            new("places", Format.TensorProto.Types.DataType.Int64, Shape.Vector(1), some),
            .. before.Select((value, i) => new OnnxResult(labels[i], _parts.FloatType, value.Shape, some)),
        ];
        string[] replaced = new OnnxIf(Builder).Write(
            "safeguard",
            Builder.Any(failed),
            results,
            () => Replace(now, learned, vectors, failed, bound),
            () => Nothing(Array.ConvertAll(before, value => value.Shape.Rank == 0 ? learned.Norm : learned.X)));
        OnnxValue[] after = [.. before.Select((value, i) => OnnxRows.PutBack(Builder, value, replaced[0], replaced[i + 1]))];
        return SafeguardOutcome<OnnxValue>.Of(now.Fallback, after);
    }

    // For the instances that need it, and no others.
    private string[] Replace(
        SolverState<OnnxValue> now, SolverPoint<OnnxValue> learned, OnnxValue[] vectors, string failed, OnnxValue bound)
    {
        OnnxRows rows = new(Builder, failed);
        SolverPoint<OnnxValue> Take(SolverPoint<OnnxValue> point) => SolverPoint<OnnxValue>.Of(Array.ConvertAll(point.Values, rows.Take));

        SolverParts parts = _parts.Of(rows);
        SafeguardOutcome<OnnxValue> found = _search.Search(
            new SafeguardEngine(parts),
            Take(now.Point),
            Take(learned),
            rows.Take(bound),
            now.Fallback is null ? null : rows.Take(now.Fallback),
            now.Attempt is null ? null : rows.Take(now.Attempt),
            Array.ConvertAll(vectors, rows.Take));
        return [rows.Places, .. found.Values.Select(value => rows.Once(parts.Complete(value)))];
    }

    // None of such values. Constants are not among them: ONNX Runtime warns of constants that a branch reads.
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
