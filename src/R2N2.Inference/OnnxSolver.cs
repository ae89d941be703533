using R2N2.Onnx;

namespace R2N2;

/// <summary>
/// Solves batches of instances with an exported solver over ONNX Runtime. Safe to use from several threads at once.
/// On the processor an instance has the same bits in any batch.
/// </summary>
public sealed class OnnxSolver : ISolver
{
    private OnnxSolver(ReadOnlyMemory<byte> model, SolverDescription description, InferenceOptions options)
    {
        Description = description;
        Runner = new OnnxRunner(this, model, BatchSignature.Of(description), options);
    }

    /// <inheritdoc/>
    public SolverDescription Description { get; }

    /// <summary>Runs the file over batches; to dispose of it is to dispose of the solver.</summary>
    internal IBatchRunner Runner { get; }

    /// <summary>Loads a solver from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Network, string, SolverExportOptions)"/>.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported solver.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The options ask for the vectorised engine.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxSolver Load(string path, InferenceOptions? options = null) => Open(ExportedFile.Open(path), options);

    /// <summary>Loads a solver from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Network, SolverExportOptions)"/> returned.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported solver.</exception>
    /// <exception cref="ArgumentException">The options ask for the vectorised engine.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxSolver Load(ReadOnlyMemory<byte> model, InferenceOptions? options = null) => Open(ExportedFile.Open(model), options);

    /// <summary>Opens a solver whose file and description are read already.</summary>
    internal static OnnxSolver Open(ExportedFile file, SolverDescription description, InferenceOptions options) =>
        new(file.Bytes, description, options);

    /// <inheritdoc/>
    public SolveResult Solve(InstanceBatch instances) => Runner.Solve(Description, instances);

    /// <inheritdoc/>
    public void Solve(InstanceBatch instances, SolveBuffer results) => Runner.Solve(Description, instances, results);

    /// <summary>Frees the session, as soon as no other thread is solving.</summary>
    public void Dispose() => Runner.Dispose();

    private static OnnxSolver Open(ExportedFile file, InferenceOptions? options) =>
        Open(file, SolverDescriptionReader.Read(file), options ?? new InferenceOptions());
}
