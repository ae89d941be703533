namespace R2N2.Training;

/// <summary>x₀ = c + W φ(p): a polynomial of the parameters, fitted to solutions by least squares.</summary>
/// <param name="Guess">x₀.</param>
/// <param name="Degree">The degree.</param>
/// <param name="Monomials">The number of monomials φ, the constant one not counted.</param>
internal sealed record LearnedStart(InitialGuess Guess, int Degree, int Monomials)
{
    private const int MostMonomials = 64;

    // For each number that is fitted.
    private const int FewestRows = 2;

    /// <summary>The most rows that are of use for a fit.</summary>
    public const int MostRows = 8 * MostMonomials;

    /// <summary>Fits it.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="solved">Instances, of which those count that are solved.</param>
    /// <param name="degree">The degree, 1 to 3.</param>
    /// <exception cref="TrainingFailedException">There are too many monomials, or too few solved instances; see <see cref="Flaw"/>.</exception>
    public static LearnedStart Fit(EquationFamily family, SolvedRows solved, int degree)
    {
        if (Flaw(family, solved, degree) is { } flaw)
        {
            throw new TrainingFailedException(flaw);
        }

        double[][] numbers = ParameterPolynomials.Numbers(family.Parameters, solved.Instances, solved.Rows);
        ParameterPolynomials polynomials = new(family.Parameters, degree, numbers);
        double[] one = [.. Enumerable.Repeat(1.0, solved.Rows.Length)];
        int m = family.StateSize;
        double[][] targets = [.. Enumerable.Range(0, m).Select(i => Array.ConvertAll(solved.Rows, row => solved.Solution(row)[i]))];
        double[][] weights = LeastSquares.Solve([one, .. polynomials.Evaluate(numbers)], targets);
        double[,] matrix = new double[m, weights[0].Length - 1];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                matrix[i, j] = weights[i][j + 1];
            }
        }

        double[] constant = Array.ConvertAll(weights, row => row[0]);
        return new LearnedStart(
            InitialGuess.Function(p => constant + Expression.MatMul(matrix, polynomials.Record(p))), degree, matrix.GetLength(1));
    }

    /// <summary>Why a polynomial of some degree cannot be fitted, in a sentence; null where it can.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="solved">Instances.</param>
    /// <param name="degree">The degree.</param>
    public static string? Flaw(EquationFamily family, SolvedRows solved, int degree)
    {
        if (family.Parameters.Count == 0)
        {
            return $"The family '{family.Name}' has no parameters that an initial guess could follow from.";
        }

        int monomials = ParameterPolynomials.Count(family.Parameters, degree);
        if (monomials > MostMonomials)
        {
            return $"A polynomial of degree {degree} in the parameters of the family '{family.Name}' has {monomials} monomials; there may be at most "
                + $"{MostMonomials}. Take a lower degree, or write the initial guess as an expression: {nameof(InitialGuess)}.{nameof(InitialGuess.Function)}.";
        }

        int rows = FewestRows * (monomials + 1);
        return solved.Rows.Length < rows
            ? $"A polynomial of degree {degree} in the parameters of the family '{family.Name}' has {monomials} monomials and takes at least {rows} solved "
                + $"instances; there are {solved.Rows.Length}, of {solved.Instances.Count}. Take a lower degree, or more rows."
            : null;
    }

    /// <summary>What it is, for a sentence.</summary>
    /// <param name="parameters">The family's parameters.</param>
    public string Describe(IReadOnlyList<Parameter> parameters) =>
        $"a polynomial of degree {Degree} in {string.Join(", ", parameters.Select(parameter => parameter.Name))}";
}
