using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Integration;

public sealed class OrderResidualsTests
{
    // y' = a y² sin t, whose derivatives are short enough to write down.
    private static readonly InitialValueFamily Driven =
        ProblemFamily.InitialValue("driven", 1, [new("a")], (t, y, p) => p["a"] * y * y * Sin(t));

    private static readonly InitialValueFamily DrivenPair = ProblemFamily.InitialValue(
        "driven pair", 2, [], (t, y, _) => Stack(y[0] * y[1], Cos(t) - (y[0] * y[0])));

    public static TheoryData<string, int> Classical => new()
    {
        { nameof(ButcherTableau.Heun), 2 },
        { nameof(ButcherTableau.Kutta3), 3 },
        { nameof(ButcherTableau.BogackiShampine), 3 },
        { nameof(ButcherTableau.RungeKutta4), 4 },
        { nameof(ButcherTableau.ThreeEighths), 4 },
        { nameof(ButcherTableau.DormandPrince), 5 },
        { nameof(ButcherTableau.Verner), 6 },
    };

    [Theory]
    [MemberData(nameof(Classical))]
    public void Record_ClassicalMethods_VanishUpToTheirOrderAndNotBeyond(string name, int order)
    {
        var tableau = (ButcherTableau)typeof(ButcherTableau).GetProperty(name)!.GetValue(null)!;

        double[][] vanderpol = Evaluate(ReferenceIntegrations.VanDerPol, tableau, order + 1, [0.3], [1.1, -0.7], [1.5]);
        double[][] driven = Evaluate(DrivenPair, tableau, order + 1, [0.4], [0.8, 1.3]);

        foreach (double[][] residuals in (double[][][])[vanderpol, driven])
        {
            Assert.All(residuals[..order], residual => Assert.All(residual, value => Assert.Equal(0, value, 1e-11)));
            Assert.True(residuals[order].Max(Math.Abs) > 1e-3, "A method of this order has no higher one on such a problem.");
        }
    }

    [Theory]
    [InlineData(2.0, 0.75, 0.25)]
    [InlineData(0.7, 0.4, 0.9)]
    public void Record_SquareFamily_AgreesWithTheFormulas(double theta, double b1, double b2)
    {
        const double a = 0.3;
        const double y = 1.7;

        double[][] residuals = Evaluate(
            ReferenceIntegrations.Square, new ButcherTableau(new Coefficients(theta, b1, b2)), 3, [0.0], [y], [a]);

        // y⁽ⁱ⁾ = i! (-a)ⁱ yⁱ⁺¹; the step's stage is -a y² (1 - h θ a y)².
        Assert.Equal(-a * y * y * (1 - b1 - b2), residuals[0][0], 1e-14);
        Assert.Equal((2 * a * a * Math.Pow(y, 3)) - (4 * b2 * theta * a * a * Math.Pow(y, 3)), residuals[1][0], 1e-14);
        Assert.Equal(-6 * Math.Pow(a, 3) * Math.Pow(y, 4) * (1 - (b2 * theta * theta)), residuals[2][0], 1e-14);
    }

    [Fact]
    public void Record_NonAutonomous_AgreesWithTheElementaryDifferentials()
    {
        Random random = new(3);
        ButcherTableau tableau = new(new Coefficients([.. Enumerable.Range(0, 6).Select(_ => random.NextDouble())]));
        const double t = 0.6;
        const double y = 1.4;
        const double a = 0.8;

        double[][] residuals = Evaluate(Driven, tableau, 3, [t], [y], [a]);

        double f = a * y * y * Math.Sin(t);
        double ft = a * y * y * Math.Cos(t);
        double fy = 2 * a * y * Math.Sin(t);
        double ftt = -a * y * y * Math.Sin(t);
        double fty = 2 * a * y * Math.Cos(t);
        double fyy = 2 * a * Math.Sin(t);
        double[] b = tableau.Weights.ToArray();
        double[] c = tableau.Nodes.ToArray();
        double bc = b.Zip(c, (x, z) => x * z).Sum();
        double bcc = b.Zip(c, (x, z) => x * z * z).Sum();
        double bac = b[2] * tableau[2, 1] * c[1];
        Assert.Equal(f * (1 - b.Sum()), residuals[0][0], 1e-13);

        Assert.Equal((ft + (fy * f)) * (1 - (2 * bc)), residuals[1][0], 1e-13);
        Assert.Equal(
            ((ftt + (2 * fty * f) + (fyy * f * f)) * (1 - (3 * bcc))) + (fy * (ft + (fy * f)) * (1 - (6 * bac))),
            residuals[2][0],
            1e-13);
    }

    private static double[][] Evaluate(
        InitialValueFamily family, ButcherTableau tableau, int order, double[] t, double[] y, params double[] parameters)
    {
        NDArray[] residuals = new OrderResiduals(family, tableau.Stages, order).Of(
            new PlainReader(),
            new NDArray([], t),
            NDArray.Vector(y),
            [.. parameters.Select(NDArray.Scalar)],
            [.. tableau.Coefficients.Values.ToArray().Select(NDArray.Scalar)]);
        return [.. residuals.Select(value => value.Values)];
    }
}
