namespace R2N2;

/// <summary>How the integration of one instance ended. The numbers are those of exported files.</summary>
public enum IntegrationStatus
{
    /// <summary>The end was reached.</summary>
    Completed = 0,

    /// <summary>The limit of steps was reached before the end; the state where it got to is returned.</summary>
    StepLimit = 1,

    /// <summary>The tolerance asks for steps below the resolution of the time; the state where it got to is returned.</summary>
    StepTooSmall = 2,

    /// <summary>A number was NaN or infinite; the last finite state is returned.</summary>
    NotFinite = 3,
}
