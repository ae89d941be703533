using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;

namespace R2N2;

/// <summary>Integrates batches of instances with an exported integrator over ONNX Runtime. Safe to use from several threads at once.</summary>
public sealed class OnnxIntegrator : IDisposable
{
    private readonly InferenceSession _session;
    private readonly IntegratorCall _call;

    private OnnxIntegrator(byte[] model, IntegratorDescription description, OnnxSolverOptions options)
    {
        Description = description;
        _session = SessionFactory.Open(model, options);
        _call = new IntegratorCall(_session, description);
    }

    /// <summary>What the integrator says about itself: family, inputs, tableau, tolerances.</summary>
    public IntegratorDescription Description { get; }

    /// <summary>Loads an integrator from a file.</summary>
    /// <param name="path">A file written by <see cref="IntegratorExport.SaveOnnx"/>.</param>
    /// <param name="options">What computes; the processor if null. A batch is one call, whatever the block size and threads say.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported integrator.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxIntegrator Load(string path, OnnxSolverOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new OnnxIntegrator(File.ReadAllBytes(path), IntegratorDescription.Read(path), options ?? new OnnxSolverOptions());
    }

    /// <summary>Loads an integrator from memory.</summary>
    /// <param name="model">The bytes that <see cref="IntegratorExport.ToOnnx"/> returned.</param>
    /// <param name="options">What computes; the processor if null.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported integrator.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxIntegrator Load(ReadOnlyMemory<byte> model, OnnxSolverOptions? options = null) =>
        new(model.ToArray(), IntegratorDescription.Read(model), options ?? new OnnxSolverOptions());

    /// <summary>One step of every instance.</summary>
    /// <param name="instances">A column for every input.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is not a finite number above 0.</exception>
    /// <exception cref="InvalidOperationException">The file is a rollout or adaptive.</exception>
    public StepResult Step(InstanceBatch instances)
    {
        Require(IntegratorForm.Step, instances);
        string[] outputs = Description.Tableau.HasEmbedded
            ? [IntegratorOutputs.NextState, IntegratorOutputs.ErrorEstimate]
            : [IntegratorOutputs.NextState];
        using IDisposableReadOnlyCollection<OrtValue> values = _call.Run(instances, null, outputs);
        return new StepResult(_call.Numbers(values[0]), outputs.Length > 1 ? _call.Numbers(values[1]) : default(ReadOnlyMemory<double>));
    }

    /// <summary>Many steps of every instance, of the size that it brings.</summary>
    /// <param name="instances">A column for every input.</param>
    /// <param name="steps">How many, 0 or more.</param>
    /// <returns>The trajectories. An instance that overflows is told by its status; the others go on.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is not a finite number above 0.</exception>
    /// <exception cref="InvalidOperationException">The file is a single step or adaptive.</exception>
    public RolloutResult Rollout(InstanceBatch instances, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Require(IntegratorForm.Rollout, instances);
        using IDisposableReadOnlyCollection<OrtValue> values = _call.Run(
            instances, steps, [IntegratorOutputs.Trajectory, IntegratorOutputs.Status]);
        return new RolloutResult(steps, Description.StateSize, _call.Numbers(values[0]), Status(values[1]));
    }

    /// <summary>Integrates every instance to its end, with the tolerance of the file.</summary>
    /// <param name="instances">A column for every input, <see cref="IntegratorInputs.EndTime"/> among them.</param>
    /// <returns>The states, how each instance ended, and what it took.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length, or holds what it must not.</exception>
    /// <exception cref="InvalidOperationException">The file is a single step or a rollout.</exception>
    public AdaptiveResult Integrate(InstanceBatch instances)
    {
        Require(IntegratorForm.Adaptive, instances);
        IntegratorBatch.RequireEnds(
            instances[IntegratorInputs.EndTime].Span,
            instances.Names.Contains(IntegratorInputs.Time) ? instances[IntegratorInputs.Time].Span : []);
        string[] outputs =
        [
            IntegratorOutputs.NextState,
            IntegratorOutputs.ReachedTime,
            IntegratorOutputs.Status,
            IntegratorOutputs.AcceptedSteps,
            IntegratorOutputs.RejectedSteps,
        ];
        using IDisposableReadOnlyCollection<OrtValue> values = _call.Run(instances, null, outputs);
        long[] accepted = IntegratorCall.Integers(values[3]);
        long[] rejected = IntegratorCall.Integers(values[4]);
        return new AdaptiveResult(
            _call.Numbers(values[0]),
            _call.Numbers(values[1]),
            Status(values[2]),
            accepted,
            rejected,
            AdaptiveResult.Evaluations(Description.Tableau, accepted, rejected));
    }

    /// <summary>Frees the session; not while another thread is integrating.</summary>
    public void Dispose() => _session.Dispose();

    private static IntegrationStatus[] Status(OrtValue value) =>
        Array.ConvertAll(IntegratorCall.Integers(value), code => (IntegrationStatus)code);

    private void Require(IntegratorForm form, InstanceBatch instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        if (Description.Options.Form != form)
        {
            throw new InvalidOperationException(
                $"The file was exported as {Description.Options.Form}; this needs {form}. Export it again with that {nameof(IntegratorExportOptions.Form)}.");
        }

        instances.Require(Description.Inputs);
        IntegratorBatch.RequireStepSizes(instances[IntegratorInputs.StepSize].Span);
    }
}
