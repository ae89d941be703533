namespace R2N2;

/// <summary>
/// What the table of an explicit Runge-Kutta method has to fulfil for an order, for every problem: Φ(t) = 1/γ(t) for each rooted tree t of at
/// most so many vertices, a polynomial in A and b. Φ(t) = Σ_i b_i η_i(t), with η_i(t) = Π_k Σ_j a_ij η_j(t_k) over the trees t_k at the root of t.
/// </summary>
/// <remarks>Hairer, Nørsett, Wanner, "Solving Ordinary Differential Equations I", 1993, theorem II.2.13. Nodes are c = A·1 throughout.</remarks>
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
    /// <param name="stages">s, which no explicit method's order exceeds.</param>
    public static int OrderOf(ReadOnlySpan<double> table, int stages)
    {
        int order = 0;
        while (order < Math.Min(stages, LargestOrder) && new OrderConditions(stages, order + 1).AreMet(table))
        {
            order++;
        }

        return order;
    }

    /// <summary>Whether a table fulfils them all to rounding: |Φ - 1/γ| is at most <see cref="Tolerance"/> of Φ for the absolute values of the table, or of 1.</summary>
    /// <param name="table">A and b, row by row.</param>
    public bool AreMet(ReadOnlySpan<double> table)
    {
        double[] sizes = Weights([.. table.ToArray().Select(Math.Abs)]);
        double[] defects = Defects(table);
        return defects.Zip(sizes).All(pair => IsMet(pair.First, pair.Second));
    }

    /// <summary>Whether a condition is fulfilled to rounding.</summary>
    /// <param name="defect">Φ(t) - 1/γ(t).</param>
    /// <param name="size">Φ(t) for the absolute values of the table.</param>
    public static bool IsMet(double defect, double size) => Math.Abs(defect) <= Tolerance * Math.Max(1, size);

    /// <summary>Φ(t) - 1/γ(t) of every tree.</summary>
    /// <param name="table">A and b, row by row.</param>
    public double[] Defects(ReadOnlySpan<double> table) =>
        [.. Weights(table).Zip(_trees, (weight, tree) => weight - (1 / tree.Density))];

    /// <summary>Φ(t) of every tree, the elementary weights.</summary>
    /// <param name="table">A and b, row by row.</param>
    public double[] Weights(ReadOnlySpan<double> table)
    {
        (double[][] stages, _) = Stages(table);
        double[] weights = new double[Count];
        for (int t = 0; t < Count; t++)
        {
            weights[t] = Dot(Row(table, _stages), stages[t]);
        }

        return weights;
    }

    /// <summary>∂Φ(t)/∂θ, a row for every tree.</summary>
    /// <param name="table">A and b, row by row.</param>
    public double[][] Jacobian(ReadOnlySpan<double> table)
    {
        (double[][] stages, double[][] sums) = Stages(table);
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
    private (double[][] Stages, double[][] Sums) Stages(ReadOnlySpan<double> table)
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
                sums[t][i] = Dot(Row(table, i), stages[t]);
            }
        }

        return (stages, sums);
    }

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
