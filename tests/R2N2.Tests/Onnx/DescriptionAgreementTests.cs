using Google.Protobuf;
using R2N2.Onnx.Format;
using R2N2.Tests.Onnx.Reading;

namespace R2N2.Tests.Onnx;

/// <summary>What a file says about itself, and its graph: where they differ, the file is refused, however it is opened.</summary>
public sealed class DescriptionAgreementTests
{
    private static readonly SolverExportOptions _recorded = new() { IterationLimit = 3, ResidualHistory = true, Iterates = true };

    [Theory]
    [InlineData("r2n2.stateSize", "4", "declares x: vector [3]; by the other entries it is a vector [4]")]
    [InlineData("r2n2.stateSize", "100000000", "by the other entries it is a vector [100000000]")]
    [InlineData("r2n2.stateSize", "2147483647", "by the other entries it is a vector [2147483647]")]
    [InlineData("r2n2.stateSize", "0", "at least 1")]
    [InlineData("r2n2.iterationLimit", "2147483647", "overflow")]
    [InlineData("r2n2.iterationLimit", "4", "output 5 is 'ResidualHistory' Double [*, 5]; the graph has 'ResidualHistory' Double [*, 4]")]
    [InlineData("r2n2.outputName.Iterates", "Status", "'Status' Double [*, 4, 3]; the graph has 'Iterates' Double [*, 4, 3]")]
    [InlineData("r2n2.outputName.ResidualHistory", "nowhere", "'nowhere' Double [*, 4]; the graph has 'ResidualHistory'")]
    [InlineData("r2n2.outputName.Elsewhere", "nowhere", "an entry for 'Elsewhere'; the file has Solution")]
    [InlineData("r2n2.inputName.X0", "start", "input 1 is 'start' Double [*, 3]; the graph has 'X0' Double [*, 3] there")]
    [InlineData("r2n2.inputName.p", "q", "an entry for 'p'; the file has X0")]
    [InlineData("r2n2.initialGuess", "guess", "input 1 is 'guess'")]
    [InlineData("r2n2.precision", "Float32", "input 1 is 'X0' Float [*, 3]; the graph has 'X0' Double [*, 3]")]
    [InlineData("r2n2.form", "Unrolled", "by its metadata the iteration is Unrolled; its graph has a Loop")]
    [InlineData("r2n2.innerIterations", "5", "The coefficients have 4 rows; the superstructure has n = 5 inner iterations.")]
    [InlineData("r2n2.outerIterations", "-3", "at least 1")]
    [InlineData("r2n2.residualHistory", null, "output 5 is 'Iterates'")]
    [InlineData("r2n2.iterates", null, "there is no output 6; the graph has 'Iterates'")]
    public void Solver_EntryThatIsNotOfItsGraph_IsRefused(string key, string? value, string expected) =>
        AssertRefused(Changed(ExportSamples.FixedPoint.ToOnnx(_recorded), key, value), expected);

    [Theory]
    [InlineData("r2n2.initialPoint", "1 2", "2 numbers; the family has 3 unknowns")]
    [InlineData("r2n2.initialPoint", null, "needs finite numbers")]
    [InlineData("r2n2.inputName.A", "s", "input 2 is 's' Double [*, 3, 3]; the graph has 'A'")]
    public void Solver_ParametersAndConstantGuess_AreComparedToo(string key, string? value, string expected) =>
        AssertRefused(Changed(ExportSamples.Parameters.ToOnnx(), key, value), expected);

    [Theory]
    [InlineData("r2n2.stateSize", "1000000000", "by the other entries it is a vector [1000000000]")]
    [InlineData("r2n2.integratorForm", "Rollout", "input 3 is 'a' Double [*]; the graph has 'Time' Double [*] there")]
    [InlineData("r2n2.integratorForm", "Adaptive", "lacks the metadata entry")]
    [InlineData("r2n2.order", "7", "by its metadata the method is of order 7; its coefficients fulfil the conditions of order")]
    [InlineData("r2n2.order", "two", "order")]
    [InlineData("r2n2.embedded", null, "there is no output 2; the graph has 'ErrorEstimate'")]
    [InlineData("r2n2.embedded", "1 2", "embedded")]
    [InlineData("r2n2.precision", "Float32", "input 1 is 'State' Float [*, 2]")]
    [InlineData("r2n2.inputName.Steps", "k", "an entry for 'Steps'")]
    [InlineData("r2n2.outputName.NextState", "y", "output 1 is 'y'")]
    public void Integrator_EntryThatIsNotOfItsGraph_IsRefused(string key, string? value, string expected) =>
        AssertRefused(Changed(RoundTripModels.Integrators["driven"].ToOnnx(), key, value), expected);

    [Fact]
    public void Integrator_WhoseFDependsOnAMissingTime_IsRefused()
    {
        // Autonomous in its graph, driven in the text of f.
        R2N2Integrator still = new(ProblemFamily.InitialValue("f", 1, y => -y), ButcherTableau.Heun);
        byte[] file = Changed(still.ToOnnx(), "r2n2.f", "1\ninput - t\ninput 1 y\nMultiply 0 1\nreturn 2");

        Assert.Contains("depends on the time", Assert.Throws<OnnxFormatException>(() => R2N2Integrator.Load(file)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Solver_GraphAndDescriptionBothHuge_TakesNoMemoryForIt()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Changed(ExportSamples.Parameters.ToOnnx(), "r2n2.stateSize", "2147483647"));
        model.MetadataProps.Single(entry => entry.Key == "r2n2.f").Value = "1\ninput 2147483647 x\nNegate 0\nreturn 1";
        model.MetadataProps.Single(entry => entry.Key == "r2n2.initialPoint").Value = "1";
        model.Graph.Input.Clear();
        model.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue = int.MaxValue;
        foreach (NodeProto node in model.Graph.Node)
        {
            node.Input.Clear();
        }

        byte[] file = model.ToByteArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Record.Exception(() => R2N2Network.Load(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static byte[] Changed(byte[] file, string key, string? value)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(file);
        StringStringEntryProto[] others = [.. model.MetadataProps.Where(entry => entry.Key != key)];
        model.MetadataProps.Clear();
        model.MetadataProps.AddRange(others);
        if (value is not null)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model.ToByteArray();
    }

    private static void AssertRefused(byte[] file, string expected)
    {
        bool integrator = ModelProto.Parser.ParseFrom(file).MetadataProps.Any(entry => entry.Key == "r2n2.integratorForm");
        Action[] open = integrator
            ? [() => IntegratorDescription.Read(file), () => R2N2Integrator.Load(file), () => OnnxIntegrator.Load(file).Dispose(), () => ModelDescription.Read(file)]
            : [() => SolverDescription.Read(file), () => R2N2Network.Load(file), () => OnnxSolver.Load(file).Dispose(), () => ModelDescription.Read(file)];
        Assert.All(open, read => Assert.Contains(
            expected, Assert.Throws<OnnxFormatException>(read).Message, StringComparison.OrdinalIgnoreCase));
    }
}
