namespace R2N2;

/// <summary>
/// What an exported solver does about a step that does not reduce the residual norm enough: it looks for a better one,
/// and no instance ends worse than it began.
/// </summary>
/// <remarks>
/// Where ‖f(x + d)‖ > γ ‖f(x)‖ for the learned step d, or is not finite, the step is shortened: d/2, d/4, d/8. Where that
/// does not do either, follows a classical step of the same family: the minimal residual of the linearised problem over the
/// vectors that the outer iteration has generated (the first eight of them), min ‖f(x) + J(x) d‖, in full, a quarter,
/// a sixteenth, a 64th, a 512th and a 4,096th of it. Of those that reduce ‖f‖ to the part γ, to the tolerance, or by a 16,384th at least (in single
/// precision a thousandth), the one with the smallest ‖P f‖ is taken, P being the preconditioner at x: with P = J(x)⁻¹ that is Newton's
/// natural level (Deuflhard, Newton Methods for Nonlinear Problems, 2004, section 3.3). Where none does, or progress is slow for as many
/// iterations as the stall rule says, the attempt has failed, and the instance begins anew from x₀ without the safeguard, as if there
/// were none (of tables for each iteration those of later ones are at work); where that fails too, it goes on from its best iterate
/// with it; where that fails, it has stalled. Without a preconditioner an instance has the first attempt only. The best iterate is
/// returned. An instance that needs none of this has the same numbers as without a safeguard; the extra work is done for those only
/// that need it. An outer iteration counts as one, whatever it took.
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
