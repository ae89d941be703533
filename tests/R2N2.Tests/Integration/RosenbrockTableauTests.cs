using System.Numerics;

namespace R2N2.Tests.Integration;

public sealed class RosenbrockTableauTests
{
    // Rooted trees by order, each the brackets of what hangs at its root.
    private static readonly string[][] Trees =
    [
        ["[]"],
        ["[[]]"],
        ["[[][]]", "[[[]]]"],
        ["[[][][]]", "[[[]][]]", "[[[][]]]", "[[[[]]]]"],
        ["[[[[][]]]]"],
    ];

    [Theory]
    [InlineData(nameof(RosenbrockTableau.Ros3P), 3)]
    [InlineData(nameof(RosenbrockTableau.Rodas3), 3)]
    [InlineData(nameof(RosenbrockTableau.Rodas4), 4)]
    public void Tableau_ConditionsOfRootedTrees_HoldUpToTheOrderAndNotBeyond(string name, int order)
    {
        RosenbrockTableau tableau = Named(name);

        Assert.All(Trees[..order].SelectMany(trees => trees), tree => Assert.Equal(0, Defect(tableau, tableau.Weights, tree), 1e-14));
        Assert.All(Trees[..(order - 1)].SelectMany(trees => trees), tree => Assert.Equal(0, Defect(tableau, tableau.Embedded, tree), 1e-14));
        Assert.Contains(Trees[order - 1], tree => Math.Abs(Defect(tableau, tableau.Embedded, tree)) > 1e-4);
        Assert.Contains(Trees[order], tree => Math.Abs(Defect(tableau, tableau.Weights, tree)) > 1e-4);
        Assert.Equal(order, tableau.EstimateExponent);
        Assert.Equal(order, tableau.Order);
    }

    [Theory]
    [InlineData(nameof(RosenbrockTableau.Ros3P), -0.7320508075688772, false)]
    [InlineData(nameof(RosenbrockTableau.Rodas3), 0, true)]
    [InlineData(nameof(RosenbrockTableau.Rodas4), 0, true)]
    public void StabilityFunction_LeftHalfPlane_IsAtMostOneAndItsLimitKnown(string name, double limit, bool stifflyAccurate)
    {
        RosenbrockTableau tableau = Named(name);

        Assert.All(Enumerable.Range(-40, 81), k => Assert.InRange(
            Complex.Abs(tableau.StabilityFunction(new Complex(0, Math.Pow(10, k / 10.0)))), 0, 1 + 1e-12));
        Assert.Equal(limit, tableau.StabilityFunction(-1e10).Real, 1e-8);
        Assert.Equal(stifflyAccurate, tableau.IsStifflyAccurate);
    }

    [Fact]
    public void Equals_OtherGammaOrAnExplicitMethod_IsFalse()
    {
        RosenbrockTableau tableau = RosenbrockTableau.Rodas3;

        Assert.Equal(tableau, new RosenbrockTableau(tableau.Coefficients, tableau.Gamma.ToArray(), tableau.Embedded));
        Assert.NotEqual(tableau, new RosenbrockTableau(tableau.Coefficients, [.. tableau.Gamma[..^1], 0.4], tableau.Embedded));
        Assert.NotEqual<ButcherTableau>(tableau, new ButcherTableau(tableau.Coefficients, tableau.Embedded));
        Assert.NotEqual(new ButcherTableau(tableau.Coefficients, tableau.Embedded), tableau);
        Assert.IsType<RosenbrockTableau>(tableau.WithoutEmbedded());
    }

    [Theory]
    [InlineData(new double[] { 1, 0.5, 0.5 }, "Γ has 3 numbers; a method of 2 stages needs 2")]
    [InlineData(new[] { double.NaN, 0.5 }, "Number 0 of Γ is NaN")]
    [InlineData(new double[] { 1, 0 }, "γ, the last number of Γ, is 0")]
    public void Constructor_BadGamma_NamesFoundAndExpected(double[] gamma, string message)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new RosenbrockTableau(ButcherTableau.Heun.Coefficients, gamma));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integrator_FamilyOfTooManyStates_IsRefused()
    {
        var family = ProblemFamily.InitialValue("wide", 129, y => -y);

        ArgumentException failure = Assert.Throws<ArgumentException>(() => new R2N2Integrator(family, RosenbrockTableau.Rodas3));

        Assert.Contains("'wide' has 129 states", failure.Message, StringComparison.Ordinal);
    }

    private static RosenbrockTableau Named(string name) => (RosenbrockTableau)typeof(RosenbrockTableau).GetProperty(name)!.GetValue(null)!;

    // Σ b_i η_i - 1/γ(t): along a single branch by A + Γ, else by A. (Hairer and Wanner II, 1996, theorem IV.7.3.)
    private static double Defect(RosenbrockTableau tableau, ReadOnlySpan<double> weights, string tree)
    {
        (double[] stages, _, double density) = Evaluate(tableau, tree);
        return weights.ToArray().Zip(stages, (b, stage) => b * stage).Sum() - (1 / density);
    }

    private static (double[] Stages, int Order, double Density) Evaluate(RosenbrockTableau tableau, string tree)
    {
        (double[] Stages, int Order, double Density)[] children = [.. Children(tree).Select(child => Evaluate(tableau, child))];
        int order = 1 + children.Sum(child => child.Order);
        double[] stages = [.. Enumerable.Range(0, tableau.Stages).Select(i => children.Aggregate(1.0, (product, child) =>
            product * Enumerable.Range(0, tableau.Stages).Sum(j => Entry(tableau, i, j, children.Length == 1) * child.Stages[j])))];
        return (stages, order, children.Aggregate((double)order, (product, child) => product * child.Density));
    }

    private static double Entry(RosenbrockTableau tableau, int i, int j, bool withGamma)
    {
        double a = j < i ? tableau[i, j] : 0;
        double gamma = j < i ? tableau.Gamma[(i * (i - 1) / 2) + j] : j == i ? tableau.Gamma[^1] : 0;
        return withGamma ? a + gamma : a;
    }

    private static IEnumerable<string> Children(string tree)
    {
        int depth = 0;
        int start = 1;
        for (int i = 1; i < tree.Length - 1; i++)
        {
            depth += tree[i] == '[' ? 1 : -1;
            if (depth == 0)
            {
                yield return tree[start..(i + 1)];
                start = i + 1;
            }
        }
    }
}
