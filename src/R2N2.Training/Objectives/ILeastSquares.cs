namespace R2N2.Training;

/// <summary>A sum of squares rᵀr over few unknowns, evaluated at many points at once.</summary>
internal interface ILeastSquares
{
    /// <summary>p, the number of unknowns.</summary>
    int Unknowns { get; }

    /// <summary>rᵀr at each point; not finite where the residuals are not.</summary>
    double[] Loss(IReadOnlyList<double[]> points);

    /// <summary>rᵀr, Jᵀr and JᵀJ at each point.</summary>
    NormalEquations Linearize(IReadOnlyList<double[]> points);
}
