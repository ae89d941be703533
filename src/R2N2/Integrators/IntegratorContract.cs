namespace R2N2.Onnx;

/// <summary>What exported integrators take and return, by their form.</summary>
internal static class IntegratorContract
{
    /// <summary>The names of the inputs, in the order of the file.</summary>
    /// <param name="form">The form.</param>
    /// <param name="family">The problem.</param>
    public static IEnumerable<string> Inputs(IntegratorForm form, InitialValueFamily family)
    {
        IEnumerable<string> names = family.Inputs.Select(input => input.Name);
        return form switch
        {
            IntegratorForm.Step => names,
            IntegratorForm.Rollout => names.Append(IntegratorInputs.Steps),
            IntegratorForm.Adaptive => names.Append(IntegratorInputs.EndTime),
        };
    }

    /// <summary>The outputs, in the order of the file.</summary>
    /// <param name="form">The form.</param>
    /// <param name="stateSize">m.</param>
    /// <param name="hasEstimate">Whether the tableau has an embedded row.</param>
    public static IReadOnlyList<ModelOutput> Outputs(IntegratorForm form, int stateSize, bool hasEstimate)
    {
        var state = Shape.Vector(stateSize);
        ModelOutput next = new(IntegratorOutputs.NextState, state);
        ModelOutput status = new(IntegratorOutputs.Status, Shape.Scalar, IsInteger: true);
        return form switch
        {
            IntegratorForm.Step when hasEstimate => [next, new(IntegratorOutputs.ErrorEstimate, state)],
            IntegratorForm.Step => [next],
            IntegratorForm.Rollout => [new(IntegratorOutputs.Trajectory, state) { IsPerStep = true }, status],
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
