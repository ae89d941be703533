namespace R2N2;

/// <summary>The names of what an exported integrator returns for every instance.</summary>
public static class IntegratorOutputs
{
    /// <summary>y after one step, or at the end of an adaptive integration, a vector [m].</summary>
    public const string NextState = "NextState";

    /// <summary>The estimated local error of a step, a vector [m]; only where the tableau has an embedded row.</summary>
    public const string ErrorEstimate = "ErrorEstimate";

    /// <summary>y₀ and the states after each step of a rollout, [Steps + 1, m].</summary>
    public const string Trajectory = "Trajectory";

    /// <summary>How a rollout or an adaptive integration ended, an <see cref="IntegrationStatus"/>.</summary>
    public const string Status = "Status";

    /// <summary>The time an adaptive integration reached.</summary>
    public const string ReachedTime = "ReachedTime";

    /// <summary>The steps that an adaptive integration took.</summary>
    public const string AcceptedSteps = "AcceptedSteps";

    /// <summary>The steps that it tried, found too inaccurate, and repeated with a smaller step size.</summary>
    public const string RejectedSteps = "RejectedSteps";

    /// <summary>All of them, and the inputs that not every family has: names that parameters cannot take.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [NextState, ErrorEstimate, Trajectory, Status, ReachedTime, AcceptedSteps, RejectedSteps, IntegratorInputs.EndTime, IntegratorInputs.Steps];
}
