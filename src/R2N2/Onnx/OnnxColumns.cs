namespace R2N2.Onnx;

/// <summary>How the columns of a table feed a solver whose file is run by a host that knows columns only.</summary>
/// <param name="Inputs">
/// For every input of the file, the columns whose numbers, one after another, are its own; a matrix row by row.
/// </param>
/// <param name="Outputs">For every output of the file, its column.</param>
internal sealed record OnnxColumns(
    IReadOnlyDictionary<string, IReadOnlyList<OnnxColumn>> Inputs, IReadOnlyDictionary<string, string> Outputs)
{
    /// <summary>A beginning of names that no column has.</summary>
    /// <param name="wanted">What it is, if it is free; longer if not.</param>
    public string FreePrefix(string wanted)
    {
        string[] taken = [.. Inputs.Values.SelectMany(columns => columns).Select(column => column.Name), .. Outputs.Values];
        while (taken.Any(name => name.StartsWith(wanted, StringComparison.Ordinal)))
        {
            wanted += "/";
        }

        return wanted;
    }
}
