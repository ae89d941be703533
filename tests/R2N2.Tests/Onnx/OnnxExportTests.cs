using R2N2.Onnx.Format;
using static R2N2.Expression;

namespace R2N2.Tests.Onnx;

public sealed class OnnxExportTests
{
    public static TheoryData<IterationForm, bool, OnnxPrecision> Kinds
    {
        get
        {
            TheoryData<IterationForm, bool, OnnxPrecision> data = [];
            foreach (IterationForm form in Enum.GetValues<IterationForm>())
            {
                foreach (OnnxPrecision precision in Enum.GetValues<OnnxPrecision>())
                {
                    data.Add(form, true, precision);
                    data.Add(form, false, precision);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToOnnx_AnyKind_IsWellFormed(IterationForm form, bool tolerance, OnnxPrecision precision)
    {
        SolverExportOptions options = new()
        {
            Form = form,
            Precision = precision,
            IterationLimit = 3,
            Safeguard = new(),
            ResidualHistory = true,
            Iterates = true,
        };
        options = tolerance ? options : options with { AbsoluteTolerance = null };
        foreach (R2N2Network network in (R2N2Network[])[ExportSamples.FixedPoint, ExportSamples.Parameters])
        {
            ModelProto model = ExportSamples.Export(network, options);

            Assert.Equal(8, model.IrVersion);
            Assert.Equal(17, Assert.Single(model.OpsetImport).Version);
            HashSet<string> names = new(model.Graph.Initializer.Select(constant => constant.Name), StringComparer.Ordinal);
            Assert.Equal(model.Graph.Initializer.Count, names.Count);
            RequireOrderAndUniqueNames(model.Graph, names);
            Assert.All(ExportSamples.Graphs(model).SelectMany(graph => graph.Node), node => Assert.NotEqual("MatMul", node.OpType));
            string[] nodes = [.. ExportSamples.Graphs(model).SelectMany(graph => graph.Node).Select(node => node.Name)];
            Assert.Equal(nodes.Length, nodes.Distinct().Count());
            Assert.DoesNotContain(names, name => name.Contains('\0', StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToOnnx_AnyKind_KeepsTheContract(IterationForm form, bool tolerance, OnnxPrecision precision)
    {
        SolverExportOptions options = new() { Form = form, Precision = precision };
        ModelProto model = ExportSamples.Export(
            ExportSamples.Parameters, tolerance ? options : options with { AbsoluteTolerance = null });
        int real = (int)(precision == OnnxPrecision.Float64 ? TensorProto.Types.DataType.Double : TensorProto.Types.DataType.Float);
        const int Integer = (int)TensorProto.Types.DataType.Int64;

        Assert.Equal(
            [("s", real, "N"), ("A", real, "N,3,3"), ("b", real, "N,3")], model.Graph.Input.Select(Describe));
        Assert.Equal(
            [("Solution", real, "N,3"), ("ResidualNorm", real, "N"), ("Iterations", Integer, "N"), ("Status", Integer, "N")],
            model.Graph.Output.Select(Describe));
        Assert.All(model.Graph.Input.Concat(model.Graph.Output), value => Assert.NotEqual("", value.DocString));
        Assert.NotEqual("", model.DocString);
    }

    [Theory]
    [InlineData(IterationForm.Loop)]
    [InlineData(IterationForm.Unrolled)]
    public void ToOnnx_EachOuterIteration_EvaluatesFExactlyNTimes(IterationForm form)
    {
        foreach (double? tolerance in (double?[])[1e-10, null])
        {
            ModelProto model = ExportSamples.Export(
                ExportSamples.FixedPoint, new() { AbsoluteTolerance = tolerance, IterationLimit = 5, Form = form, Safeguard = null });

            int turns = form == IterationForm.Loop ? 1 : 5;
            int evaluations = ExportSamples.Graphs(model).SelectMany(graph => graph.Node)
                .Count(node => node.Name.Contains("f/Div", StringComparison.Ordinal));
            Assert.Equal(1 + (4 * turns), evaluations);
        }
    }

    [Theory]
    [InlineData(IterationForm.Loop)]
    [InlineData(IterationForm.Unrolled)]
    public void ToOnnx_Safeguard_EvaluatesFMoreOftenOnlyInBranches(IterationForm form)
    {
        SolverExportOptions options = new() { IterationLimit = 2, Form = form, Safeguard = new() };
        ModelProto safe = ExportSamples.Export(ExportSamples.FixedPoint, options);
        ModelProto plain = ExportSamples.Export(ExportSamples.FixedPoint, options with { Safeguard = null });

        GraphProto[] graphs = form == IterationForm.Loop
            ? [safe.Graph, ExportSamples.LoopBody(safe)]
            : [safe.Graph];

        int evaluations = ExportSamples.Graphs(plain).SelectMany(graph => graph.Node).Count(node => node.OpType == "Div");
        Assert.Equal(evaluations, graphs.SelectMany(graph => graph.Node).Count(node => node.OpType == "Div"));

        // One for the first norm, and one a turn, which holds another for norms.
        Assert.Equal(form == IterationForm.Loop ? 2 : 3, graphs.SelectMany(graph => graph.Node).Count(node => node.OpType == "If"));
        Assert.Equal(
            form == IterationForm.Loop ? 3 : 0,
            ExportSamples.Graphs(plain).SelectMany(graph => graph.Node).Count(node => node.OpType == "If"));
    }

    [Fact]
    public void ToOnnx_WhatDoesNotDependOnTheIterate_IsComputedOutsideTheLoop()
    {
        ModelProto model = ExportSamples.Export(ExportSamples.Parameters);

        Assert.Contains(model.Graph.Node, node => node.OpType == "Transpose");
        Assert.DoesNotContain(ExportSamples.LoopBody(model).Node, node => node.OpType == "Transpose");
    }

    [Fact]
    public void ToOnnx_Names_AreReadable()
    {
        ModelProto model = ExportSamples.Export(ExportSamples.FixedPoint, new() { RelativeTolerance = 1e-6 });

        string[] constants = [.. model.Graph.Initializer.Select(constant => constant.Name)];
        Assert.Contains("theta_1_1", constants);
        Assert.Contains("theta_4_4", constants);
        Assert.Contains("absolute_tolerance", constants);
        Assert.Contains("relative_tolerance", constants);
        Assert.Contains("const_3x3", constants);
        string[] values = [.. ExportSamples.LoopBody(model).Node.SelectMany(node => node.Output)];
        Assert.Contains("outer/f/Div", values);
        Assert.Contains("outer/step/Mul", values);
        Assert.Contains("outer/check/Sqrt", values);
        Assert.Contains("outer/odd/x", values);
    }

    [Fact]
    public void ToOnnx_EqualConstants_AreStoredOnce()
    {
        double[,] a = ExportSamples.Matrix;
        R2N2Network network = new(
            ProblemFamily.Equations("twice", 3, x => (a * Exp(a * x)) + (Transpose(Transpose((Expression)a)) * x)),
            Superstructure.Krylov(1),
            new Coefficients(-1));

        Assert.Single(ExportSamples.Export(network).Graph.Initializer, constant => constant.Dims is [3, 3]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToOnnx_Again_GivesTheSameBytes(IterationForm form, bool tolerance, OnnxPrecision precision)
    {
        SolverExportOptions options = new() { Form = form, Precision = precision };
        options = tolerance ? options : options with { AbsoluteTolerance = null };

        Assert.Equal(ExportSamples.Parameters.ToOnnx(options), ExportSamples.Parameters.ToOnnx(options));
    }

    [Fact]
    public void ToOnnx_Loop_IsSmallWhateverTheLimit()
    {
        int small = ExportSamples.FixedPoint.ToOnnx(new() { IterationLimit = 10 }).Length;
        int large = ExportSamples.FixedPoint.ToOnnx(new() { IterationLimit = 1000 }).Length;

        int unsafeguarded = ExportSamples.FixedPoint.ToOnnx(new() { Safeguard = null }).Length;

        // Two more digits in the description, in two texts, and in the name of a constant where it is made and used.
        Assert.InRange(large - small, 0, 10);
        Assert.InRange(large, 1, 98_304);
        Assert.InRange(unsafeguarded, 1, 24_576);
    }

    [Fact]
    public void ToOnnx_FamilyWithoutInputs_IsRefusedWithTheRemedy()
    {
        R2N2Network network = new(
            ProblemFamily.Equations("alone", 1, x => x - 1, InitialGuess.Zero), Superstructure.Krylov(1), new Coefficients(-1));

        var error = Assert.Throws<ArgumentException>(() => network.ToOnnx());

        Assert.Contains("'alone'", error.Message, StringComparison.Ordinal);
        Assert.Contains("InitialGuess.Given()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToOnnx_ConstantBeyondSinglePrecision_IsRefusedInSinglePrecisionOnly()
    {
        R2N2Network network = new(
            ProblemFamily.Equations("large", 1, x => x - 1e39), Superstructure.Krylov(1), new Coefficients(-1));

        Assert.NotEmpty(network.ToOnnx());
        var error = Assert.Throws<ArgumentException>(() => network.ToOnnx(new() { Precision = OnnxPrecision.Float32 }));
        Assert.Contains("1E+39", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToOnnx_InputNamedLikeAnInnerValue_KeepsItsName()
    {
        R2N2Network network = new(
            ProblemFamily.Equations("names", 1, [new("theta_1_1"), new("outer/x")], (x, p) => (x * p["theta_1_1"]) - p["outer/x"]),
            Superstructure.Krylov(1),
            new Coefficients(-1));

        ModelProto model = ExportSamples.Export(network);

        Assert.Equal(["X0", "theta_1_1", "outer/x"], model.Graph.Input.Select(input => input.Name));
        RequireOrderAndUniqueNames(
            model.Graph, new(model.Graph.Initializer.Select(constant => constant.Name), StringComparer.Ordinal));
    }

    private static (string Name, int Type, string Shape) Describe(ValueInfoProto value) => (
        value.Name,
        value.Type.TensorType.ElemType,
        string.Join(',', value.Type.TensorType.Shape.Dim.Select(dimension => dimension.HasDimParam
            ? dimension.DimParam
            : dimension.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    // Inner graphs see what the outer one has computed before them, and no name is ever used twice.
    private static void RequireOrderAndUniqueNames(GraphProto graph, HashSet<string> known)
    {
        Assert.All(graph.Input, input => Assert.True(known.Add(input.Name), input.Name));
        foreach (NodeProto node in graph.Node)
        {
            Assert.All(node.Input, input => Assert.Contains(input, known));
            foreach (AttributeProto attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                RequireOrderAndUniqueNames(attribute.G, known);
            }

            Assert.All(node.Output, output => Assert.True(known.Add(output), output));
        }

        Assert.All(graph.Output, output => Assert.Contains(output.Name, known));
        Assert.Equal(graph.Output.Count, graph.Output.Select(output => output.Name).Distinct().Count());
    }
}
