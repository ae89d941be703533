namespace R2N2.Training;

/// <summary>Linear least squares by the modified Gram-Schmidt method, twice over, with a decision about the rank.</summary>
internal static class LeastSquares
{
    // A column of which less is left, in units of its size, is a combination of those before it.
    private const double SmallestRemainder = 1e-8;

    /// <summary>The weights w of the columns that minimise ‖Σ_j w_j a_j - t‖₂ for each target t; 0 for columns that depend on earlier ones.</summary>
    /// <param name="columns">a_j, all of one length.</param>
    /// <param name="targets">The targets, of the same length.</param>
    /// <returns>For each target its weights.</returns>
    public static double[][] Solve(double[][] columns, double[][] targets)
    {
        List<(int Column, double[] Direction, double[] Parts)> basis = [];
        for (int j = 0; j < columns.Length; j++)
        {
            double[] rest = [.. columns[j]];
            double[] first = Remove(basis, rest);
            double[] parts = [.. first.Zip(Remove(basis, rest), (part, more) => part + more)];
            double norm = Norm(rest);
            if (norm > SmallestRemainder * Norm(columns[j]))
            {
                basis.Add((j, Array.ConvertAll(rest, value => value / norm), [.. parts, norm]));
            }
        }

        return Array.ConvertAll(targets, target => Weights(columns.Length, basis, target));
    }

    private static double[] Weights(int count, List<(int Column, double[] Direction, double[] Parts)> basis, double[] target)
    {
        double[] right = Remove(basis, [.. target]);
        double[] weights = new double[count];
        for (int i = basis.Count - 1; i >= 0; i--)
        {
            double weight = right[i] / basis[i].Parts[i];
            weights[basis[i].Column] = weight;
            for (int k = 0; k < i; k++)
            {
                right[k] -= weight * basis[i].Parts[k];
            }
        }

        return weights;
    }

    // Takes the directions out of a vector, and returns how much there was of each.
    private static double[] Remove(List<(int Column, double[] Direction, double[] Parts)> basis, double[] vector)
    {
        double[] parts = new double[basis.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Dot(basis[i].Direction, vector);
            VectorMath.AddScaled(vector, -parts[i], basis[i].Direction);
        }

        return parts;
    }

    private static double Norm(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
