using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace R2N2.MLNet.Tests;

public sealed class ExportPipelineTests
{
    private const double Double = 1e-12;

    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");

    private readonly MLContext _context = new(seed: 1);

    private static SolverFileOptions From(string column, string prefix = "") => new()
    {
        InputColumns = new Dictionary<string, string[]> { ["X0"] = [column] },
        OutputPrefix = prefix,
    };

    [Fact]
    public void ExportPipeline_TenThousandRows_GivesTheNumbersOfThePipeline()
    {
        // The same engine on both sides: a residual norm is all rounding errors, which NormalizeMinMax makes large.
        IDataView data = Data(10_000);
        ITransformer model = _context.Transforms.NormalizeMeanVariance("Four", fixZero: false)
            .Append(_context.Transforms.NormalizeMinMax("Scaled", "Six"))
            .Append(_context.Transforms.NormalizeLogMeanVariance("Seven"))
            .Append(_context.Transforms.Concatenate("Guess", "Scaled", "Four"))
            .Append(Solver("Guess", engine: Engine.OnnxRuntime))
            .Append(_context.Transforms.Concatenate("Features", "Solution", "ResidualNorm", "Seven"))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(_context.Transforms.Conversion.ConvertType("Singles", "Features", DataKind.Single))
            .Fit(data);

        using PipelineFile file = new(_context, model, data.Schema);

        Assert.Equal(["Four", "Seven", "Six"], file.Inputs);
        Assert.Equal(
            ["Features", "Four.output", "Guess", "Iterations", "ResidualNorm", "Scaled", "Seven.output", "Singles.output", "Solution", "Status"],
            file.Outputs);
        Assert.Equal([-1, 10], file.DimensionsOf("Solution"));
        Assert.Equal([-1, 1], file.DimensionsOf("ResidualNorm"));
        file.AssertEqual(model, data, Double);
    }

    [Theory]
    [MemberData(nameof(Scenarios.Names), MemberType = typeof(Scenarios))]
    public void ExportPipeline_SolverOfAnyKind_ReadsItsColumns(string name)
    {
        Scenario scenario = Scenarios.Get(name);
        IDataView data = scenario.Data(_context, 60, seed: 8);
        EquationSolverTransformer solver = FittedScenarios.Get(scenario);

        using PipelineFile file = new(_context, solver, data.Schema);

        Assert.Equal(scenario.Columns.Select(column => column.Column).Order(), file.Inputs);
        Assert.Equal(scenario.Outputs.Order(), file.Outputs);
        file.AssertEqual(solver, data, scenario.Precision);
    }

    [Fact]
    public void ExportPipeline_OutputsChosen_LeavesOutWhatTheyDoNotNeed()
    {
        IDataView data = Data(20);
        ITransformer model = _context.Transforms.Text.FeaturizeText("Words", "Text")
            .Append(_context.Transforms.Concatenate("Guess", "Six", "Four"))
            .Append(_context.Transforms.NormalizeMinMax("Singles"))
            .Append(Solver("Guess"))
            .Fit(data);

        using PipelineFile file = new(
            _context, model, data.Schema, new PipelineExportOptions { OutputColumns = ["Solution", "Singles", "Number"] });

        Assert.Equal(["Four", "Number", "Singles", "Six"], file.Inputs);
        Assert.Equal(["Number.output", "Singles.output", "Solution"], file.Outputs);
        file.AssertEqual(model, data, Double);
    }

    [Fact]
    public void ExportPipeline_TwoSolversNestedChainsHiddenColumns_GivesTheVisibleOnes()
    {
        IDataView data = Data(200);
        TransformerChain<SolverTransformer> first = _context.Transforms.Concatenate("Guess", "Six", "Four").Append(Solver("Guess", "first ")).Fit(data);
        IDataView between = first.Transform(data);
        ITransformer second = _context.Transforms.NormalizeMeanVariance("first Solution")
            .Append(_context.Transforms.Concatenate("Guess", "Four", "Six"))
            .Append(_context.Transforms.NormalizeMinMax("Guess"))
            .Append(Solver("Guess", "second "))
            .Append(_context.Transforms.CopyColumns("Six", "second Solution"))
            .Append(_context.Transforms.DropColumns("second Iterations", "Square"))
            .Fit(between);
        TransformerChain<ITransformer> model = new(first, second);

        using PipelineFile file = new(_context, model, data.Schema);

        Assert.Contains("second Solution", file.Outputs);
        Assert.Contains("Six.output", file.Outputs);
        Assert.DoesNotContain("second Iterations", file.Outputs);
        file.AssertEqual(model, data, Double);
        Assert.NotEqual(file.Run(data)["first Solution"], file.Run(data)["second Solution"]);
    }

    [Fact]
    public void ExportPipeline_Integrator_StepsFromColumns()
    {
        IDataView data = Data(500);
        using TemporaryFolder folder = new();
        new R2N2Integrator(
            ProblemFamily.InitialValue("spring", 2, [new("mu")], (y, p) => Expression.Stack(y[1], -p["mu"] * Expression.Sin(y[0]))),
            ButcherTableau.BogackiShampine).SaveOnnx(folder.File("spring.onnx"));
        ITransformer model = _context.Transforms.Concatenate("State", "Number", "Number")
            .Append(_context.Transforms.CopyColumns("mu", "Single"))
            .Append(_context.R2N2().ApplySolver(folder.File("spring.onnx"), new SolverFileOptions
            {
                InputColumns = new Dictionary<string, string[]> { [IntegratorInputs.StepSize] = ["Single"] },
            }))
            .Append(_context.Transforms.NormalizeMinMax("Next", IntegratorOutputs.NextState, fixZero: false))
            .Fit(data);

        using PipelineFile file = new(_context, model, data.Schema);

        Assert.Equal(["Number", "Single"], file.Inputs);
        Assert.Equal(["ErrorEstimate", "Next", "NextState", "State", "mu"], file.Outputs.Order(StringComparer.Ordinal));
        file.AssertEqual(model, data, Double);
    }

    [Fact]
    public void ExportPipeline_SavedAndLoadedModel_GivesTheSameFile()
    {
        IDataView data = Data(50);
        ITransformer model = _context.Transforms.Concatenate("Guess", "Six", "Four").Append(Solver("Guess")).Fit(data);
        using MemoryStream stream = new();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = _context.Model.Load(stream, out DataViewSchema schema);

        using PipelineFile file = new(_context, model, data.Schema);
        using PipelineFile other = new(_context, loaded, schema);

        Assert.Equal(file.Outputs, other.Outputs);
        Assert.Equal(file.Run(data), other.Run(data));
    }

    [Fact]
    public void ExportPipeline_SelectAndRepeatedColumns_ArrangeNumbersAsThePipeline()
    {
        IDataView data = Data(30);
        ITransformer model = _context.Transforms.Concatenate("Both", "Four", "Number", "Four", "Square")
            .Append(_context.Transforms.Conversion.ConvertType("Counted", "Count", DataKind.Double))
            .Append(_context.Transforms.Conversion.ConvertType("Wide", "Singles", DataKind.Double))
            .Append(_context.Transforms.Conversion.ConvertType("Narrow", "Number", DataKind.Single))
            .Append(_context.Transforms.SelectColumns("Wide", "Both", "Counted", "Narrow", "Square", "Text"))
            .Fit(data);

        using PipelineFile file = new(
            _context, model, data.Schema, new PipelineExportOptions { OutputColumns = ["Both", "Wide", "Counted", "Narrow", "Square"] });

        Assert.Equal([-1, 2, 2], file.DimensionsOf("Square"));
        Assert.Equal([-1, 2, 2], file.DimensionsOf("Square.output"));
        Assert.Equal(0, file.AssertEqual(model, data, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ExportPipeline_FewRows_Run(int rows)
    {
        IDataView data = Data(40);
        ITransformer model = _context.Transforms.Concatenate("Guess", "Six", "Four")
            .Append(_context.Transforms.NormalizeLogMeanVariance("Guess")).Append(Solver("Guess")).Fit(data);

        using PipelineFile file = new(_context, model, data.Schema);

        file.AssertEqual(model, Data(rows), Double);
        Assert.Equal(10 * rows, file.Run(Data(rows))["Solution"].Length);
    }

    [Fact]
    public void ExportPipeline_UnknownStep_IsNamedWithThoseThatCanBeExported()
    {
        IDataView data = Data(20);
        ITransformer model = _context.Transforms.ReplaceMissingValues("Singles")
            .Append(_context.Transforms.NormalizeMinMax("Scaled", "Singles")).Fit(data);

        NotSupportedException error = Assert.Throws<NotSupportedException>(
            () => new PipelineFile(_context, model, data.Schema, new PipelineExportOptions { OutputColumns = ["Scaled"] }));

        Assert.All(
            new[] { "'Scaled'", nameof(MissingValueReplacingTransformer), "Concatenate", "NormalizeLogMeanVariance", "solvers" },
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void ExportPipeline_TextAndBinsAndIntegers_AreRefusedWithReasons()
    {
        IDataView data = Data(20);
        ITransformer model = _context.Transforms.CopyColumns("Copy", "Text")
            .Append(_context.Transforms.NormalizeBinning("Bins", "Singles"))
            .Append(_context.Transforms.Conversion.ConvertType("Whole", "Count", DataKind.Int64)).Fit(data);

        foreach ((string column, string reason) in new[] { ("Copy", "type String"), ("Bins", "bins"), ("Whole", "converted to Int64") })
        {
            NotSupportedException error = Assert.Throws<NotSupportedException>(
                () => new PipelineFile(_context, model, data.Schema, new PipelineExportOptions { OutputColumns = [column] }));
            Assert.Contains($"'{column}'", error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ExportPipeline_OutputsUnknownRepeatedOrNone_AreRefused()
    {
        IDataView data = Data(20);
        ITransformer model = _context.Transforms.Concatenate("Guess", "Six", "Four").Fit(data);

        foreach ((string[] columns, string part) in new[] { (new[] { "Gues" }, "'Gues'"), (["Guess", "Guess"], "each column once"), ([], "at least one") })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(
                () => new PipelineFile(_context, model, data.Schema, new PipelineExportOptions { OutputColumns = columns }));
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ExportPipeline_OtherSchema_IsRefusedAsByThePipeline()
    {
        IDataView data = Data(20);
        using TemporaryFolder folder = new();
        ITransformer model = _context.Transforms.Concatenate("Guess", "Six", "Four").Append(Solver("Guess")).Fit(data);
        DataViewSchema other = _context.Transforms.SelectColumns("Six").Fit(data).Transform(data).Schema;

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.R2N2().ExportPipeline(model, other, folder.File("pipeline.onnx")));

        Assert.Contains("Four", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ExportPipeline_FileAppliedByMlNet_GivesTheColumnsUnderTheirNames()
    {
        IDataView data = Data(25);
        TransformerChain<SolverTransformer> model = _context.Transforms.NormalizeMeanVariance("Four", fixZero: false)
            .Append(_context.Transforms.Concatenate("Guess", "Six", "Four")).Append(Solver("Guess")).Fit(data);
        using PipelineFile file = new(
            _context, model, data.Schema, new PipelineExportOptions { OutputColumns = ["Four", "Solution", "ResidualNorm", "Status"] });

        IDataView expected = model.Transform(data);
        IDataView found = _context.Transforms.ApplyOnnxModel(file.Path).Fit(data).Transform(data);

        Assert.All(new[] { "Four", "Solution", "ResidualNorm", "Status" }, column => Assert.All(
            PipelineFile.Column(expected, column).Zip(PipelineFile.Column(found, column)),
            pair => Assert.Equal(pair.First, pair.Second, Double)));
    }

    [Fact]
    public void ExportPipeline_Metadata_TellsTheSteps()
    {
        IDataView data = Data(20);
        ITransformer model = _context.Transforms.Concatenate("Guess", "Six", "Four").Append(Solver("Guess")).Fit(data);

        using PipelineFile file = new(_context, model, data.Schema);

        Assert.Equal("1", file.Metadata["r2n2.pipeline"]);
        Assert.Contains(nameof(ColumnConcatenatingTransformer), file.Metadata["r2n2.pipeline.steps"], StringComparison.Ordinal);
        Assert.Contains(nameof(SolverTransformer), file.Metadata["r2n2.pipeline.steps"], StringComparison.Ordinal);
        Assert.True(Version.TryParse(file.Metadata["r2n2.libraryVersion"], out _), string.Create(CultureInfo.InvariantCulture, $"{file.Metadata.Count}"));
    }

    private SolverFileEstimator Solver(string column, string prefix = "", Engine engine = Engine.Auto) => _context.R2N2().ApplySolver(
        Path.Combine(Models, "chandrasekhar-h.onnx"), From(column, prefix) with { Inference = new InferenceOptions { Engine = engine } });

    private IDataView Data(int rows) => _context.Data.LoadFromEnumerable(PipelineRow.Create(rows, seed: 7));
}
