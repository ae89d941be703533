using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class SolutionTests
{
    public static IEnumerable<object[]> All => Scenarios.Names;

    [Theory]
    [MemberData(nameof(All))]
    public void Transform_NewInstances_AreSolvedWithTheResidualNormItSays(string name)
    {
        var scenario = Scenarios.Get(name);
        MLContext context = new();
        InstanceRow[] rows = scenario.Rows(200, seed: 3);

        Answer[] answers = scenario.Answers(context, FittedScenarios.Get(scenario).Transform(scenario.Data(context, rows)));

        Assert.Equal(rows.Length, answers.Length);
        bool hasTolerance = scenario.Options.Export.HasTolerance;
        foreach ((InstanceRow row, Answer answer) in rows.Zip(answers))
        {
            double norm = Math.Sqrt(scenario.Residual(row, answer.Solution).Sum(value => value * value));
            Assert.Equal(norm, answer.ResidualNorm[0], 10 * scenario.Precision);
            Assert.Equal((long)(hasTolerance ? SolveStatus.Converged : SolveStatus.IterationLimit), answer.Status[0]);
            Assert.InRange(answer.Iterations[0], 1, hasTolerance ? 50 : scenario.Options.Loss.OuterIterations);
            Assert.True(!hasTolerance || norm <= scenario.Options.Export.AbsoluteTolerance + (10 * scenario.Precision));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Transform_RowThatIsNotFinite_HasItsStatusAndDisturbsNoOther(string name)
    {
        var scenario = Scenarios.Get(name);
        MLContext context = new();
        InstanceRow[] good = scenario.Rows(20, seed: 3);
        InstanceRow[] bad = scenario.Rows(20, seed: 3);
        Spoil(bad[4], double.NaN, float.NaN);
        Spoil(bad[13], double.PositiveInfinity, float.NegativeInfinity);
        EquationSolverTransformer solver = FittedScenarios.Get(scenario);

        Answer[] expected = scenario.Answers(context, solver.Transform(scenario.Data(context, good)));
        Answer[] found = scenario.Answers(context, solver.Transform(scenario.Data(context, bad)));

        for (int i = 0; i < found.Length; i++)
        {
            if (i is 4 or 13)
            {
                Assert.Equal((long)SolveStatus.NotFinite, found[i].Status[0]);
            }
            else
            {
                Assert.Equal(expected[i].Solution, found[i].Solution);
                Assert.Equal(expected[i].Status, found[i].Status);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SaveAsOnnx_SolvedWithoutMLNet_GivesTheSameNumbers(string name)
    {
        var scenario = Scenarios.Get(name);
        MLContext context = new();
        using TemporaryFolder folder = new();
        IDataView data = scenario.Data(context, 50, seed: 3);
        EquationSolverTransformer model = FittedScenarios.Get(scenario);
        string path = folder.File("solver.onnx");

        model.SaveAsOnnx(path);

        using var solver = OnnxSolver.Load(path);
        Assert.Equal(scenario.Family.Inputs.Select(input => input.ToString()), solver.Description.Inputs.Select(input => input.ToString()));
        SolverInput[] inputs = [.. scenario.Family.Inputs.Select(input =>
            new SolverInput(input, scenario.Options.InputColumns.GetValueOrDefault(input.Name, [input.Name]), "an input"))];
        SolveResult direct = solver.Solve(new DataViewInstances(data, inputs, ContextCancellation.Of(context)).Read(100).Single());
        Answer[] answers = scenario.Answers(context, model.Transform(data));
        for (int i = 0; i < answers.Length; i++)
        {
            double[] expected = direct[i].Solution.ToArray();
            Assert.All(expected.Zip(answers[i].Solution), pair => Assert.Equal(pair.First, pair.Second, scenario.Precision));
            Assert.Equal((long)direct[i].Status, answers[i].Status[0]);
        }
    }

    private static void Spoil(InstanceRow row, double value, float single)
    {
        foreach (double[] numbers in (double[][])[row.Guess, row.Matrix, row.Vector])
        {
            numbers.AsSpan(numbers.Length / 2).Fill(value);
        }

        row.SingleVector.AsSpan(row.SingleVector.Length / 2).Fill(single);
        row.Number = value;
        row.SingleNumber = single;
    }
}
