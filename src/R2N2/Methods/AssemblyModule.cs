namespace R2N2;

/// <summary>How the generated vectors become the update of an outer iteration.</summary>
public enum AssemblyModule
{
    /// <summary>x_{k+1} = x_k + Σ_{l≤n} θ_{n,l} v_l.</summary>
    LinearCombination,

    /// <summary>
    /// The same with Σ_{l≤n} θ_{n,l} = 1: the consistency of a Runge-Kutta method. One number fewer to learn. For integrators only.
    /// </summary>
    ConsistentCombination,

    /// <summary>
    /// Solved per instance: with secant pairs (d_j, w_j), which are the directions of the inner iterations with w_j = v_{j+1} - v₁ and the
    /// differences of earlier outer iterations, y = argmin ‖v₁ + W y‖₂ and x_{k+1} = x_k + D y + β (v₁ + W y). One number, β, is left of the
    /// last row, and is learned. For equations only.
    /// </summary>
    MinimalResidual,
}
