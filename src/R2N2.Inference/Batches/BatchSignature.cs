namespace R2N2;

/// <summary>What goes into a file for a batch of instances, and what comes out.</summary>
/// <param name="Precision">The floating-point type of the file.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Outputs">What is asked for.</param>
internal sealed record BatchSignature(OnnxPrecision Precision, BatchColumn[] Inputs, BatchColumn[] Outputs)
{
    /// <summary>The number of steps where the file has such an input, one for all instances; null where it has none.</summary>
    public int? Steps { get; init; }

    /// <summary>The floating-point numbers of the instance's largest column, or of all its inputs: what a block's size goes by.</summary>
    public int Width => Math.Max(
        1, Math.Max(Inputs.Sum(input => input.Shape.Size), Outputs.Where(output => !output.IsInteger).Max(output => output.Shape.Size)));

    /// <summary>Of an equation solver.</summary>
    public static BatchSignature Of(SolverDescription solver)
    {
        OnnxExportOptions options = solver.Options;
        var state = Shape.Vector(solver.StateSize);
        int places = options.IterationLimit!.Value + 1;
        List<BatchColumn> outputs =
        [
            new(SolverOutputs.Solution, state),
            new(SolverOutputs.ResidualNorm, Shape.Scalar),
            new(SolverOutputs.Iterations, Shape.Scalar, IsInteger: true),
            new(SolverOutputs.Status, Shape.Scalar, IsInteger: true),
        ];
        if (options.ResidualHistory)
        {
            outputs.Add(new(SolverOutputs.ResidualHistory, Shape.Vector(places)));
        }

        if (options.Iterates)
        {
            outputs.Add(new(SolverOutputs.Iterates, Shape.Matrix(places, solver.StateSize)));
        }

        return new BatchSignature(
            options.Precision,
            [.. solver.Inputs.Select(input => new BatchColumn(input.Name, input.Shape) { FileName = options.Inputs.For(input.Name) })],
            [.. outputs.Select(output => output with { FileName = options.Outputs.For(output.Name) })]);
    }

    /// <summary>Of an integrator.</summary>
    /// <param name="integrator">The integrator.</param>
    /// <param name="steps">The number of steps of a rollout; null for the other forms.</param>
    public static BatchSignature Of(IntegratorDescription integrator, int? steps = null)
    {
        var state = Shape.Vector(integrator.StateSize);
        return new BatchSignature(
            integrator.Options.Precision,
            [.. integrator.Inputs.Select(input => new BatchColumn(input.Name, input.Shape))],
            integrator.Options.Form switch
            {
                IntegratorForm.Step when !integrator.Tableau.HasEmbedded => [new(IntegratorOutputs.NextState, state)],
                IntegratorForm.Step => [new(IntegratorOutputs.NextState, state), new(IntegratorOutputs.ErrorEstimate, state)],
                IntegratorForm.Rollout =>
                [
                    new(IntegratorOutputs.Trajectory, Shape.Matrix(checked(steps.GetValueOrDefault() + 1), integrator.StateSize)),
                    new(IntegratorOutputs.Status, Shape.Scalar, IsInteger: true),
                ],
                IntegratorForm.Adaptive =>
                [
                    new(IntegratorOutputs.NextState, state),
                    new(IntegratorOutputs.ReachedTime, Shape.Scalar),
                    new(IntegratorOutputs.Status, Shape.Scalar, IsInteger: true),
                    new(IntegratorOutputs.AcceptedSteps, Shape.Scalar, IsInteger: true),
                    new(IntegratorOutputs.RejectedSteps, Shape.Scalar, IsInteger: true),
                ],
            })
        {
            Steps = steps,
        };
    }
}
