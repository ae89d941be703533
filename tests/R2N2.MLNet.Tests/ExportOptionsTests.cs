using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class ExportOptionsTests
{
    private static Scenario Guesses => Scenarios.Chandrasekhar;

    [Fact]
    public void Transform_ExportedWithAGuessOfItsOwn_NeedsTheGuessForTrainingOnly()
    {
        MLContext context = new(seed: 1);
        ProblemFamilyWithParameter(out EquationFamily family);
        IDataView training = Data(context, withGuess: true);
        using EquationSolverTransformer solver = context.R2N2().EquationSolver(family, Guesses.Quick with
        {
            Export = new() { InitialGuess = InitialGuess.Constant(0.5) },
        }).Fit(training);

        IDataView solved = solver.Transform(Data(context, withGuess: false));

        Assert.All(ViewContent.Read(solved, [solved.Schema["Status"]]), row => Assert.Equal(new long[] { 0 }, row[0]));
    }

    [Fact]
    public void SaveAndLoad_ExportedUnderOtherNamesWithHistory_GivesTheSameColumns()
    {
        MLContext context = new(seed: 1);
        IDataView data = Guesses.Data(context, 30, seed: 1);
        using EquationSolverTransformer solver = context.R2N2().EquationSolver(Guesses.Family, Guesses.Quick with
        {
            Export = new()
            {
                InputNames = new Dictionary<string, string> { ["X0"] = "start" },
                OutputNames = new Dictionary<string, string> { ["Solution"] = "x", ["Status"] = "X0" },
                ResidualHistory = true,
            },
        }).Fit(data);
        using MemoryStream stream = new();
        context.Model.Save(solver, data.Schema, stream);
        stream.Position = 0;

        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        using var fast = (SolverTransformer)context.R2N2().Accelerate(loaded);

        Assert.Equal(ViewContent.Describe(solver.Transform(data).Schema), ViewContent.Describe(loaded.Transform(data).Schema));
        ViewContent.AssertClose(ViewContent.Read(solver.Transform(data)), ViewContent.Read(loaded.Transform(data)), 1e-12);
        ViewContent.AssertSameBits(ViewContent.Read(solver.Transform(data)), ViewContent.Read(fast.Transform(data)));
    }

    [Fact]
    public void ExportPipeline_SafeguardedRecordedSolverUnderOtherNames_GivesTheNumbersOfThePipeline()
    {
        MLContext context = new(seed: 1);
        IDataView data = Guesses.Data(context, 30, seed: 1);
        using TransformerChain<ITransformer> model = context.Transforms.CopyColumns("Copy", "X0")
            .Append(Recorded(context, "first ", "X0"))
            .Append(Recorded(context, "second ", "Copy"))
            .Append<ITransformer>(context.Transforms.Concatenate("Features", "first Iterates", "second ResidualHistory", "second Solution"))
            .Fit(data);

        using PipelineFile file = new(context, model, data.Schema);

        Assert.Equal([-1, 5, 10], file.DimensionsOf("first Iterates"));
        Assert.Equal([-1, 5], file.DimensionsOf("first ResidualHistory"));
        file.AssertEqual(model, data, 1e-12);
    }

    [Fact]
    public void EquationSolver_RecordedColumnNamedLikeAnother_IsRefused()
    {
        EquationSolverOptions options = new() { SolutionColumn = "Iterates", Export = new() { Iterates = true } };

        ArgumentException error = Assert.Throws<ArgumentException>(() => new MLContext().R2N2().EquationSolver(Guesses.Family, options));

        Assert.Contains("'Iterates' is there twice", error.Message, StringComparison.Ordinal);
    }

    private static EquationSolverEstimator Recorded(MLContext context, string prefix, string guess) =>
        context.R2N2().EquationSolver(Guesses.Family, Guesses.Quick with
        {
            OutputPrefix = prefix,
            InputColumns = new Dictionary<string, string[]> { ["X0"] = [guess] },
            Export = new()
            {
                IterationLimit = 4,
                Safeguard = new Safeguard(),
                InputNames = new Dictionary<string, string> { ["X0"] = "Solution" },
                OutputNames = new Dictionary<string, string> { ["Solution"] = "x", ["Status"] = "X0" },
                ResidualHistory = true,
                Iterates = true,
            },
        });

    private static void ProblemFamilyWithParameter(out EquationFamily family) => family = ProblemFamily.Equations(
        "tanh", 3, [new("mu")], (x, p) => x + (0.2 * Expression.Tanh(x)) - p["mu"]);

    private static IDataView Data(MLContext context, bool withGuess)
    {
        IDataView data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Row { Mu = 0.5 + (i / 30.0), Guess = [1, 1, 1 + (i / 60.0)] }).ToArray());
        return withGuess ? data : context.Transforms.DropColumns("X0").Fit(data).Transform(data);
    }

    private sealed class Row
    {
        [Microsoft.ML.Data.ColumnName("mu")]
        public double Mu { get; set; }

        [Microsoft.ML.Data.ColumnName("X0"), Microsoft.ML.Data.VectorType(3)]
        public double[] Guess { get; set; } = [];
    }
}
