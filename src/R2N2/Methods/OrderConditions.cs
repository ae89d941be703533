namespace R2N2;

/// <summary>
/// What the table of a Runge-Kutta or Rosenbrock method has to fulfil for an order, for every problem: Φ(t) = 1/γ(t) for each rooted tree t of at
/// most so many vertices, a polynomial in A, b and Γ. Φ(t) = Σ_i b_i η_i(t), with η_i(t) = Π_k Σ_j a_ij η_j(t_k) over the trees t_k at the root of
/// t; where there is one such tree only, A + Γ stands for A.
/// </summary>
/// <remarks>
/// Hairer, Nørsett, Wanner, "Solving Ordinary Differential Equations I", 1993, theorem II.2.13; Hairer and Wanner, "Solving Ordinary Differential
/// Equations II", 1996, theorem IV.7.3. Nodes are c = A·1 throughout.
/// </remarks>
internal sealed class OrderConditions
{
    /// <summary>How far, relative to what is added up, a condition may be from fulfilled to hold to rounding.</summary>
    public const double Tolerance = 1e-14;

    /// <summary>Of conditions that are tried: the number of trees grows more than twofold with every order.</summary>
    public const int LargestOrder = 10;

    private readonly int _stages;
    private readonly IReadOnlyList<RootedTree> _trees;
    private readonly int[][] _children;

    /// <param name="stages">s, at least 1.</param>
    /// <param name="order">p, 0 or more.</param>
    public OrderConditions(int stages, int order)
    {
        _stages = stages;
        _trees = RootedTree.UpTo(order);
        Dictionary<RootedTree, int> numbers = _trees.Select((tree, i) => (tree, i)).ToDictionary(pair => pair.tree, pair => pair.i);
        _children = [.. _trees.Select(tree => tree.Children.Select(child => numbers[child]).ToArray())];
    }

    /// <summary>The number of conditions: 1, 2, 4, 8, 17, 37, … for the orders 1, 2, 3, ….</summary>
    public int Count => _trees.Count;

    /// <summary>The number of a table's coefficients, s(s+1)/2.</summary>
    public int Unknowns => Coefficients.Count(_stages);

    /// <summary>The largest order, 10 at most, whose conditions a table fulfils to rounding; 0 where its weights do not sum to 1.</summary>
    /// <param name="table">A and b, row by row.</param>
    /// <param name="stages">s, which no explicit method's order exceeds, and a Rosenbrock method's by 1 at most.</param>
    /// <param name="gamma">Γ of a Rosenbrock method, as <see cref="RosenbrockTableau.Gamma"/> has it; none of an explicit one.</param>
    public static int OrderOf(ReadOnlySpan<double> table, int stages, ReadOnlySpan<double> gamma = default)
    {
        int order = 0;
        int most = Math.Min(gamma.IsEmpty ? stages : stages + 1, LargestOrder);
        while (order < most && new OrderConditions(stages, order + 1).AreMet(table, gamma))
        {
            order++;
        }

        return order;
    }

    /// <summary>Whether a table fulfils them all to rounding: |Φ - 1/γ| is at most <see cref="Tolerance"/> of Φ for the absolute values of the table, or of 1.</summary>
    /// <param name="table">A and b, row by row.</param>
    /// <param name="gamma">Γ, or none.</param>
    public bool AreMet(ReadOnlySpan<double> table, ReadOnlySpan<double> gamma = default)
    {
        double[] sizes = Weights(Sizes(table), Sizes(gamma));
        double[] defects = Defects(table, gamma);
        return defects.Zip(sizes).All(pair => Math.Abs(pair.First) <= Tolerance * Math.Max(1, pair.Second));
    }

    /// <summary>Φ(t) - 1/γ(t) of every tree.</summary>
    /// <param name="table">A and b, row by row.</param>
    /// <param name="gamma">Γ, or none.</param>
    public double[] Defects(ReadOnlySpan<double> table, ReadOnlySpan<double> gamma = default) =>
        [.. Weights(table, gamma).Zip(_trees, (weight, tree) => weight - (1 / tree.Density))];

    /// <summary>Φ(t) of every tree, the elementary weights.</summary>
    /// <param name="table">A and b, row by row.</param>
    /// <param name="gamma">Γ, or none.</param>
    public double[] Weights(ReadOnlySpan<double> table, ReadOnlySpan<double> gamma = default)
    {
        (double[][] stages, _) = Stages(table, gamma);
        double[] weights = new double[Count];
        for (int t = 0; t < Count; t++)
        {
            weights[t] = Dot(Row(table, _stages), stages[t]);
        }

        return weights;
    }

    /// <summary>∂Φ(t)/∂θ of an explicit method, a row for every tree.</summary>
    /// <param name="table">A and b, row by row.</param>
    public double[][] Jacobian(ReadOnlySpan<double> table)
    {
        (double[][] stages, double[][] sums) = Stages(table, gamma: default);
        double[][] rows = new double[Count][];
        for (int t = 0; t < Count; t++)
        {
            rows[t] = new double[Unknowns];
            stages[t].CopyTo(rows[t], Coefficients.Count(_stages - 1));
            AddSlopes(rows[t], table, t, Row(table, _stages).ToArray(), stages, sums);
        }

        return rows;
    }

    // Adds what the rows of A contribute to the slope of Σ_i w_i η_i(t): of each child in turn, all others as they are, down to the leaves.
    private void AddSlopes(double[] slope, ReadOnlySpan<double> table, int tree, double[] outer, double[][] stages, double[][] sums)
    {
        for (int k = 0; k < _children[tree].Length; k++)
        {
            int child = _children[tree][k];
            double[] factor = [.. outer];
            double[] inner = new double[_stages];
            for (int i = 0; i < _stages; i++)
            {
                for (int other = 0; other < _children[tree].Length; other++)
                {
                    factor[i] *= other == k ? 1 : sums[_children[tree][other]][i];
                }

                ReadOnlySpan<double> row = Row(table, i);
                for (int j = 0; j < i; j++)
                {
                    slope[Coefficients.Count(i - 1) + j] += factor[i] * stages[child][j];
                    inner[j] += factor[i] * row[j];
                }
            }

            AddSlopes(slope, table, child, inner, stages, sums);
        }
    }

    // η(t) of every stage, and A η(t).
    private (double[][] Stages, double[][] Sums) Stages(ReadOnlySpan<double> table, ReadOnlySpan<double> gamma)
    {
        double[][] stages = new double[Count][];
        double[][] sums = new double[Count][];
        for (int t = 0; t < Count; t++)
        {
            stages[t] = new double[_stages];
            sums[t] = new double[_stages];
            for (int i = 0; i < _stages; i++)
            {
                stages[t][i] = _children[t].Aggregate(1.0, (product, child) => product * sums[child][i]);
                if (!gamma.IsEmpty && _children[t] is [int single])
                {
                    stages[t][i] += Dot(Row(gamma, i), stages[single]) + (gamma[^1] * stages[single][i]);
                }

                sums[t][i] = Dot(Row(table, i), stages[t]);
            }
        }

        return (stages, sums);
    }

    private static double[] Sizes(ReadOnlySpan<double> numbers) => Array.ConvertAll(numbers.ToArray(), Math.Abs);

    // The row of a stage, counted from 0, as long as there are stages before it; that of stage s is b.
    private static ReadOnlySpan<double> Row(ReadOnlySpan<double> table, int stage) =>
        stage == 0 ? [] : table.Slice(Coefficients.Count(stage - 1), stage);

    private static double Dot(ReadOnlySpan<double> row, double[] values)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            sum += row[j] * values[j];
        }

        return sum;
    }
}
