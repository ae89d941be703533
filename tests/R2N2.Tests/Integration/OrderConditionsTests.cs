namespace R2N2.Tests.Integration;

public sealed class OrderConditionsTests
{
    [Fact]
    public void UpTo_Orders_HasTheKnownNumbersOfDistinctTrees()
    {
        IReadOnlyList<RootedTree> trees = RootedTree.UpTo(8);

        Assert.Equal([1, 1, 2, 4, 9, 20, 48, 115], trees.CountBy(tree => tree.Order).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(trees.Count, trees.Select(tree => tree.ToString()).Distinct().Count());
        Assert.Equal([1, 2, 4, 8, 17, 37], Enumerable.Range(1, 6).Select(order => new OrderConditions(2, order).Count));
    }

    // n! / (γ σ) is the number of ways to number the vertices upwards; over all trees of n vertices these are (n-1)!.
    [Fact]
    public void Density_OfAllTreesOfAnOrder_CountsMonotonicLabellings()
    {
        foreach (IGrouping<int, RootedTree> trees in RootedTree.UpTo(7).GroupBy(tree => tree.Order))
        {
            double labellings = trees.Sum(tree => Factorial(tree.Order) / (tree.Density * Symmetry(tree)));

            Assert.Equal(Factorial(trees.Key - 1), labellings, 1e-9);
        }
    }

    [Fact]
    public void Weights_UpToOrderFour_AreTheFormulasOfTextbooks()
    {
        const int stages = 5;
        ButcherTableau method = new(new Coefficients(Table(stages, 1)));
        double[] b = method.Weights.ToArray();
        double[] c = method.Nodes.ToArray();
        double[] A(double[] values) => [.. Enumerable.Range(0, stages).Select(i => Enumerable.Range(0, i).Sum(j => method[i, j] * values[j]))];
        double Sum(Func<int, double> term) => Enumerable.Range(0, stages).Sum(i => b[i] * term(i));
        double[] squares = [.. c.Select(node => node * node)];
        double[] ac = A(c);
        Dictionary<string, double> expected = new()
        {
            ["[]"] = Sum(_ => 1),
            ["[[]]"] = Sum(i => c[i]),
            ["[[] []]"] = Sum(i => squares[i]),
            ["[[[]]]"] = Sum(i => ac[i]),
            ["[[] [] []]"] = Sum(i => c[i] * squares[i]),
            ["[[[]] []]"] = Sum(i => c[i] * ac[i]),
            ["[[[] []]]"] = Sum(i => A(squares)[i]),
            ["[[[[]]]]"] = Sum(i => A(ac)[i]),
        };

        double[] found = new OrderConditions(stages, 4).Weights(method.Coefficients.Values);

        Assert.All(RootedTree.UpTo(4).Zip(found), pair => Assert.Equal(expected[pair.First.ToString()], pair.Second, 1e-13));
    }

    [Fact]
    public void Jacobian_RandomTable_IsTheSlopeOfTheWeights()
    {
        OrderConditions conditions = new(5, 6);
        double[] table = Table(5, 2);
        double[][] rows = conditions.Jacobian(table);
        const double step = 1e-5;

        for (int k = 0; k < table.Length; k++)
        {
            double[] Moved(double by) => conditions.Weights([.. table.Select((value, j) => j == k ? value + by : value)]);
            double[] slopes = [.. Moved(step).Zip(Moved(-step), (above, below) => (above - below) / (2 * step))];

            Assert.All(rows.Zip(slopes), pair => Assert.Equal(pair.Second, pair.First[k], 1e-6));
        }
    }

    private static double[] Table(int stages, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Coefficients.Count(stages)).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);

    // The number of ways to exchange equal branches.
    private static double Symmetry(RootedTree tree) => tree.Children.GroupBy(child => child).Aggregate(
        1.0, (product, equal) => product * Factorial(equal.Count()) * Math.Pow(Symmetry(equal.Key), equal.Count()));
}
