using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>
/// Integrates instances with an exported integrator in .NET alone, vectorised over instances: no native library. Safe to use from
/// several threads at once. An instance has the same bits alone, in any batch, and with any number of threads.
/// </summary>
/// <remarks>
/// It reads f, the tableau and the options from the file, and computes what the file computes: the same statuses and step counts, and
/// the same numbers but for rounding.
/// </remarks>
public sealed class Integrator : IIntegrator
{
    private Integrator(ExportedFile file, IntegratorDescription description, int threads)
    {
        Description = description;
        IntegratorExportOptions options = description.Options;
        IntegratorSlots slots = new(IntegratorReader.Read(file, description), description.Inputs);
        (LaneScheme scheme, int limit) = options.Form switch
        {
            IntegratorForm.Step => (StepScheme.Of(slots), 0),
            IntegratorForm.Rollout => (RolloutScheme.Of(slots), 0),
            IntegratorForm.Adaptive =>
                (AdaptiveScheme.Of(slots, options.Adaptive, options.Precision.Resolution()), options.Adaptive.StepLimit),
        };
        Runner = LaneRunners.Of(this, scheme, BatchSignature.Of(description), limit, threads);
    }

    /// <inheritdoc/>
    public IntegratorDescription Description { get; }

    /// <summary>Runs the integrator over batches; to dispose of it is to dispose of the integrator.</summary>
    internal IBatchRunner Runner { get; }

    /// <summary>Loads an integrator from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Integrator, string, IntegratorExportOptions)"/>.</param>
    /// <param name="threads">How many threads a batch is integrated on at most; 0, the default, for as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported integrator.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Integrator Load(string path, int threads = 0) => Open(ExportedFile.Open(path), threads);

    /// <summary>Loads an integrator from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Integrator, IntegratorExportOptions)"/> returned.</param>
    /// <param name="threads">How many threads a batch is integrated on at most; 0, the default, for as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported integrator.</exception>
    public static Integrator Load(ReadOnlyMemory<byte> model, int threads = 0) => Open(ExportedFile.Open(model), threads);

    /// <summary>Opens an integrator whose file and description are read already.</summary>
    internal static Integrator Open(ExportedFile file, IntegratorDescription description, int threads) => new(file, description, threads);

    /// <inheritdoc/>
    public StepResult Step(InstanceBatch instances) => Runner.Step(Description, instances);

    /// <inheritdoc/>
    public RolloutResult Rollout(InstanceBatch instances, int steps) => Runner.Rollout(Description, instances, steps);

    /// <inheritdoc/>
    public AdaptiveResult Integrate(InstanceBatch instances) => Runner.Integrate(Description, instances);

    /// <summary>Frees the working memory, as soon as no other thread is integrating.</summary>
    public void Dispose() => Runner.Dispose();

    private static Integrator Open(ExportedFile file, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return Open(file, IntegratorDescriptionReader.Read(file), threads);
    }
}
