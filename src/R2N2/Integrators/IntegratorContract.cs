namespace R2N2.Onnx;

/// <summary>What exported integrators take and return, by their form.</summary>
internal static class IntegratorContract
{
    /// <summary>The batch axes of what there is at the beginning and after every step of a rollout.</summary>
    public static BatchAxes PerStep { get; } = BatchAxes.Of(BatchAxes.InstanceAxis, "Steps + 1");

    /// <summary>The number of steps of a rollout, one for all instances.</summary>
    public static ModelValue Steps { get; } = new(IntegratorInputs.Steps, Shape.Scalar, IsInteger: true) { Batch = BatchAxes.None };

    /// <summary>The inputs, in the order of the file.</summary>
    /// <param name="form">The form.</param>
    /// <param name="family">Those of the family.</param>
    public static IReadOnlyList<ModelValue> Inputs(IntegratorForm form, IEnumerable<Parameter> family)
    {
        IEnumerable<ModelValue> inputs = family.Select(input => new ModelValue(input.Name, input.Shape));
        return form switch
        {
            IntegratorForm.Step => [.. inputs],
            IntegratorForm.Rollout => [.. inputs, Steps],
            IntegratorForm.Adaptive => [.. inputs, new ModelValue(IntegratorInputs.EndTime, Shape.Scalar)],
        };
    }

    /// <summary>The outputs, in the order of the file.</summary>
    /// <param name="form">The form.</param>
    /// <param name="stateSize">m.</param>
    /// <param name="hasEstimate">Whether the tableau has an embedded row.</param>
    public static IReadOnlyList<ModelValue> Outputs(IntegratorForm form, int stateSize, bool hasEstimate)
    {
        var state = Shape.Vector(stateSize);
        ModelValue next = new(IntegratorOutputs.NextState, state);
        ModelValue status = new(IntegratorOutputs.Status, Shape.Scalar, IsInteger: true);
        return form switch
        {
            IntegratorForm.Step when hasEstimate => [next, new(IntegratorOutputs.ErrorEstimate, state)],
            IntegratorForm.Step => [next],
            IntegratorForm.Rollout => [new(IntegratorOutputs.Trajectory, state) { Batch = PerStep }, status],
            IntegratorForm.Adaptive =>
            [
                next,
                new(IntegratorOutputs.ReachedTime, Shape.Scalar),
                status,
                new(IntegratorOutputs.AcceptedSteps, Shape.Scalar, IsInteger: true),
                new(IntegratorOutputs.RejectedSteps, Shape.Scalar, IsInteger: true),
            ],
        };
    }
}
