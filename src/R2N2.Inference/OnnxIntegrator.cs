using R2N2.Onnx;

namespace R2N2;

/// <summary>
/// Integrates batches of instances with an exported integrator over ONNX Runtime. Safe to use from several threads at once.
/// On the processor an instance has the same bits in any batch.
/// </summary>
public sealed class OnnxIntegrator : IIntegrator
{
    private OnnxIntegrator(ReadOnlyMemory<byte> model, IntegratorDescription description, InferenceOptions options)
    {
        Description = description;
        Runner = new OnnxRunner(this, model, BatchSignature.Of(description), options);
    }

    /// <inheritdoc/>
    public IntegratorDescription Description { get; }

    /// <summary>Runs the file over batches; to dispose of it is to dispose of the integrator.</summary>
    internal IBatchRunner Runner { get; }

    /// <summary>Loads an integrator from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Integrator, string, IntegratorExportOptions)"/>.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported integrator.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The options ask for the vectorised engine.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxIntegrator Load(string path, InferenceOptions? options = null) => Open(ExportedFile.Open(path), options);

    /// <summary>Loads an integrator from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Integrator, IntegratorExportOptions)"/> returned.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported integrator.</exception>
    /// <exception cref="ArgumentException">The options ask for the vectorised engine.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxIntegrator Load(ReadOnlyMemory<byte> model, InferenceOptions? options = null) => Open(ExportedFile.Open(model), options);

    /// <summary>Opens an integrator whose file and description are read already.</summary>
    internal static OnnxIntegrator Open(ExportedFile file, IntegratorDescription description, InferenceOptions options) =>
        new(file.Bytes, description, options);

    /// <inheritdoc/>
    public StepResult Step(InstanceBatch instances) => Runner.Step(Description, instances);

    /// <inheritdoc/>
    public RolloutResult Rollout(InstanceBatch instances, int steps) => Runner.Rollout(Description, instances, steps);

    /// <inheritdoc/>
    public AdaptiveResult Integrate(InstanceBatch instances) => Runner.Integrate(Description, instances);

    /// <summary>Frees the session, as soon as no other thread is integrating.</summary>
    public void Dispose() => Runner.Dispose();

    private static OnnxIntegrator Open(ExportedFile file, InferenceOptions? options) =>
        Open(file, IntegratorDescriptionReader.Read(file), options ?? new InferenceOptions());
}
