using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;
using R2N2.Tests.Engines;
using R2N2.Tests.Reference;
using Instance = System.Collections.Generic.Dictionary<string, double[]>;

namespace R2N2.Tests.Superstructures;

/// <summary>Methods that use the second derivative, and higher ones: classical formulas, and laws of Taylor polynomials.</summary>
public class TaylorMethodTests
{
    private static readonly double[] _classical = [-1, -1, -1];
    private static readonly Instance _none = [];

    private readonly Random _random = new(11);

    public static TheoryData<string> Engines() => [.. AllEngines.Names];

    public static TheoryData<string, string> EnginesAndProblems() => AllEngines.With(OuterStep.Problems.Keys);

    // Halley (1694): x - 2 f f' / (2 f'² - f f'').
    [Theory]
    [MemberData(nameof(Engines))]
    public void Halley_OneUnknown_IsHalleysFormula(string engine)
    {
        EquationFamily family = ProblemFamily.Equations("Kepler", 1, [new("e"), new("M")], (x, p) => x - (p["e"] * Expression.Sin(x)) - p["M"]);
        Instance p = new() { ["e"] = [0.7], ["M"] = [0.4] };
        double x = 2;
        for (int k = 0; k < 4; k++)
        {
            (double f, double slope, double curvature) = (x - (0.7 * Math.Sin(x)) - 0.4, 1 - (0.7 * Math.Cos(x)), 0.7 * Math.Sin(x));
            double expected = x - (2 * f * slope / ((2 * slope * slope) - (f * curvature)));
            double found = OuterStep.Run(family, Superstructure.Halley, _classical, [x], p, AllEngines.Get(engine))[0];
            Assert.Equal(expected, found, 1e-14);
            x = found;
        }
    }

    // x - H⁻¹ f with H = J + f''[s, ·]/2 and Newton's step s.
    [Theory]
    [MemberData(nameof(EnginesAndProblems))]
    public void Halley_SeveralUnknowns_SolvesWithTheJacobianHalfwayAlongNewtonsStep(string engine, string problem) =>
        AssertStep(engine, problem, Superstructure.Halley, (f, jacobian, curvature) =>
        {
            Vector<double> newton = -jacobian.Solve(f);
            return -(jacobian + (0.5 * curvature(newton))).Solve(f);
        });

    // x + s - J⁻¹ f''[s, s]/2 with Newton's step s.
    [Theory]
    [MemberData(nameof(EnginesAndProblems))]
    public void NewtonTaylor_TwoVectors_IsChebyshevsMethod(string engine, string problem) =>
        AssertStep(engine, problem, Superstructure.NewtonTaylor(2), (f, jacobian, curvature) =>
        {
            Vector<double> newton = -jacobian.Solve(f);
            return newton - (0.5 * jacobian.Solve(curvature(newton) * newton));
        });

    [Fact]
    public void NewtonTaylor_OneVector_IsNewtonsMethod() => AssertStep(
        "plain", "cubic", Superstructure.NewtonTaylor(1), (f, jacobian, _) => -jacobian.Solve(f));

    [Theory]
    [InlineData("Halley", 3)]
    [InlineData("NewtonTaylor 1", 2)]
    [InlineData("NewtonTaylor 2", 3)]
    [InlineData("NewtonTaylor 3", 4)]
    [InlineData("NewtonTaylor 4", 5)]
    public void Step_ThetaMinusOne_ConvergesWithItsOrder(string method, int order)
    {
        Superstructure structure = method == "Halley" ? Superstructure.Halley : Superstructure.NewtonTaylor(method[^1] - '0');
        double[] theta = [.. Enumerable.Repeat(-1.0, Coefficients.Count(structure.InnerIterations))];
        EquationFamily family = ProblemFamily.Equations(
            "curved", 2, x => Expression.Stack(Expression.Exp(x[0] - 1) - x[1], (x[1] * x[1]) + Expression.Sin(x[0] - 1) - 1));
        double[] distances = [0.1, 0.07, 0.05, 0.035, 0.025];
        double[] errors = [.. distances.Select(distance => ConvergenceOrder.Distance(
            OuterStep.Run(family, structure, theta, [1 + distance, 1 - (0.5 * distance)], _none), [1, 1]))];
        Assert.Equal(order, ConvergenceOrder.Slope(distances, errors), 0.2);
    }

    [Fact]
    public void Step_OfALinearF_HasNoUseOfASecondDerivative()
    {
        PlainEquations problem = OuterStep.Problems["clashing linear"];
        Instance p = problem.Draw(_random);
        double[] theta = OuterStep.DrawTheta(_random, 2), x = problem.DrawPoint(_random);
        double[] expected = OuterStep.Run(problem.Family, Superstructure.MultiPointNewton(2), theta, x, p);
        OuterStep.AssertClose(expected, OuterStep.Run(problem.Family, Superstructure.Halley, theta, x, p), 1e-11);
        OuterStep.AssertClose(expected, OuterStep.Run(problem.Family, Superstructure.NewtonTaylor(2), theta, x, p), 1e-11);
    }

    [Fact]
    public void Taylor_DegreeOfThePolynomialThatFIs_IsTheEvaluation()
    {
        PlainEquations problem = OuterStep.Problems["cubic"];
        Instance p = problem.Draw(_random);
        double[] theta = OuterStep.DrawTheta(_random, 4), x = problem.DrawPoint(_random);
        double[] expected = OuterStep.Run(problem.Family, Superstructure.Krylov(4), theta, x, p);
        OuterStep.AssertClose(expected, OuterStep.Run(problem.Family, new(4, GenerationModule.Taylor(3)), theta, x, p));
        OuterStep.AssertClose(expected, OuterStep.Run(problem.Family, new(4, GenerationModule.Taylor(5)), theta, x, p));
    }

    [Fact]
    public void Taylor_WithMinimalResidual_FindsWhatEvaluationsFind()
    {
        PlainEquations problem = OuterStep.Problems["cubic"];
        Instance p = problem.Draw(_random);
        double[] x = problem.DrawPoint(_random);
        double[] Next(Superstructure structure) => OuterStep.Run(
            problem.Family, structure with { Assembly = AssemblyModule.MinimalResidual, Preconditioner = Preconditioner.Diagonal }, [-0.8, -0.7, -1.1, -0.9], x, p);
        OuterStep.AssertClose(Next(Superstructure.Krylov(3)), Next(new(3, GenerationModule.Taylor(3))), 1e-9);
    }

    [Fact]
    public void Network_HalleyWithMinimalResidual_IsRefusedByName()
    {
        Superstructure structure = Superstructure.Halley with { Assembly = AssemblyModule.MinimalResidual };

        string message = Assert.Throws<ArgumentException>(
            () => new R2N2Network(OuterStep.Problems["cubic"].Family, structure, new Coefficients(-1.0, -1.0))).Message;

        Assert.Contains("MinimalResidual", message, StringComparison.Ordinal);
        Assert.Contains("the preconditioner Halley", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Taylor_OfACurvedF_DiffersFromTheEvaluationByTheNextOrder(int degree)
    {
        EquationFamily family = new ChandrasekharEquations(10).Family;
        double[] theta = [1, 0.3, -0.7], x = [.. Enumerable.Range(0, 10).Select(i => 1 + (0.02 * i))];
        double[] sizes = [0.4, 0.2, 0.1];
        double[] differences = [.. sizes.Select(size =>
        {
            double[] scaled = [size, theta[1], theta[2]];
            return ConvergenceOrder.Distance(
                OuterStep.Run(family, Superstructure.Krylov(2), scaled, x, _none),
                OuterStep.Run(family, new(2, GenerationModule.Taylor(degree)), scaled, x, _none));
        })];
        Assert.Equal(degree + 1, ConvergenceOrder.Slope(sizes, differences), 0.2);
    }

    [Theory]
    [InlineData("Halley")]
    [InlineData("Taylor 2")]
    [InlineData("Taylor 8")]
    public void Load_OfAnExportedNetwork_GivesStructureAndBytesBack(string name)
    {
        Superstructure structure = name == "Halley" ? Superstructure.Halley : new(2, GenerationModule.Parse(name));
        R2N2Network network = new(OuterStep.Problems["cubic"].Family, structure, new Coefficients(-0.9, -1.1, -1));
        byte[] file = network.ToOnnx();
        R2N2Network read = R2N2Network.Load(file);
        Assert.Equal(structure, read.Superstructure);
        Assert.Equal(file, read.ToOnnx(SolverDescription.Read(file).Options));
    }

    private void AssertStep(
        string engine,
        string problem,
        Superstructure structure,
        Func<Vector<double>, Matrix<double>, Func<Vector<double>, Matrix<double>>, Vector<double>> step)
    {
        PlainEquations plain = OuterStep.Problems[problem];
        Instance p = plain.Draw(_random);
        double[] x = plain.DrawPoint(_random);
        double[][] units = [.. x.Select((_, j) => x.Select((_, i) => i == j ? 1.0 : 0).ToArray())];
        Vector<double> expected = step(
            Vector<double>.Build.Dense(plain.F(x, p)),
            Matrix<double>.Build.DenseOfColumnArrays(units.Select(unit => plain.Jv(x, unit, p))),
            d => Matrix<double>.Build.DenseOfColumnArrays(units.Select(unit => plain.Curvature(x, [.. d], unit, p))));
        double[] theta = [.. Enumerable.Repeat(-1.0, Coefficients.Count(structure.InnerIterations))];
        double[] next = OuterStep.Run(plain.Family, structure, theta, x, p, AllEngines.Get(engine));
        OuterStep.AssertClose([.. expected], [.. next.Zip(x, (to, from) => to - from)], 1e-11);
    }
}
