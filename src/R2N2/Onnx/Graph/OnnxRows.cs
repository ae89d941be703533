namespace R2N2.Onnx;

/// <summary>Some instances of a batch, taken out of it to be computed with by themselves, and put back.</summary>
internal sealed class OnnxRows
{
    // As many rows as fill whole lines of memory: in others, ONNX Runtime may compute the last bits differently.
    private const int Multiple = 8;

    private readonly OnnxBuilder _builder;

    // A name of its own: ONNX Runtime reuses memory where lengths of one name are equal.
    private readonly BatchAxes _batch;
    private readonly string _padded;

    /// <summary>Chooses the instances.</summary>
    /// <param name="builder">Where the nodes go.</param>
    /// <param name="chosen">The name of truth values, [N]; at least one holds when the nodes run.</param>
    public OnnxRows(OnnxBuilder builder, string chosen)
    {
        _builder = builder;
        _batch = BatchAxes.Of(builder.Names.Unique("rows"));
        OnnxConstants constants = builder.Constants;
        Places = builder.Emit("Transpose", [builder.Emit("NonZero", [chosen])]);
        string rows = builder.Emit("Squeeze", [Places, constants.Integers(1)]);

        // The first one again, to fill up.
        string missing = builder.Emit(
            "Mod", [builder.Emit("Neg", [builder.Emit("Shape", [rows])]), constants.Integers(Multiple)]);
        string first = builder.Emit("Slice", [rows, constants.Integers(0), constants.Integers(1)]);
        _padded = builder.Emit(
            "Concat", [rows, builder.Emit("Expand", [first, missing])], OnnxAttribute.Of("axis", 0));
    }

    /// <summary>The name of the chosen instances' places, [rows, 1].</summary>
    public string Places { get; }

    /// <summary>The numbers of the chosen instances, and of some once more.</summary>
    /// <param name="value">The numbers of all; a constant without a batch axis stays as it is.</param>
    public OnnxValue Take(OnnxValue value) => value.Batch.Count == 0
        ? value
        : _builder.Declare(new OnnxValue(
            _builder.Emit("Gather", [value.Name, _padded], OnnxAttribute.Of("axis", 0)), value.Shape, _batch));

    /// <summary>Numbers of the chosen instances, each once.</summary>
    /// <param name="value">Such as <see cref="Take"/> gave.</param>
    public string Once(OnnxValue value)
    {
        OnnxConstants constants = _builder.Constants;
        string count = _builder.Emit("Shape", [Places], OnnxAttribute.Of("start", 0), OnnxAttribute.Of("end", 1));
        return _builder.Emit("Slice", [value.Name, constants.Integers(0), count, constants.Integers(0)]);
    }

    /// <summary>The numbers of all instances, those of some taken from elsewhere.</summary>
    /// <param name="builder">Where the nodes go.</param>
    /// <param name="value">The numbers of all.</param>
    /// <param name="chosen">The name of truth values, [N]: whose numbers are replaced; there may be none.</param>
    /// <param name="other">The numbers that replace them, of all instances too.</param>
    public static OnnxValue Replace(OnnxBuilder builder, OnnxValue value, string chosen, OnnxValue other)
    {
        string places = builder.Emit("Transpose", [builder.Emit("NonZero", [chosen])]);
        OnnxValue part = new(
            builder.Emit("Compress", [other.Name, chosen], OnnxAttribute.Of("axis", 0)), other.Shape, BatchAxes.Of($"rows of {chosen}"));
        return PutBack(builder, value, places, builder.Declare(part).Name);
    }

    /// <summary>The numbers of all instances, those at some places replaced.</summary>
    /// <param name="builder">Where the nodes go.</param>
    /// <param name="value">The numbers of all.</param>
    /// <param name="places">The name of the places, [rows, 1]; there may be none.</param>
    /// <param name="replacement">The name of the numbers there.</param>
    public static OnnxValue PutBack(OnnxBuilder builder, OnnxValue value, string places, string replacement) =>
        value with { Name = builder.Emit("ScatterND", [value.Name, places, replacement]) };
}
