namespace R2N2.MLNet;

/// <summary>What an equation solver is compared with.</summary>
public sealed record SolverEvaluationOptions
{
    /// <summary>
    /// n of the baseline Newton-GMRES(n): the products with f's derivative in an outer iteration, at least 1. Null (the default)
    /// for the solver's number of inner iterations.
    /// </summary>
    public int? BaselineInnerIterations
    {
        get;
        init => field = Guard.Require(value, value is null or >= 1, "at least 1, or null");
    }
}
