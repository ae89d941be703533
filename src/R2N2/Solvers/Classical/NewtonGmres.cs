using R2N2.Vectorised;

namespace R2N2;

/// <summary>
/// Newton's method with n steps of GMRES for its linear systems (Saad and Schultz, 1986; Arnoldi by modified Gram-Schmidt), each
/// one product with f's derivative: the classical method with as many evaluations a step as a solver with n inner iterations.
/// </summary>
/// <remarks>n products a step, fewer where the Krylov space holds the solution of the linear system before.</remarks>
public sealed record NewtonGmres : ClassicalSolver
{
    /// <summary>n; 4 by default, at least 1.</summary>
    public int InnerIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1);
    }
    = 4;

    internal override string Name => $"Newton-GMRES({InnerIterations})";

    private protected override LaneEngine<double> Engine(EquationFamily family) => FamilyFunctions.Of(family).NewtonGmres(InnerIterations);
}
