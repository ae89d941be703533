using System.Numerics;
using R2N2.Reference;
using R2N2.Tests.Engines;
using R2N2.Tests.Expressions;
using static R2N2.Expression;

namespace R2N2.Tests.Superstructures;

/// <summary>The recorded step against the paper's equations written over plain numbers.</summary>
public class OuterIterationTests
{
    public static TheoryData<string, string, string> EnginesProblemsGenerations()
    {
        TheoryData<string, string, string> data = [];
        foreach (string engine in AllEngines.Names)
        {
            foreach (string problem in OuterStep.Problems.Keys)
            {
                foreach (GenerationModule generation in OuterStep.Generations)
                {
                    data.Add(engine, problem, generation.Name);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EnginesProblemsGenerations))]
    public void Record_OneToFiveVectors_StepsAsThePlainEquationsDo(string engine, string problem, string generation)
    {
        (PlainEquations plain, GenerationModule by) = (OuterStep.Problems[problem], GenerationModule.Parse(generation));
        Random random = new(3);
        for (int n = 1; n <= 5; n++)
        {
            double[] theta = OuterStep.DrawTheta(random, n), x = plain.DrawPoint(random);
            Dictionary<string, double[]> p = plain.Draw(random);
            double[] expected = OuterStep.Plain(plain, by, theta, x, p);
            OuterStep.AssertClose(expected, OuterStep.Run(plain.Family, new(n, by), theta, x, p, AllEngines.Get(engine)));
        }
    }

    [Theory]
    [MemberData(nameof(EnginesProblemsGenerations))]
    public void Record_DifferentiatedInCoefficients_MatchesTheComplexStep(string engine, string problem, string generation)
    {
        (PlainEquations plain, GenerationModule by) = (OuterStep.Problems[problem], GenerationModule.Parse(generation));
        Random random = new(4);
        const int N = 4;
        double[] theta = OuterStep.DrawTheta(random, N), along = OuterStep.DrawTheta(random, N), x = plain.DrawPoint(random);
        Dictionary<string, double[]> p = plain.Draw(random);

        Complex[] stepped = [.. theta.Select((value, i) => new Complex(value, 1e-100 * along[i]))];
        double[] expected = [.. OuterStep.Plain(plain, by, stepped, [.. x.Select(value => new Complex(value, 0))], p)
            .Select(value => value.Imaginary / 1e-100)];

        NDArray[] inputs = OuterStep.Inputs(plain.Family, theta, x, plain.F(x, p), p);
        int fixedInputs = inputs.Length - theta.Length;
        NDArray?[] directions = [.. new NDArray?[fixedInputs], .. along.Select(value => new NDArray([], [value]))];
        OuterStep.AssertClose(expected, AllEngines.Get(engine)
            .Differentiate(new OuterIteration(plain.Family, new(N, by)).Recorded, inputs, directions)[0].Values);
    }

    [Theory]
    [MemberData(nameof(EnginesProblemsGenerations))]
    public void Record_StartsTimesInstances_StepsEachByItself(string engine, string problem, string generation)
    {
        const int Starts = 2, Instances = 3, N = 3;
        (PlainEquations plain, GenerationModule by) = (OuterStep.Problems[problem], GenerationModule.Parse(generation));
        Random random = new(5);
        double[][] thetas = [.. Enumerable.Range(0, Starts).Select(_ => OuterStep.DrawTheta(random, N))];
        Dictionary<string, double[]>[] parameters = [.. Enumerable.Range(0, Instances).Select(_ => plain.Draw(random))];
        double[][] xs = [.. Enumerable.Range(0, Starts * Instances).Select(_ => plain.DrawPoint(random))];

        int m = plain.Size;
        double[] x = [.. xs.SelectMany(each => each)];
        double[] fx = [.. xs.SelectMany((each, i) => plain.F(each, parameters[i % Instances]))];
        IEnumerable<NDArray> p = plain.Family.Parameters.Select(parameter => new NDArray(
            [Instances, .. parameter.Shape.Dimensions], [.. parameters.SelectMany(each => each[parameter.Name])]));
        IEnumerable<NDArray> theta = Enumerable.Range(0, Coefficients.Count(N))
            .Select(i => new NDArray([Starts, 1], [.. thetas.Select(each => each[i])]));
        NDArray next = AllEngines.Get(engine).Evaluate(
            new OuterIteration(plain.Family, new(N, by)).Recorded,
            [new([Starts, Instances, m], x), new([Starts, Instances, m], fx), .. p, .. theta])[0];

        Assert.Equal([Starts, Instances, m], next.Lengths);
        for (int i = 0; i < xs.Length; i++)
        {
            OuterStep.AssertClose(
                OuterStep.Plain(plain, by, thetas[i / Instances], xs[i], parameters[i % Instances]),
                next.Values[(i * m)..((i + 1) * m)]);
        }
    }

    [Fact]
    public void Record_AnyFamily_TakesStateResidualParametersCoefficients() =>
        Assert.Equal(
            ["x: vector [5]", "f: vector [5]", "b: vector [5]", "theta_1_1: scalar", "theta_2_1: scalar", "theta_2_2: scalar"],
            new OuterIteration(new LinearEquations().Family, Superstructure.Krylov(2)).Recorded.Inputs.Select(input => input.ToString()));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Record_Evaluations_EvaluatesFOnceLessThanN(int n) =>
        Assert.Equal(n - 1, Count("Sin", Superstructure.Krylov(n)));

    [Fact]
    public void Record_DirectionalDerivatives_SharesTheDerivativeAndNeverRepeatsF()
    {
        Assert.Equal(1, Count("Cos", Superstructure.NewtonKrylov(4)));
        Assert.Equal(0, Count("Sin", Superstructure.NewtonKrylov(4)));
    }

    private static int Count(string operation, Superstructure structure)
    {
        RecordedFunction step = new OuterIteration(ProblemFamily.Equations("sine", 2, x => Sin(x)), structure).Recorded;
        LoggingReader reader = new();
        step.Evaluate(reader, [.. step.Inputs.Select(input => input.Name!)]);
        return reader.Calls.Count(call => call.StartsWith(operation, StringComparison.Ordinal));
    }
}
