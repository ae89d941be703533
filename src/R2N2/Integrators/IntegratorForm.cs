namespace R2N2;

/// <summary>What an exported integrator does.</summary>
public enum IntegratorForm
{
    /// <summary>One step: <see cref="IntegratorOutputs.NextState"/>, and the error estimate where there is one. The default.</summary>
    Step,

    /// <summary>As many steps as <see cref="IntegratorInputs.Steps"/> says: <see cref="IntegratorOutputs.Trajectory"/> and status.</summary>
    Rollout,

    /// <summary>
    /// Steps as the tolerance asks for, to <see cref="IntegratorInputs.EndTime"/>: the state there, status and counts of steps.
    /// </summary>
    Adaptive,
}
