namespace R2N2.Training;

/// <summary>
/// A linearised least-squares problem for each of S starts, summed over instances: the loss rᵀr, the gradient
/// Jᵀr (half that of the loss) and JᵀJ. Its size does not depend on the number of instances.
/// </summary>
/// <param name="starts">S.</param>
/// <param name="unknowns">p, the number of coefficients.</param>
internal sealed class NormalEquations(int starts, int unknowns)
{
    /// <summary>The loss of each start, [S].</summary>
    public double[] Loss { get; } = new double[starts];

    /// <summary>Jᵀr, [S, p].</summary>
    public double[] Gradient { get; } = new double[starts * unknowns];

    /// <summary>JᵀJ, [S, p, p].</summary>
    public double[] Matrix { get; } = new double[starts * unknowns * unknowns];

    /// <summary>Adds the part of one block of instances.</summary>
    public void Add(NormalEquations part)
    {
        Add(Loss, part.Loss);
        Add(Gradient, part.Gradient);
        Add(Matrix, part.Matrix);
    }

    private static void Add(double[] sum, double[] part)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += part[i];
        }
    }
}
