using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Tests.Onnx;

public sealed class SolverDescriptionTests
{
    [Fact]
    public void Read_ExportedSolver_GivesEverythingBack()
    {
        SolverExportOptions options = new()
        {
            AbsoluteTolerance = 1.0 / 3e9,
            RelativeTolerance = 0.1,
            IterationLimit = 17,
            Form = IterationForm.Unrolled,
            StallRate = 0.7,
            StallLimit = 5,
            Precision = OnnxPrecision.Float32,
            Safeguard = new Safeguard { Rate = 1.0 / 3 },
            ResidualHistory = true,
            Iterates = true,
            InputNames = new Dictionary<string, string> { ["X0"] = "first guess" },
            OutputNames = new Dictionary<string, string> { ["Solution"] = "x", ["Iterates"] = "all x" },
        };

        var found = SolverDescription.Read(ExportSamples.FixedPoint.ToOnnx(options));

        Assert.Equal("fixed-point", found.FamilyName);
        Assert.Equal(3, found.StateSize);
        Assert.Equal([new Parameter("X0", 3)], found.Inputs);
        Assert.Equal("X0", found.InitialGuessName);
        Assert.Equal(Superstructure.Krylov(4), found.Superstructure);
        Assert.Equal(ExportSamples.FixedPoint.Coefficients, found.Coefficients);
        Assert.Equal(2, found.OuterIterations);
        Assert.Equal(1.25e-9, found.TrainingLoss);
        Assert.Equal(options, found.Options);
        Assert.Equal(typeof(SolverDescription).Assembly.GetName().Version!.ToString(3), found.LibraryVersion);
    }

    [Fact]
    public void Read_ParametersAndConstantGuess_GivesShapes()
    {
        var found = SolverDescription.Read(ExportSamples.Parameters.ToOnnx(new() { AbsoluteTolerance = null }));

        Assert.Equal([new Parameter("s"), new Parameter("A", 3, 3), new Parameter("b", 3)], found.Inputs);
        Assert.Null(found.InitialGuessName);
        Assert.Null(found.TrainingLoss);
        Assert.False(found.Options.HasTolerance);
        Assert.Equal(3, found.Options.IterationLimit);
        Assert.Equal(GenerationModule.DirectionalDerivatives, found.Superstructure.Generation);
    }

    [Fact]
    public void Read_NoSafeguardAndNothingRecorded_SaysSo()
    {
        var found = SolverDescription.Read(ExportSamples.Parameters.ToOnnx(new() { Safeguard = null }));

        Assert.Null(found.Options.Safeguard);
        Assert.False(found.Options.ResidualHistory);
        Assert.False(found.Options.Iterates);
        Assert.Empty(found.Options.InputNames);
        Assert.Empty(found.Options.OutputNames);
    }

    [Fact]
    public void Read_EitherKindOfFile_GivesItsOwnDescription()
    {
        byte[] solver = ExportSamples.FixedPoint.ToOnnx();
        byte[] integrator = new R2N2Integrator(
            ProblemFamily.InitialValue("decay", 2, y => -y), ButcherTableau.Heun)
        { TrainingLoss = 0.5 }.ToOnnx();

        Assert.Equal(ExportSamples.FixedPoint.Coefficients, Assert.IsType<SolverDescription>(ModelDescription.Read(solver)).Coefficients);
        ModelDescription found = ModelDescription.Read(integrator);

        Assert.Equal(ButcherTableau.Heun, Assert.IsType<IntegratorDescription>(found).Tableau);
        Assert.Equal(("decay", 2, 0.5), (found.FamilyName, found.StateSize, found.TrainingLoss));
        Assert.Equal([new Parameter("State", 2), new Parameter("StepSize")], found.Inputs);
        Assert.Equal(new IntegratorExportOptions(), found.Options);
    }

    [Fact]
    public void Read_NotOnnx_SaysSo()
    {
        byte[] model = ExportSamples.FixedPoint.ToOnnx();

        Assert.Contains("no graph", Refused([]), StringComparison.Ordinal);
        Assert.Contains("not an ONNX model", Refused("PK\u0003\u0004 something else"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("not an ONNX model", Refused(model[..(model.Length / 2)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r2n2.format", null, "did not export it")]
    [InlineData("r2n2.format", "99", "'99'")]
    [InlineData("r2n2.stateSize", "many", "must be an integer")]
    [InlineData("r2n2.generation", "Guessing", "'Guessing' is not a generation")]
    [InlineData("r2n2.coefficients", "1 2 3 4 5", "5 coefficients")]
    [InlineData("r2n2.coefficients", "1", "n = 4")]
    [InlineData("r2n2.coefficients", "1 x 2", "'x'")]
    [InlineData("r2n2.coefficients", "1 2 3 4 5 6 7", "assembles by LinearCombination has 10")]
    [InlineData("r2n2.assembly", "MinimalResidual", "assembles by MinimalResidual has 7")]
    [InlineData("r2n2.assembly", "ConsistentCombination", "assembles by ConsistentCombination")]
    [InlineData("r2n2.innerIterations", "0", "at least 1")]
    [InlineData("r2n2.family", null, "lacks the metadata entry 'r2n2.family'")]
    [InlineData("r2n2.form", "Spiral", "known are Loop, Unrolled")]
    [InlineData("r2n2.absoluteTolerance", "-1", "AbsoluteTolerance is -1")]
    [InlineData("r2n2.stallRate", "quick", "must be a number")]
    [InlineData("r2n2.safeguardRate", "2", "Rate is 2")]
    public void Read_MetadataChanged_NamesTheEntry(string key, string? value, string expected)
    {
        ModelProto model = ExportSamples.Export(ExportSamples.FixedPoint);
        StringStringEntryProto entry = model.MetadataProps.Single(entry => entry.Key == key);
        if (value is null)
        {
            model.MetadataProps.Remove(entry);
        }
        else
        {
            entry.Value = value;
        }

        Assert.Contains(expected, Refused(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r2n2.history", "9", "History is 9")]
    [InlineData("r2n2.history", "-1", "History is -1")]
    [InlineData("r2n2.history", "1000000000", "History is 1000000000")]
    [InlineData("r2n2.history", "long", "must be an integer")]
    [InlineData("r2n2.assembly", "LinearCombination", "a history of 2 outer iterations")]
    public void Read_HistoryChanged_NamesTheEntry(string key, string value, string expected)
    {
        R2N2Network network = new(ExportSamples.FixedPoint.Family, Superstructure.Anderson(2), new Coefficients(-1.0));
        ModelProto model = ExportSamples.Export(network);
        model.MetadataProps.Single(entry => entry.Key == key).Value = value;

        Assert.Contains(expected, Refused(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r2n2.tableCount", "0", "1 to 32 tables")]
    [InlineData("r2n2.tableCount", "2000000000", "1 to 32 tables")]
    [InlineData("r2n2.tableCount", "2", "3 tables; a superstructure with the tables PerIteration(2) has 2")]
    [InlineData("r2n2.tableCount", "some", "must be an integer")]
    [InlineData("r2n2.tables", "Shared", "3 tables; a superstructure with the tables Shared has 1")]
    [InlineData("r2n2.tables", "ByParameters", "'ByParameters'; known are Shared")]
    [InlineData("r2n2.tables", "Conditional", "lacks the metadata entry 'r2n2.tableFeatures'")]
    [InlineData("r2n2.coefficients", "1 ; 2 ; 3 4", "of 1 and of")]
    [InlineData("r2n2.coefficients", "1 ; ; 3", "There are 0 coefficients")]
    public void Read_TablesChanged_NamesTheEntry(string key, string value, string expected)
    {
        R2N2Network network = new(
            ExportSamples.FixedPoint.Family, Superstructure.Krylov(1) with { Tables = TableModule.PerIteration(3) }, Coefficients.Join(new(-1), new(-2), new(-3)));
        ModelProto model = ExportSamples.Export(network);
        model.MetadataProps.Single(entry => entry.Key == key).Value = value;

        Assert.Contains(expected, Refused(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input 2 s", "by the other entries it is a")]
    [InlineData("return 0", "they must be a vector")]
    [InlineData("return 7", "uses value 7")]
    public void Read_FeaturesChanged_AreRefused(string line, string expected)
    {
        EquationFamily family = ProblemFamily.Equations("features", 2, [new("s")], (x, p) => x - p["s"]);
        ModelProto model = ExportSamples.Export(new R2N2Network(
            family, Superstructure.Krylov(1) with { Tables = TableModule.Conditional(p => p["s"]) }, Coefficients.Join(new(-1), new(0.1))));
        StringStringEntryProto entry = model.MetadataProps.Single(entry => entry.Key == "r2n2.tableFeatures");
        string[] lines = entry.Value.Split('\n');
        int at = Array.FindIndex(lines, other => other.Split(' ')[0] == line.Split(' ')[0]);
        lines[at] = line;
        entry.Value = string.Join('\n', lines);

        Assert.Contains(expected, Refused(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InputsWithoutProperShapes_AreRefused()
    {
        ModelProto model = ExportSamples.Export(ExportSamples.FixedPoint);
        model.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = -4;
        Assert.Contains("the graph has 'X0' Double [*, -4]", Refused(model.ToByteArray()), StringComparison.Ordinal);

        model.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = long.MaxValue;
        Assert.Contains("the graph has 'X0' Double [*, 9223372036854775807]", Refused(model.ToByteArray()), StringComparison.Ordinal);

        model.Graph.Input[0].Type.TensorType.Shape.Dim.Clear();
        Assert.Contains("the graph has 'X0' Double []", Refused(model.ToByteArray()), StringComparison.Ordinal);

        model.Graph.Input[0].Type = null;
        Assert.Contains("the graph has 'X0' Undefined [?]", Refused(model.ToByteArray()), StringComparison.Ordinal);
    }

    private static string Refused(byte[] model) =>
        Assert.Throws<OnnxFormatException>(() => SolverDescription.Read(model)).Message;
}
