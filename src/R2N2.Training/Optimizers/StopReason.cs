namespace R2N2.Training;

/// <summary>Why a start was worked on no further.</summary>
public enum StopReason
{
    /// <summary>Still running.</summary>
    None,

    /// <summary>The residuals are orthogonal to every direction of the Jacobian, to the gradient tolerance: a stationary point.</summary>
    Gradient,

    /// <summary>The step became smaller than the step tolerance, relative to the coefficients.</summary>
    Step,

    /// <summary>Neither the predicted nor the actual reduction of the loss exceeded the cost tolerance, relative to the loss.</summary>
    Cost,

    /// <summary>The iteration limit was reached.</summary>
    IterationLimit,

    /// <summary>The loss was not finite at the start.</summary>
    NotFinite,

    /// <summary>Other starts were ahead, and the budget went to them.</summary>
    Outpaced,

    /// <summary>The validation loss stopped falling.</summary>
    Validation,

    /// <summary>The time budget was spent.</summary>
    TimeLimit,
}
