using R2N2.Onnx;

namespace R2N2;

/// <summary>
/// Integrates batches of instances with an exported integrator over ONNX Runtime. Safe to use from several threads at once.
/// On the processor an instance has the same bits in any batch.
/// </summary>
public sealed class OnnxIntegrator : IDisposable
{
    private OnnxIntegrator(ReadOnlyMemory<byte> model, IntegratorDescription description, InferenceOptions options)
    {
        Description = description;
        string[] inputs = [.. description.Inputs.Select(input => input.Name)];
        Runner = new BatchRunner(this, model, BatchSignature.Of(description), options, Check(inputs));
    }

    /// <summary>What the integrator says about itself: family, inputs, tableau, tolerances.</summary>
    public IntegratorDescription Description { get; }

    /// <summary>Runs the file over batches; to dispose of it is to dispose of the integrator.</summary>
    internal BatchRunner Runner { get; }

    /// <summary>Loads an integrator from a file.</summary>
    /// <param name="path">A file written by <see cref="OnnxExport.SaveOnnx(R2N2Integrator, string, IntegratorExportOptions)"/>.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The file is not an exported integrator.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxIntegrator Load(string path, InferenceOptions? options = null) => Open(ExportedFile.Open(path), options);

    /// <summary>Loads an integrator from memory.</summary>
    /// <param name="model">The bytes that <see cref="OnnxExport.ToOnnx(R2N2Integrator, IntegratorExportOptions)"/> returned.</param>
    /// <param name="options">How it computes; the defaults of <see cref="InferenceOptions"/> if null.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an exported integrator.</exception>
    /// <exception cref="InvalidOperationException">ONNX Runtime is missing, or lacks the provider asked for.</exception>
    public static OnnxIntegrator Load(ReadOnlyMemory<byte> model, InferenceOptions? options = null) => Open(ExportedFile.Open(model), options);

    /// <summary>Opens an integrator whose file and description are read already.</summary>
    internal static OnnxIntegrator Open(ExportedFile file, IntegratorDescription description, InferenceOptions options) =>
        new(file.Bytes, description, options);

    /// <summary>One step of every instance.</summary>
    /// <param name="instances">A column for every input.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is 0 or below.</exception>
    /// <exception cref="InvalidOperationException">The file is a rollout or adaptive.</exception>
    public StepResult Step(InstanceBatch instances)
    {
        BatchColumns columns = Runner.Run(Inputs(IntegratorForm.Step, instances), instances.Count);
        return new StepResult(columns.Numbers[0], Description.Tableau.HasEmbedded ? columns.Numbers[1] : default(ReadOnlyMemory<double>));
    }

    /// <summary>Many steps of every instance, of the size that it brings.</summary>
    /// <param name="instances">A column for every input.</param>
    /// <param name="steps">How many, 0 or more.</param>
    /// <returns>The trajectories. An instance that overflows, or brings a number that is not finite, is told by its status; the others go on.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length, or a step size is 0 or below.</exception>
    /// <exception cref="InvalidOperationException">The file is a single step or adaptive.</exception>
    public RolloutResult Rollout(InstanceBatch instances, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ReadOnlyMemory<double>[] inputs = Inputs(IntegratorForm.Rollout, instances);
        RequireRoom(instances.Count, steps);
        BatchColumns columns = Runner.Run(BatchSignature.Of(Description, steps), inputs, instances.Count);
        return new RolloutResult(steps, Description.StateSize, columns.Numbers[0], Status(columns.Integers[1]));
    }

    /// <summary>Integrates every instance to its end, with the tolerance of the file.</summary>
    /// <param name="instances">A column for every input, <see cref="IntegratorInputs.EndTime"/> among them.</param>
    /// <returns>The states, how each instance ended, and what it took.</returns>
    /// <exception cref="ArgumentException">A column is missing or has another length, a step size is 0 or below, or an end lies before its beginning.</exception>
    /// <exception cref="InvalidOperationException">The file is a single step or a rollout.</exception>
    public AdaptiveResult Integrate(InstanceBatch instances)
    {
        BatchColumns columns = Runner.Run(Inputs(IntegratorForm.Adaptive, instances), instances.Count);
        Memory<long> accepted = columns.Integers[3];
        Memory<long> rejected = columns.Integers[4];
        return new AdaptiveResult(
            columns.Numbers[0],
            columns.Numbers[1],
            Status(columns.Integers[2]),
            accepted,
            rejected,
            AdaptiveResult.Evaluations(Description.Tableau, accepted.Span, rejected.Span));
    }

    /// <summary>Frees the session, as soon as no other thread is integrating.</summary>
    public void Dispose() => Runner.Dispose();

    private static OnnxIntegrator Open(ExportedFile file, InferenceOptions? options) =>
        Open(file, IntegratorDescriptionReader.Read(file), options ?? new InferenceOptions());

    private static IntegrationStatus[] Status(Memory<long> codes) => Array.ConvertAll(codes.ToArray(), code => (IntegrationStatus)code);

    private static InputCheck Check(string[] names)
    {
        int stepSize = Array.IndexOf(names, IntegratorInputs.StepSize);
        int end = Array.IndexOf(names, IntegratorInputs.EndTime);
        int time = Array.IndexOf(names, IntegratorInputs.Time);
        return (columns, start, count, number) =>
        {
            ReadOnlySpan<double> Column(int index) => index < 0 ? [] : columns[index].Span.Slice(start, count);

            IntegratorBatch.RequireStepSizes(Column(stepSize), number);
            IntegratorBatch.RequireEnds(Column(end), Column(time), number);
        };
    }

    private ReadOnlyMemory<double>[] Inputs(IntegratorForm form, InstanceBatch instances)
    {
        ArgumentNullException.ThrowIfNull(instances);
        if (Description.Options.Form != form)
        {
            throw new InvalidOperationException(
                $"The file was exported as {Description.Options.Form}; this needs {form}. Export it again with that {nameof(IntegratorExportOptions.Form)}.");
        }

        instances.Require(Description.Inputs);
        return [.. Description.Inputs.Select(input => instances[input.Name])];
    }

    private void RequireRoom(int instances, int steps)
    {
        double numbers = (double)instances * (steps + 1.0) * Description.StateSize;
        if (numbers > Array.MaxLength)
        {
            throw new ArgumentException(
                $"The trajectories of {instances} instances over {steps} steps have {numbers:0} numbers; at most {Array.MaxLength} fit. "
                + "Integrate fewer instances at once, or go on from the last states.",
                nameof(steps));
        }
    }
}
