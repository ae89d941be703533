namespace R2N2;

/// <summary>
/// A rooted tree. A derivative of the solution of y' = f(y) is a sum over the trees of as many vertices, one elementary differential each; a
/// one-step method has order p where its weights agree with the solution's for every tree of at most p vertices.
/// </summary>
/// <remarks>Butcher, "Numerical Methods for Ordinary Differential Equations", 2016, sections 300-315. There are 1, 1, 2, 4, 9, 20, 48, … of 1, 2, 3, … vertices.</remarks>
internal sealed class RootedTree
{
    private RootedTree(RootedTree[] children)
    {
        Children = children;
        Order = 1 + children.Sum(child => child.Order);
        Density = children.Aggregate((double)Order, (product, child) => product * child.Density);
    }

    /// <summary>The trees that hang at the root.</summary>
    public IReadOnlyList<RootedTree> Children { get; }

    /// <summary>The number of vertices.</summary>
    public int Order { get; }

    /// <summary>γ: the number of vertices times the densities of the children; the solution's weight is 1/γ.</summary>
    public double Density { get; }

    /// <summary>All trees of at most so many vertices; every tree comes after those that hang at it, which are elements of the same list.</summary>
    /// <param name="order">The most vertices, 0 or more.</param>
    public static IReadOnlyList<RootedTree> UpTo(int order)
    {
        List<RootedTree> trees = [];
        for (int vertices = 1; vertices <= order; vertices++)
        {
            RootedTree[][] forests = [.. Forests(trees, vertices - 1, trees.Count)];
            trees.AddRange(forests.Select(children => new RootedTree(children)));
        }

        return trees;
    }

    /// <summary>The tree in brackets, such as [[] []] for a root with two leaves.</summary>
    public override string ToString() => $"[{string.Join(' ', Children)}]";

    // All multisets of the first of the trees with so many vertices together, each once: from the last tree to the first.
    private static IEnumerable<RootedTree[]> Forests(List<RootedTree> trees, int vertices, int first)
    {
        if (vertices == 0)
        {
            yield return [];
        }

        for (int i = 0; i < first && vertices > 0; i++)
        {
            if (trees[i].Order <= vertices)
            {
                foreach (RootedTree[] rest in Forests(trees, vertices - trees[i].Order, i + 1))
                {
                    yield return [trees[i], .. rest];
                }
            }
        }
    }
}
