using System.Globalization;
using System.Text.RegularExpressions;
using R2N2.Languages.Tests.Cases;
using R2N2.Onnx;
using R2N2.Onnx.Format;

namespace R2N2.Languages.Tests;

/// <summary>What a person sees who opens an exported file in a graph viewer.</summary>
public sealed partial class ViewableTests
{
    public static TheoryData<string> Names => ExportedCases.Names;

    public static TheoryData<string> Solvers => [.. ExportedCases.All.Keys.Where(IsSolver)];

    public static TheoryData<string> Integrators => [.. ExportedCases.All.Keys.Where(name => !IsSolver(name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Export_AnyFile_NamesEveryNodeAndValueOnce(string name)
    {
        ModelProto model = Model(name);
        NodeProto[] nodes = [.. Nodes(model)];
        string[] values =
        [
            .. Graphs(model.Graph).SelectMany(graph => graph.Input.Select(input => input.Name)),
            .. model.Graph.Initializer.Select(constant => constant.Name),
            .. nodes.SelectMany(node => node.Output),
        ];

        Assert.Equal(nodes.Length, nodes.Select(node => node.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(values.Length, values.Distinct(StringComparer.Ordinal).Count());
        Assert.All(nodes.Select(node => node.Name), node => Assert.Matches(PartName(), node));
        Assert.All(values, value => Assert.Matches(Printable(), value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Export_AnyFile_SaysWhatItIs(string name)
    {
        ModelProto model = Model(name);

        Assert.Contains($"'{model.Graph.Name}'", model.DocString, StringComparison.Ordinal);
        Assert.Equal(model.DocString, model.Graph.DocString);
        Assert.Equal("R2N2.MLNet", model.ProducerName);
        Assert.Equal(OnnxModel.LibraryVersion, model.ProducerVersion);
        Assert.DoesNotContain("", Graphs(model.Graph).Select(graph => graph.Name));
        Assert.DoesNotContain("", model.Graph.Node.Where(node => node.OpType == "Loop").Select(node => Graphs(node).Single().DocString));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Export_AnyFile_ExplainsInputsOutputsAndCoefficients(string name)
    {
        ModelProto model = Model(name);

        Assert.All(model.Graph.Input.Concat(model.Graph.Output), value =>
        {
            string real = ExportedCases.All[name].Precision == OnnxPrecision.Float64 ? "float64" : "float32";
            string type = value.Type.TensorType.ElemType == (int)TensorProto.Types.DataType.Int64 ? "int64" : real;
            IEnumerable<string> lengths = value.Type.TensorType.Shape.Dim.Select(
                length => length.DimParam.Length > 0 ? length.DimParam : length.DimValue.ToString(CultureInfo.InvariantCulture));
            Assert.EndsWith($"; {type} [{string.Join(", ", lengths)}]", value.DocString, StringComparison.Ordinal);
            Assert.Matches("[a-z]{3,} .*;", value.DocString);
            Assert.True(type != real || value.DocString.Contains(", in the units ", StringComparison.Ordinal), value.DocString);
        });
        TensorProto[] theta = [.. model.Graph.Initializer.Where(constant => constant.Name.StartsWith("theta_", StringComparison.Ordinal))];
        Assert.NotEmpty(theta);
        Assert.All(theta, constant => Assert.StartsWith("the weight of ", constant.DocString, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Export_Solver_ShowsIterationsAndFAsScopes(string name)
    {
        ExportedCase made = ExportedCases.All[name];
        var description = SolverDescription.Read(made.Model);
        string[] nodes = [.. Nodes(Model(name)).Select(node => node.Name)];
        string[] turns = description.Options.Form == IterationForm.Loop
            ? ["outer"]
            : [.. Enumerable.Range(1, description.Options.IterationLimit!.Value).Select(k => $"outer_{k}")];

        AssertScope(nodes, "start/f/");
        foreach (string turn in turns)
        {
            AssertScope(nodes, $"{turn}/f/");
            AssertScope(nodes, $"{turn}/step/");
            for (int j = 2; j <= description.Superstructure.InnerIterations; j++)
            {
                AssertScope(nodes, $"{turn}/step/inner_{j}/f/");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Integrators))]
    public void Export_Integrator_ShowsStagesAndFAsScopes(string name)
    {
        ExportedCase made = ExportedCases.All[name];
        var description = IntegratorDescription.Read(made.Model);
        string[] nodes = [.. Nodes(Model(name)).Select(node => node.Name)];
        string turn = description.Options.Form switch
        {
            IntegratorForm.Step => "",
            IntegratorForm.Rollout => "rollout/",
            IntegratorForm.Adaptive => "integration/",
        };

        AssertScope(nodes, description.Options.Form == IntegratorForm.Adaptive ? "start/f/" : $"{turn}f/");
        for (int stage = 2; stage <= description.Tableau.Stages; stage++)
        {
            AssertScope(nodes, $"{turn}step/stage_{stage}/f/");
        }
    }

    // Only f of this problem has a sine.
    [Fact]
    public void Export_Solver_KeepsAllOfFInItsScopes()
    {
        string[] sines =
        [
            .. Nodes(Model("wave-wave-tolerance-loop")).Where(node => node.OpType == "Sin").Select(node => node.Name),
        ];

        Assert.NotEmpty(sines);
        Assert.All(sines, name => Assert.Contains("/f/", name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Export_AnyFile_HasCompleteMetadata(string name)
    {
        var metadata = Model(name).MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        string[] common = ["format", "family", "stateSize", "coefficients", "precision", "libraryVersion"];
        string[] own = IsSolver(name)
            ? ["generation", "assembly", "innerIterations", "outerIterations", "iterationLimit", "form", "stallRate", "stallLimit"]
            : ["integratorForm"];

        Assert.All(common.Concat(own), key => Assert.NotEqual("", metadata[$"r2n2.{key}"]));
        Assert.All(metadata.Keys, key => Assert.StartsWith("r2n2.", key, StringComparison.Ordinal));
    }

    private static void AssertScope(string[] nodes, string scope) =>
        Assert.Contains(nodes, node => node.StartsWith(scope, StringComparison.Ordinal));

    private static bool IsSolver(string name) => ExportedCases.All[name].Expected[0].Name == SolverOutputs.Solution;

    private static ModelProto Model(string name) => ModelProto.Parser.ParseFrom(ExportedCases.All[name].Model);

    private static IEnumerable<NodeProto> Nodes(ModelProto model) => Graphs(model.Graph).SelectMany(graph => graph.Node);

    private static IEnumerable<GraphProto> Graphs(GraphProto graph) => graph.Node.SelectMany(Graphs).SelectMany(Graphs).Prepend(graph);

    // The bodies and branches of a node.
    private static IEnumerable<GraphProto> Graphs(NodeProto node) =>
        node.Attribute.Where(attribute => attribute.G is not null).Select(attribute => attribute.G);

    // A part of the computation and what is in it; a loop is a part of its own.
    [GeneratedRegex(@"^((start|outer|outer_\d+|integration|rollout|end|step|f|return)(/[A-Za-z_0-9]+)+|[a-z]+_loop)$")]
    private static partial Regex PartName();

    [GeneratedRegex("^[!-~]+$")]
    private static partial Regex Printable();
}
