namespace R2N2;

/// <summary>What every <see cref="IIntegrator"/> does, whichever engine runs its file.</summary>
internal static class IntegratorRunnerExtensions
{
    /// <summary>One step of every instance.</summary>
    /// <inheritdoc cref="IIntegrator.Step" path="/exception"/>
    public static StepResult Step(this IBatchRunner runner, IntegratorDescription integrator, InstanceBatch instances)
    {
        ReadOnlyMemory<double>[] inputs = Inputs(integrator, IntegratorForm.Step, instances);
        BatchColumns columns = runner.Run(runner.Signature, inputs, instances.Count);
        return new StepResult(columns.Numbers[0], integrator.Tableau.HasEmbedded ? columns.Numbers[1] : default(ReadOnlyMemory<double>));
    }

    /// <summary>Many steps of every instance.</summary>
    /// <inheritdoc cref="IIntegrator.Rollout" path="/exception"/>
    public static RolloutResult Rollout(this IBatchRunner runner, IntegratorDescription integrator, InstanceBatch instances, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ReadOnlyMemory<double>[] inputs = Inputs(integrator, IntegratorForm.Rollout, instances);
        _ = ArrayLength.Of(instances.Count, (steps + 1.0) * integrator.StateSize, "The trajectories");
        BatchColumns columns = runner.Run(BatchSignature.Of(integrator, steps), inputs, instances.Count);
        return new RolloutResult(steps, integrator.StateSize, columns.Numbers[0], Status(columns.Integers[1]));
    }

    /// <summary>Integrates every instance to its end.</summary>
    /// <inheritdoc cref="IIntegrator.Integrate" path="/exception"/>
    public static AdaptiveResult Integrate(this IBatchRunner runner, IntegratorDescription integrator, InstanceBatch instances)
    {
        ReadOnlyMemory<double>[] inputs = Inputs(integrator, IntegratorForm.Adaptive, instances);
        BatchColumns columns = runner.Run(runner.Signature, inputs, instances.Count);
        Memory<long> accepted = columns.Integers[3];
        Memory<long> rejected = columns.Integers[4];
        return new AdaptiveResult(
            columns.Numbers[0],
            columns.Numbers[1],
            Status(columns.Integers[2]),
            accepted,
            rejected,
            AdaptiveResult.Evaluations(integrator.Tableau, accepted.Span, rejected.Span));
    }

    private static IntegrationStatus[] Status(Memory<long> codes) => Array.ConvertAll(codes.ToArray(), code => (IntegrationStatus)code);

    private static ReadOnlyMemory<double>[] Inputs(IntegratorDescription integrator, IntegratorForm form, InstanceBatch instances)
    {
        IntegratorForm found = integrator.Options.Form;
        return found == form ? instances.ColumnsOf(integrator) : throw new InvalidOperationException(
            $"The file was exported as {found}; this needs {form}. Export it again with that {nameof(IntegratorExportOptions.Form)}.");
    }
}
