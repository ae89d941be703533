namespace R2N2;

/// <summary>A lower-triangular table of coefficients as inputs of expressions, each a scalar, row by row.</summary>
internal static class CoefficientTable
{
    /// <summary>theta_1_1, theta_2_1, theta_2_2, …</summary>
    /// <param name="order">n, the number of rows.</param>
    public static IEnumerable<string> Names(int order) =>
        from row in Enumerable.Range(1, order)
        from column in Enumerable.Range(1, row)
        select $"theta_{row}_{column}";

    /// <summary>What each of them does in an outer iteration, in the same order.</summary>
    /// <param name="order">n, the number of rows.</param>
    public static IEnumerable<string> Meanings(int order) =>
        from row in Enumerable.Range(1, order)
        from column in Enumerable.Range(1, row)
        select $"the weight of v_{column} in " + (row < order ? $"the direction of inner iteration {row + 1}" : "the step to the next x");

    /// <summary>The names of the coefficients of an outer iteration.</summary>
    /// <param name="superstructure">The superstructure.</param>
    public static IEnumerable<string> Names(Superstructure superstructure) =>
        Names(superstructure.InnerIterations).Take(superstructure.TableSize);

    /// <summary>The names of all coefficients, table by table.</summary>
    /// <param name="superstructure">The superstructure.</param>
    public static IEnumerable<string> AllNames(Superstructure superstructure) =>
        from table in Enumerable.Range(0, superstructure.Tables.Count)
        from name in Names(superstructure)
        select name + superstructure.Tables.Label(table).Suffix;

    /// <summary>What each of them does, in the same order.</summary>
    /// <param name="superstructure">The superstructure.</param>
    public static IEnumerable<string> AllMeanings(Superstructure superstructure) =>
        from table in Enumerable.Range(0, superstructure.Tables.Count)
        from meaning in Meanings(superstructure)
        select meaning + superstructure.Tables.Label(table).Meaning;

    private static IEnumerable<string> Meanings(Superstructure superstructure) => superstructure.IsMinimalResidual
        ? Meanings(superstructure.InnerIterations).Take(superstructure.TableSize - 1)
            .Append("the weight of the residual that no pair explains (beta) in the step to the next x")
        : Meanings(superstructure.InnerIterations);

    /// <summary>A table of inputs.</summary>
    /// <param name="order">n, the number of rows.</param>
    public static Expression[] Record(int order) => Record(Names(order));

    /// <summary>Scalar inputs.</summary>
    /// <param name="names">Their names.</param>
    public static Expression[] Record(IEnumerable<string> names) => [.. names.Select(name => Expression.Input(name, Shape.Scalar))];

    /// <summary>One row.</summary>
    /// <param name="theta">The table.</param>
    /// <param name="row">1 … n.</param>
    public static Expression[] Row(Expression[] theta, int row) => theta[Coefficients.Count(row - 1)..Coefficients.Count(row)];

    /// <summary>Σ_l row_l v_l; the row is not longer than the vectors are many.</summary>
    public static Expression Combine(Expression[] row, List<Expression> vectors)
    {
        Expression sum = row[0] * vectors[0];
        for (int l = 1; l < row.Length; l++)
        {
            sum += row[l] * vectors[l];
        }

        return sum;
    }
}
