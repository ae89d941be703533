namespace R2N2;

/// <summary>The names of what an integrator is given for every instance, besides the family's parameters.</summary>
public static class IntegratorInputs
{
    /// <summary>y, a vector [m].</summary>
    public const string State = "State";

    /// <summary>h, the step size, above 0; for an adaptive integration the first one that is tried.</summary>
    public const string StepSize = "StepSize";

    /// <summary>t; only where f depends on it.</summary>
    public const string Time = "Time";

    /// <summary>Where an adaptive integration ends; for a family that does without t, how long it goes on.</summary>
    public const string EndTime = "EndTime";

    /// <summary>The number of steps of a rollout, one integer for all instances.</summary>
    public const string Steps = "Steps";
}
