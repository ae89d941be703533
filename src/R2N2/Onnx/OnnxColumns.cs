namespace R2N2.Onnx;

/// <summary>
/// How the columns of a table feed a solver whose file is run row by row by a host that knows columns only: their names,
/// their element types, and a length of one where the solver takes a scalar.
/// </summary>
internal sealed record OnnxColumns
{
    /// <summary>The column of each input; an input without an entry has a column of its own name.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The column of each output; an output without an entry has a column of its own name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The inputs whose columns hold single-precision numbers; those of the others are double.</summary>
    public IReadOnlySet<string> SinglePrecision { get; init; } = new HashSet<string>();
}
