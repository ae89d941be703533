using System.Text.Json.Serialization;

namespace R2N2.Onnx;

/// <summary>How the columns of a table feed a solver whose file is run by a host that knows columns only.</summary>
/// <param name="Inputs">
/// For every input of the file, in its order, the columns whose numbers, one after another, are its own; a matrix row by row.
/// </param>
/// <param name="Outputs">The columns of the file's outputs, in its order; further outputs have none.</param>
internal sealed record OnnxColumns(IReadOnlyList<IReadOnlyList<OnnxColumn>> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>The columns of all inputs.</summary>
    [JsonIgnore]
    public IEnumerable<OnnxColumn> Read => Inputs.SelectMany(columns => columns);

    /// <summary>A beginning of names that no column has.</summary>
    /// <param name="wanted">What it is, if it is free; longer if not.</param>
    public string FreePrefix(string wanted)
    {
        string[] taken = [.. Read.Select(column => column.Name), .. Outputs];
        while (taken.Any(name => name.StartsWith(wanted, StringComparison.Ordinal)))
        {
            wanted += "/";
        }

        return wanted;
    }
}
