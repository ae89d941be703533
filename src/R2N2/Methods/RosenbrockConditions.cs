namespace R2N2;

/// <summary>
/// The order conditions of Rosenbrock methods: Φ(t) = 1/γ(t) for each rooted tree t, as for explicit Runge-Kutta methods
/// (<see cref="OrderConditions"/>), where A + Γ stands for A along a vertex with one child.
/// </summary>
/// <remarks>Hairer and Wanner, "Solving Ordinary Differential Equations II", 1996, theorem IV.7.3.</remarks>
internal static class RosenbrockConditions
{
    /// <summary>The largest order, at most s + 1, whose conditions a method fulfils to rounding; 0 where its weights do not sum to 1.</summary>
    /// <param name="tableau">The method.</param>
    public static int OrderOf(RosenbrockTableau tableau)
    {
        int most = Math.Min(tableau.Stages + 1, OrderConditions.LargestOrder);
        IReadOnlyList<RootedTree> trees = RootedTree.UpTo(most);
        double[] weights = Weights(tableau, trees, value => value);
        double[] sizes = Weights(tableau, trees, Math.Abs);
        return Enumerable.Range(0, trees.Count)
            .Where(t => !OrderConditions.IsMet(weights[t] - (1 / trees[t].Density), sizes[t]))
            .Select(t => trees[t].Order - 1)
            .FirstOrDefault(most);
    }

    // Φ(t) of every tree, for what is made of the numbers of the table.
    private static double[] Weights(RosenbrockTableau tableau, IReadOnlyList<RootedTree> trees, Func<double, double> number)
    {
        Dictionary<RootedTree, double[]> stages = [];
        foreach (RootedTree tree in trees)
        {
            bool isSingle = tree.Children.Count == 1;
            stages[tree] = [.. Enumerable.Range(0, tableau.Stages).Select(i =>
                tree.Children.Aggregate(1.0, (product, child) => product * Sum(tableau, i, stages[child], isSingle, number)))];
        }

        double[] b = [.. tableau.Weights];
        return [.. trees.Select(tree => b.Zip(stages[tree], (weight, stage) => number(weight) * stage).Sum())];
    }

    // Σ_j a_ij η_j, or Σ_j (a_ij + γ_ij) η_j.
    private static double Sum(RosenbrockTableau tableau, int stage, double[] values, bool withGamma, Func<double, double> number)
    {
        ReadOnlySpan<double> gamma = tableau.GammaRow(stage);
        double sum = withGamma ? number(tableau.Diagonal) * values[stage] : 0;
        for (int j = 0; j < stage; j++)
        {
            sum += (number(tableau[stage, j]) + (withGamma ? number(gamma[j]) : 0)) * values[j];
        }

        return sum;
    }
}
