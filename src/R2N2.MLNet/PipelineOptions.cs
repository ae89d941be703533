namespace R2N2.MLNet;

/// <summary>How a solver sits in a pipeline: the columns it reads and adds, what computes it, and how many rows at a time.</summary>
public abstract record PipelineOptions
{
    // By ML.NET's transformer for ONNX files.
    private const string StrippedSuffix = ".output";

    private protected PipelineOptions()
    {
    }

    /// <summary>
    /// The columns of each of the solver's inputs, by the input's name; an input without an entry has one column of its own
    /// name. The numbers of several columns follow one another (a matrix row by row). A column is a number or a vector of fixed
    /// size, in double precision or in single precision, which is widened to double and so exact; other types are refused, and
    /// ML.NET's <c>Conversion.ConvertType</c> converts them. A single column has the input's size, and is a number for inputs of
    /// size one only.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> InputColumns { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Put before the names of all output columns, to tell several solvers in a pipeline apart; empty by default.</summary>
    public string OutputPrefix { get; init; } = "";

    /// <summary>
    /// What computes, in which engine, and on how many threads. If null (the default), the GPU that the MLContext names by its
    /// GpuDeviceId, or the processor where it names none. The log says which engine runs, and why. It is not saved with a model:
    /// who loads one has a choice of their own.
    /// </summary>
    public InferenceOptions? Inference { get; init; }

    /// <summary>
    /// Whether the processor takes over, with a warning in the log, where the GPU asked for is not there; as the MLContext's
    /// FallbackToCpu says if null (the default).
    /// </summary>
    public bool? FallbackToCpu { get; init; }

    /// <summary>
    /// The most rows that are read ahead and solved together; 0, the default, for 32768, or fewer where a solver's inputs and
    /// outputs of so many take more than 4 MiB. A block also ends where the columns that are passed on take more than that, and
    /// cursors side by side share both. Results do not depend on it.
    /// </summary>
    public int BlockSize
    {
        get;
        init => field = Guard.AtLeast(value, 0);
    }

    /// <summary>The column that the user chose for an output, without the prefix.</summary>
    /// <param name="output">Its name in the file.</param>
    internal abstract string ColumnOf(string output);

    /// <summary>The columns of outputs.</summary>
    internal string[] NameOutputs(IEnumerable<string> outputs) => [.. outputs.Select(output => OutputPrefix + ColumnOf(output))];

    /// <summary>The columns of inputs, their types open.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="role">What an input is, in words, by its name.</param>
    internal SolverInput[] Inputs(IReadOnlyList<Parameter> inputs, Func<string, string> role) =>
        [.. inputs.Select(input => new SolverInput(input, InputColumns.GetValueOrDefault(input.Name, [input.Name]), role(input.Name)))];

    /// <summary>Checks the names of columns against a solver.</summary>
    /// <param name="family">The name of its family.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="outputs">The names of its outputs.</param>
    /// <exception cref="ArgumentException">There is no such input, or a name is missing, taken twice, or one that ML.NET changes.</exception>
    internal void Validate(string family, IReadOnlyList<Parameter> inputs, IEnumerable<string> outputs)
    {
        if (InputColumns is null || InputColumns.Values.Any(columns => columns is null))
        {
            throw new ArgumentException(
                $"{nameof(InputColumns)} is null, or names null for an input; leave an input out for a column of its own name.");
        }

        foreach (string name in InputColumns.Keys.Where(name => inputs.All(input => input.Name != name)))
        {
            throw new ArgumentException(
                $"{nameof(InputColumns)} names a column for '{name}'; the family '{family}' has the inputs "
                + $"{string.Join(", ", inputs.Select(input => input.Name))}.");
        }

        SolverInput[] read = Inputs(inputs, name => name);
        foreach (SolverInput input in read.Where(input => input.Columns.Count == 0 || input.Columns.Count > input.Parameter.Shape.Size))
        {
            throw new ArgumentException(
                $"{nameof(InputColumns)} names {input.Columns.Count} columns for '{input.Parameter.Name}', a {input.Parameter.Shape}; "
                + $"it takes 1 to {input.Parameter.Shape.Size}.");
        }

        ValidateNames(NameOutputs(outputs), [.. read.SelectMany(input => input.Columns)]);
    }

    private static void ValidateNames(string[] outputs, string[] inputs)
    {
        string[] columns = [.. outputs, .. inputs];
        if (columns.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A column of the solver has no name; every column needs one.");
        }

        if (columns.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException(
                $"The solver's columns are {string.Join(", ", columns)}; '{repeated.Key}' is there twice. Choose another output "
                + "name or prefix; copy a column that serves as two inputs (CopyColumns).");
        }

        if (outputs.FirstOrDefault(column => column.EndsWith(StrippedSuffix, StringComparison.Ordinal)) is { } stripped)
        {
            throw new ArgumentException(
                $"The output column '{stripped}' ends in '{StrippedSuffix}', which ML.NET strips when a saved model is loaded. Choose another name.");
        }
    }
}
