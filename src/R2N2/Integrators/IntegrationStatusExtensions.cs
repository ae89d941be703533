namespace R2N2;

/// <summary>What a status means, in words.</summary>
public static class IntegrationStatusExtensions
{
    /// <summary>The sentence a person reads.</summary>
    /// <param name="status">A status.</param>
    public static string Describe(this IntegrationStatus status) => status switch
    {
        IntegrationStatus.Completed => "The end was reached.",
        IntegrationStatus.StepLimit => "The limit of steps was reached before the end.",
        IntegrationStatus.StepTooSmall => "The tolerance asks for steps below the resolution of the time.",
        IntegrationStatus.NotFinite => "The instance, or a state, holds a NaN or infinite number.",
    };
}
