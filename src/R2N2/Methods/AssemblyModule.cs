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
}
