using System.Numerics;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Integration;

public sealed class ButcherTableauTests
{
    private const int Instances = 20;
    private const double Length = 1;
    private const double Rate = 0.3;

    private static readonly Dictionary<string, (ButcherTableau Tableau, int Order)> Methods = new()
    {
        ["Heun"] = (ButcherTableau.Heun, 2),
        ["Ralston"] = (ButcherTableau.Ralston, 2),
        ["Kutta3"] = (ButcherTableau.Kutta3, 3),
        ["RungeKutta4"] = (ButcherTableau.RungeKutta4, 4),
        ["ThreeEighths"] = (ButcherTableau.ThreeEighths, 4),
        ["Ralston4"] = (ButcherTableau.Ralston4, 4),
        ["BogackiShampine"] = (ButcherTableau.BogackiShampine, 3),
        ["BogackiShampine estimate"] = (EstimateOf(ButcherTableau.BogackiShampine), 2),
        ["DormandPrince"] = (ButcherTableau.DormandPrince, 5),
        ["DormandPrince estimate"] = (EstimateOf(ButcherTableau.DormandPrince), 4),
        ["Ros3P"] = (RosenbrockTableau.Ros3P, 3),
        ["Ros3P estimate"] = (EstimateOf(RosenbrockTableau.Ros3P), 2),
        ["Rodas3"] = (RosenbrockTableau.Rodas3, 3),
        ["Rodas3 estimate"] = (EstimateOf(RosenbrockTableau.Rodas3), 2),
        ["Rodas4"] = (RosenbrockTableau.Rodas4, 4),
        ["Rodas4 estimate"] = (EstimateOf(RosenbrockTableau.Rodas4), 3),
        ["Tsitouras"] = (ButcherTableau.Tsitouras, 5),
        ["Tsitouras estimate"] = (EstimateOf(ButcherTableau.Tsitouras), 4),
        ["BogackiShampine5"] = (ButcherTableau.BogackiShampine5, 5),
        ["BogackiShampine5 estimate"] = (EstimateOf(ButcherTableau.BogackiShampine5), 4),
        ["Verner"] = (ButcherTableau.Verner, 6),
        ["Verner estimate"] = (EstimateOf(ButcherTableau.Verner), 5),
    };

    public static TheoryData<string, int> MethodsAndOrders
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach ((string method, (_, int order)) in Methods)
            {
                cases.Add(method, order);
            }

            return cases;
        }
    }

    public static TheoryData<string, string> MethodsAndProblems
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string method in Methods.Keys)
            {
                foreach (string problem in (string[])["scalar", "vector", "non-autonomous"])
                {
                    cases.Add(method, problem);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndProblems))]
    public void Tableau_ErrorAgainstStepSize_FallsWithTheOrder(string method, string problem)
    {
        (ButcherTableau tableau, int order) = Methods[method];
        (InitialValueFamily family, InstanceBatch instances, double[] exact) = Problem(problem);

        // Smaller steps would measure rounding; the pair of Tsitouras falls faster while its leading error term is no larger than the next.
        int[] steps = order < 5 ? [72, 84, 96, 120] : [36, 42, 48, 60];
        double slope = ConvergenceOrder.Of(family, tableau, instances, Length, steps, exact);

        Assert.InRange(slope, order - 0.2, order + (method == "Tsitouras" ? 0.6 : 0.2));
    }

    [Theory]
    [InlineData("BogackiShampine", 3)]
    [InlineData("DormandPrince", 5)]
    [InlineData("Ros3P", 3)]
    [InlineData("Rodas3", 3)]
    [InlineData("Rodas4", 4)]
    [InlineData("Tsitouras", 5)]
    [InlineData("BogackiShampine5", 5)]
    [InlineData("Verner", 6)]
    public void Estimate_AgainstStepSize_FallsWithTheDeclaredExponent(string method, double exponent)
    {
        (InitialValueFamily family, InstanceBatch instances, _) = Problem("vector");
        R2N2Integrator integrator = new(family, Methods[method].Tableau);
        double[] sizes = [0.04, 0.03, 0.02, 0.015];

        double[] estimates = [.. sizes.Select(h => ConvergenceOrder.Distance(
            integrator.Step(ConvergenceOrder.With(instances, IntegratorInputs.StepSize, h)).ErrorEstimate.Span, new double[2 * Instances]))];

        Assert.Equal(exponent, integrator.Tableau.EstimateExponent);
        Assert.InRange(ConvergenceOrder.Slope(sizes, estimates), exponent - 0.2, exponent + 0.2);
    }

    [Theory]
    [MemberData(nameof(MethodsAndOrders))]
    public void Order_OfAMethod_IsThatOfItsConditions(string method, int order) => Assert.Equal(order, Methods[method].Tableau.Order);

    [Fact]
    public void Classical_AllMethods_AreStepsAloneThoseOfFewerStagesFirst()
    {
        ButcherTableau[] steps = [.. ButcherTableau.Classical.Select(method => method.Tableau)];

        Assert.All(steps, step => Assert.False(step.HasEmbedded || step.IsFirstSameAsLast));
        Assert.Equal(steps.Select(step => step.Stages).Order(), steps.Select(step => step.Stages));
        Assert.All(ButcherTableau.Classical, method => Assert.Equal(Methods[method.Name].Order, method.Tableau.Order));
    }

    [Theory]
    [MemberData(nameof(MethodsAndOrders))]
    public void StabilityFunction_NearZero_IsTheExponentialUpToTheOrder(string method, int order)
    {
        double[] sizes = [0.1, 0.07, 0.05];

        double[] errors = [.. sizes.Select(r =>
        {
            var z = Complex.FromPolarCoordinates(r, 2);
            return Complex.Abs(Methods[method].Tableau.StabilityFunction(z) - Complex.Exp(z));
        })];

        Assert.InRange(ConvergenceOrder.Slope(sizes, errors), order + 0.8, order + 2.2);
    }

    [Fact]
    public void StabilityFunction_OfRungeKutta4_IsItsPolynomial()
    {
        Complex z = new(-1.3, 0.8);

        Complex found = ButcherTableau.RungeKutta4.StabilityFunction(z);

        Complex expected = 1 + z + (z * z / 2) + (z * z * z / 6) + (z * z * z * z / 24);
        Assert.Equal(0, Complex.Abs(found - expected), 1e-15);
    }

    [Fact]
    public void IsFirstSameAsLast_OfTheClassicalPairs_IsTrueAndOfOthersFalse()
    {
        Assert.True(ButcherTableau.BogackiShampine.IsFirstSameAsLast);
        Assert.True(ButcherTableau.DormandPrince.IsFirstSameAsLast);
        Assert.True(ButcherTableau.Tsitouras.IsFirstSameAsLast);
        Assert.True(ButcherTableau.BogackiShampine5.IsFirstSameAsLast);
        Assert.False(ButcherTableau.RungeKutta4.IsFirstSameAsLast);
        Assert.True(new ButcherTableau(ButcherTableau.RungeKutta4.Coefficients.Grow()).IsFirstSameAsLast);
    }

    [Fact]
    public void Of_NodeThatIsNotTheSumOfItsRow_NamesBoth()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => ButcherTableau.Of([0, 0.4], [[0.5]], [0.5, 0.5]));

        Assert.Contains("Node 2 is 0.4", failure.Message, StringComparison.Ordinal);
        Assert.Contains("sums to 0.5", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RowOfWrongLength_NamesTheStage()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => ButcherTableau.Of([0, 1], [[0.5, 0.5]], [0.5, 0.5]));

        Assert.Contains("stage 2 has 2 numbers", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_EmbeddedRowOfWrongLength_NamesFoundAndExpected()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new ButcherTableau(ButcherTableau.Heun.Coefficients, 1));

        Assert.Contains("has 1 numbers", failure.Message, StringComparison.Ordinal);
        Assert.Contains("2 stages", failure.Message, StringComparison.Ordinal);
    }

    private static ButcherTableau EstimateOf(ButcherTableau pair)
    {
        double[] inner = pair.Coefficients.Values[..Coefficients.Count(pair.Stages - 1)].ToArray();
        Coefficients coefficients = new([.. inner, .. pair.Embedded]);
        return pair is RosenbrockTableau method ? new RosenbrockTableau(coefficients, method.Gamma.ToArray()) : new ButcherTableau(coefficients);
    }

    // Problems with solutions in closed form, from many states, since the leading error term of a single one may vanish:
    // logistic growth, the Hopf normal form, and y' = 2 y cos 2t.
    private static (InitialValueFamily Family, InstanceBatch Instances, double[] Exact) Problem(string name)
    {
        double[] fractions = [.. Enumerable.Range(0, Instances).Select(i => (i + 0.5) / Instances)];
        return name switch
        {
            "scalar" => (
                ProblemFamily.InitialValue("logistic", 1, [new("a")], (y, p) => p["a"] * y * (1 - y)),
                InstanceBatch.Of(
                    Instances,
                    (IntegratorInputs.State, [.. fractions.Select(u => 0.1 + u)]),
                    ("a", [.. fractions.Select(u => 3 - u)])),
                [.. fractions.Select(u => 1 / (1 + (((1 / (0.1 + u)) - 1) * Math.Exp(-Length * (3 - u)))))]),
            "vector" => (
                ProblemFamily.InitialValue("hopf", 2, y => Stack(-3 * y[1], 3 * y[0]) + (Rate * y * (1 - Sum(y * y)))),
                InstanceBatch.Of(Instances, (IntegratorInputs.State, [.. fractions.SelectMany(u => new[] { 0.6 + (0.8 * u), 0 })])),
                [.. fractions.SelectMany(u => Hopf(0.6 + (0.8 * u)))]),
            _ => (
                ProblemFamily.InitialValue("seasons", 1, [], (t, y, _) => 2 * y * Cos(2 * t)),
                InstanceBatch.Of(
                    Instances,
                    (IntegratorInputs.State, [.. fractions.Select(u => 1 + u)]),
                    (IntegratorInputs.Time, [.. fractions.Select(u => 2 * u)])),
                [.. fractions.Select(u => (1 + u) * Math.Exp(Math.Sin(2 * ((2 * u) + Length)) - Math.Sin(4 * u)))]),
        };
    }

    private static double[] Hopf(double radius)
    {
        double end = 1 / Math.Sqrt(1 + (((1 / (radius * radius)) - 1) * Math.Exp(-2 * Rate * Length)));
        return [end * Math.Cos(3 * Length), end * Math.Sin(3 * Length)];
    }
}
