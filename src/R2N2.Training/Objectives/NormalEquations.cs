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

    /// <summary>Adds the equations of some of the starts, from one block of instances.</summary>
    /// <param name="part">The equations.</param>
    /// <param name="first">The start that their first belongs to.</param>
    /// <param name="weight">What they are multiplied by.</param>
    public void Add(NormalEquations part, int first, double weight)
    {
        Add(Loss.AsSpan(first), part.Loss, weight);
        Add(Gradient.AsSpan(first * unknowns), part.Gradient, weight);
        Add(Matrix.AsSpan(first * unknowns * unknowns), part.Matrix, weight);
    }

    /// <summary>Whether everything about a start is a finite number.</summary>
    public bool IsFinite(int start) =>
        double.IsFinite(Loss[start]) && Of(Gradient, start).All(double.IsFinite) && Of(Matrix, start).All(double.IsFinite);

    /// <summary>The part of an array that belongs to one start.</summary>
    public double[] Of(double[] values, int start)
    {
        int size = values.Length / starts;
        return values[(start * size)..((start + 1) * size)];
    }

    private static void Add(Span<double> sum, double[] part, double weight)
    {
        for (int i = 0; i < part.Length; i++)
        {
            sum[i] += weight * part[i];
        }
    }
}
