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
