using R2N2.Onnx;

namespace R2N2;

/// <summary>
/// Solves batches of instances with an exported solver over ONNX Runtime. Safe to use from several threads at once.
/// On the processor an instance has the same bits in any batch.
/// </summary>
public sealed class OnnxSolver : IDisposable
{
    private OnnxSolver(ReadOnlyMemory<byte> model, SolverDescription description, InferenceOptions options)
    {
        Description = description;
        Runner = new BatchRunner(this, model, BatchSignature.Of(description), options, (_, _, _, _) => { });
    }

    /// <summary>What the solver says about itself: family, inputs, coefficients, tolerances.</summary>
    public SolverDescription Description { get; }

    /// <summary>Runs the file over batches; to dispose of it is to dispose of the solver.</summary>
    internal BatchRunner Runner { get; }

    /// <summary>Loads a solver from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Network, string, SolverExportOptions)"/>.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported solver.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxSolver Load(string path, InferenceOptions? options = null) => Open(ExportedFile.Open(path), options);

    /// <summary>Loads a solver from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Network, SolverExportOptions)"/> returned.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported solver.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxSolver Load(ReadOnlyMemory<byte> model, InferenceOptions? options = null) => Open(ExportedFile.Open(model), options);

    /// <summary>Opens a solver whose file and description are read already.</summary>
    internal static OnnxSolver Open(ExportedFile file, SolverDescription description, InferenceOptions options) =>
        new(file.Bytes, description, options);

    /// <summary>Solves instances.</summary>
    /// <param name="instances">A column for every input of the solver; other columns are not looked at. None at all is fine.</param>
    /// <returns>A result for every instance, in the same order. An instance that cannot be solved is told by its status.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length.</exception>
    /// <exception cref="ObjectDisposedException">The solver is disposed.</exception>
    public SolveResult Solve(InstanceBatch instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        instances.Require(Description.Inputs);
        BatchColumns columns = Runner.Run([.. Description.Inputs.Select(input => instances[input.Name])], instances.Count);
        int next = 4;
        return new SolveResult(
            Description.StateSize,
            columns.Numbers[0],
            columns.Numbers[1],
            columns.Integers[2],
            Array.ConvertAll(columns.Integers[3].ToArray(), code => (SolveStatus)code))
        {
            ResidualHistory = Description.Options.ResidualHistory ? columns.Numbers[next++] : default(ReadOnlyMemory<double>?),
            Iterates = Description.Options.Iterates ? columns.Numbers[next] : default(ReadOnlyMemory<double>?),
        };
    }

    /// <summary>Frees the session, as soon as no other thread is solving.</summary>
    public void Dispose() => Runner.Dispose();

    private static OnnxSolver Open(ExportedFile file, InferenceOptions? options) =>
        Open(file, SolverDescriptionReader.Read(file), options ?? new InferenceOptions());
}
