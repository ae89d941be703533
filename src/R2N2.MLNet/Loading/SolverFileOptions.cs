using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>How a solver from a file sits in a pipeline.</summary>
public sealed record SolverFileOptions : PipelineOptions
{
    /// <summary>
    /// The column of each of the file's outputs, by the output's name (<see cref="SolverOutputs"/>, <see cref="IntegratorOutputs"/>);
    /// an output without an entry has a column of its own name.
    /// </summary>
    public IReadOnlyDictionary<string, string> OutputColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The schema of data that it will read, which tells the types of the input columns. If null (the default), every input has
    /// one column, in double precision. A pipeline fitted on data goes by their schema instead.
    /// </summary>
    public DataViewSchema? InputSchema { get; init; }

    internal override string ColumnOf(string output) => OutputColumns.GetValueOrDefault(output, output);

    /// <exception cref="ArgumentException">A column is named for what the file does not have, or a name is missing or taken twice.</exception>
    internal void Validate(SolverFile file)
    {
        string[] outputs = [.. file.Outputs.Select(output => output.Name)];
        foreach (string name in OutputColumns.Keys.Where(name => !outputs.Contains(name)))
        {
            throw new ArgumentException(
                $"{nameof(OutputColumns)} names a column for '{name}'; the file has the outputs {string.Join(", ", outputs)}.");
        }

        Validate(file.FamilyName, file.Inputs, outputs);
    }
}
