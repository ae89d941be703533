namespace R2N2;

/// <summary>
/// What an exported solver does about a step that does not reduce the residual norm enough: it looks for a better one,
/// and never takes a worse one.
/// </summary>
/// <remarks>
/// Where ‖f(x + d)‖ > γ ‖f(x)‖ for the learned step d, or is not finite, the step is shortened: d/2, d/4, d/8. Where that
/// does not do either, follows a classical step of the same family: the minimal residual of the linearised problem over the
/// vectors that the outer iteration has generated (the first eight of them), min ‖f(x) + J(x) d‖, in full, a quarter, a sixteenth and a
/// 64th of it. The best of all is taken, if it reduces the norm to the part γ, to the tolerance, or
/// by a thousandth at least; where none does, the instance stays at x and has stalled. An
/// instance that needs none of this has the same numbers as without a safeguard; the extra work is done for those only that
/// need it. An outer iteration counts as one, whatever it took.
/// </remarks>
public sealed record Safeguard
{
    /// <summary>γ, the part of the residual norm that a learned step may leave; above 0 and below 1, default 0.5.</summary>
    public double Rate
    {
        get;
        init => field = Guard.Require(value, value is > 0 and < 1, "above 0 and below 1");
    }
    = 0.5;
}
