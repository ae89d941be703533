using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Superstructures;

/// <summary>What must hold of every step, whatever the coefficients: symmetries, fixed points, agreement of generations.</summary>
public class StepLawTests
{
    private const int N = 4;
    private static readonly EquationFamily _wave = ProblemFamily.Equations("wave", 3, WaveResidual);
    private static readonly Dictionary<string, double[]> _none = [];
    private readonly Random _random = new(6);

    public static TheoryData<string> Generations() => [.. OuterStep.Generations.Select(generation => generation.Name)];

    [Theory]
    [InlineData("linear-fixed")]
    [InlineData("clashing linear")]
    public void Generations_OfAnAffineF_GiveTheSameStep(string name)
    {
        PlainEquations problem = OuterStep.Problems[name];
        double[] theta = OuterStep.DrawTheta(_random, N), x = problem.DrawPoint(_random);
        Dictionary<string, double[]> p = problem.Draw(_random);
        OuterStep.AssertClose(
            OuterStep.Run(problem.Family, Superstructure.Krylov(N), theta, x, p),
            OuterStep.Run(problem.Family, Superstructure.NewtonKrylov(N), theta, x, p));
    }

    [Fact]
    public void Generations_OfACurvedF_DifferBySecondOrderInTheDirections()
    {
        double[] theta = OuterStep.DrawTheta(_random, 2), x = [0.3, -0.4, 0.8];
        double[] sizes = [1e-1, 1e-2, 1e-3];
        double[] differences = [.. sizes.Select(size =>
        {
            double[] scaled = [size * theta[0], theta[1], theta[2]];
            double[] krylov = OuterStep.Run(_wave, Superstructure.Krylov(2), scaled, x, _none);
            double[] newton = OuterStep.Run(_wave, Superstructure.NewtonKrylov(2), scaled, x, _none);
            return krylov.Zip(newton, (a, b) => Math.Abs(a - b)).Max();
        })];
        Assert.Equal(2, Math.Log10(differences[0] / differences[1]), 0.05);
        Assert.Equal(2, Math.Log10(differences[1] / differences[2]), 0.01);
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void Step_FromARoot_StaysThere(string generation)
    {
        EquationFamily family = ProblemFamily.Equations("root", 2, x => Sin(x - new[] { 0.5, -2 }) * Exp(x[0]));
        double[] root = [0.5, -2];
        Assert.Equal(root, OuterStep.Run(family, new(N, GenerationModule.Parse(generation)), OuterStep.DrawTheta(_random, N), root, _none));
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void Step_OfAShiftedProblem_IsTheShiftedStep(string generation)
    {
        double[] shift = [0.5, -0.25, 2];
        AssertCovariant(generation, y => WaveResidual(y - shift), x => [.. x.Select((value, i) => value + shift[i])]);
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void Step_InOtherUnits_IsTheStepInThoseUnits(string generation) =>
        AssertCovariant(generation, y => 40 * WaveResidual(y / 40), x => [.. x.Select(value => value * 40)]);

    [Theory]
    [MemberData(nameof(Generations))]
    public void Step_InOtherCoordinates_IsTheStepInThoseCoordinates(string generation)
    {
        Matrix<double> basis = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0.5, 0 }, { -0.3, 1, 0.2 }, { 0, 0.4, 2 } });
        double[,] to = basis.ToArray(), back = basis.Inverse().ToArray();
        AssertCovariant(generation, y => to * WaveResidual(back * y), x => [.. basis * Vector<double>.Build.Dense(x)]);
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void Step_OfAScaledResidual_IsUndoneByScalingTheCoefficients(string generation)
    {
        Superstructure structure = new(N, GenerationModule.Parse(generation));
        double[] theta = OuterStep.DrawTheta(_random, N), x = [0.3, -0.4, 0.8];
        EquationFamily scaled = ProblemFamily.Equations("scaled", 3, y => -8 * WaveResidual(y));
        OuterStep.AssertClose(
            OuterStep.Run(_wave, structure, theta, x, _none),
            OuterStep.Run(scaled, structure, [.. theta.Select(value => value / -8)], x, _none));
    }

    // If the problem is written in coordinates y = map(x), so is its step.
    private void AssertCovariant(string generation, Func<Expression, Expression> residual, Func<double[], double[]> map)
    {
        Superstructure structure = new(N, GenerationModule.Parse(generation));
        double[] theta = OuterStep.DrawTheta(_random, N), x = [0.3, -0.4, 0.8];
        OuterStep.AssertClose(
            map(OuterStep.Run(_wave, structure, theta, x, _none)),
            OuterStep.Run(ProblemFamily.Equations("mapped", 3, residual), structure, theta, map(x), _none));
    }

    private static Expression WaveResidual(Expression x) => x + Sin(x * Sum(x)) - (Exp(-x) / 4);
}
