namespace R2N2.Onnx;

/// <summary>Some instances of a batch, taken out of it to be computed with by themselves, and put back.</summary>
internal sealed class OnnxRows
{
    // As many rows as fill whole lines of memory: in others, ONNX Runtime may compute the last bits differently.
    private const int Multiple = 8;

    private static readonly BatchAxes _batch = BatchAxes.Of("rows");

    private readonly OnnxBuilder _builder;
    private readonly string _rows;
    private readonly string _padded;

    /// <summary>Chooses the instances.</summary>
    /// <param name="builder">Where the nodes go.</param>
    /// <param name="chosen">The name of truth values, [N]; at least one holds when the nodes run.</param>
    public OnnxRows(OnnxBuilder builder, string chosen)
    {
        _builder = builder;
        OnnxConstants constants = builder.Constants;
        _rows = builder.Emit("Squeeze", [builder.Emit("NonZero", [chosen]), constants.Integers(0)]);

        // The first one again, to fill up.
        string missing = builder.Emit(
            "Mod", [builder.Emit("Neg", [builder.Emit("Shape", [_rows])]), constants.Integers(Multiple)]);
        string first = builder.Emit("Slice", [_rows, constants.Integers(0), constants.Integers(1)]);
        _padded = builder.Emit(
            "Concat", [_rows, builder.Emit("Expand", [first, missing])], OnnxAttribute.Of("axis", 0));
    }

    /// <summary>The numbers of the chosen instances.</summary>
    /// <param name="value">The numbers of all.</param>
    public OnnxValue Take(OnnxValue value) => new(Take(value.Name), value.Shape, _batch);

    /// <summary>The numbers of the chosen instances.</summary>
    /// <param name="value">The name of the numbers of all.</param>
    public string Take(string value) => _builder.Emit("Gather", [value, _padded], OnnxAttribute.Of("axis", 0));

    /// <summary>The numbers of all instances, those of the chosen ones replaced.</summary>
    /// <param name="value">The name of the numbers of all.</param>
    /// <param name="replacement">The name of the numbers of the chosen ones.</param>
    public string PutBack(string value, string replacement)
    {
        OnnxConstants constants = _builder.Constants;
        string count = _builder.Emit("Shape", [_rows]);
        string without = _builder.Emit("Slice", [replacement, constants.Integers(0), count, constants.Integers(0)]);
        string places = _builder.Emit("Unsqueeze", [_rows, constants.Integers(-1)]);
        return _builder.Emit("ScatterND", [value, places, without]);
    }
}
