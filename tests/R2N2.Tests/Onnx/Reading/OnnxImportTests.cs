using R2N2.Onnx;
using R2N2.Onnx.Format;
using R2N2.Reference;
using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Files read as f compute what ONNX Runtime computes with the same file.</summary>
public sealed class OnnxImportTests
{
    public static TheoryData<string> InDouble => [.. ImportCases.InDouble.Keys];

    public static TheoryData<string> InSingle => [.. ImportCases.InDouble.Keys, .. ImportCases.InSingle.Keys];

    [Theory]
    [MemberData(nameof(InDouble))]
    public void Read_AnyOperator_MatchesOnnxRuntime(string name)
    {
        ModelSketch sketch = new();
        ImportComparison.AssertEqual(sketch.Output(ImportCases.InDouble[name](sketch)));
    }

    [Theory]
    [MemberData(nameof(InSingle))]
    public void Read_AnyOperatorInSinglePrecision_MatchesOnnxRuntime(string name)
    {
        ModelSketch sketch = new(isDouble: false);
        Func<ModelSketch, string> build = ImportCases.InDouble.GetValueOrDefault(name) ?? ImportCases.InSingle[name];
        ImportComparison.AssertEqual(sketch.Output(build(sketch)), -1.3, 1.3);
    }

    /// <summary>Written by Data/make_pytorch_patterns.py.</summary>
    [Fact]
    public void Read_FileOfPyTorch_MatchesOnnxRuntime()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Onnx", "Reading", "Data", "pytorch-patterns.onnx"));
        ImportComparison.AssertEqual(file, isDouble: false);
        Assert.Equal([new Parameter("p", 4, 4)], ProblemFamily.FromOnnx(file).Equations().Parameters);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(21)]
    public void Read_AnyOperatorSet_MatchesOnnxRuntime(int operatorSet)
    {
        ModelSketch m = new(operatorSet: operatorSet);
        string x = m.Input("x", 4, 3);
        string mean = operatorSet < 18
            ? m.Node("ReduceMean", [x], With("axes", [2L]))
            : m.Node("ReduceMean", x, m.Integers(2));
        string[] halves = operatorSet < 18
            ? m.Nodes("Split", 2, [m.Node("Sub", x, mean)], With("axis", 1L))
            : m.Nodes("Split", 2, [m.Node("Sub", x, mean)], With("axis", 1L), With("num_outputs", 2L));
        string joined = m.Node("Softmax", m.Node("Add", halves[0], m.Node("ReduceSum", halves[1], m.Integers(-1))));

        ImportComparison.AssertEqual(m.Output(m.Node("Squeeze", m.Node("Unsqueeze", joined, m.Integers(1)), m.Integers(1))));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(22)]
    public void Read_OtherOperatorSets_AreRefused(int operatorSet)
    {
        ModelSketch m = new(operatorSet: operatorSet);
        Assert.Contains($"operator set {operatorSet}", Refused(m.Output(m.Node("Tanh", m.Input("x", 2)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OwnExports_ComeBackEqual()
    {
        RecordedFunction every = RoundTripModels.EveryPrimitive.Residual;
        ImportComparison.AssertEqual(OnnxFunction.ToModel(every, 1), isDouble: true);
        foreach (R2N2Network network in RoundTripModels.Networks.Values.Where(network => network.Family.Name != "nan"))
        {
            RecordedFunction step = new OuterIteration(network.Family, network.Superstructure).Recorded;
            if (step.Steps.Any(part => part.Node.Primitive is Primitive.Solve or Primitive.Norm))
            {
                // An elimination is a loop of its own, and a norm looks at infinities: neither is read as an expression.
                continue;
            }

            ImportComparison.AssertEqual(OnnxFunction.ToModel(network.Family.Residual, 1), isDouble: true, 0.1, 1);
            RecordedFunction next = new(step.Name, step.Inputs, [step.Outputs[0]]);
            ImportComparison.AssertEqual(OnnxFunction.ToModel(next, 1), isDouble: true, 0.1, 0.2);
        }
    }

    [Fact]
    public void Read_BatchOfLengthOne_IsOneInstance()
    {
        ModelSketch m = new();
        string x = m.Input("x", null, 1, 4);
        string flat = m.Node("Reshape", m.Node("Tanh", x), m.Integers(4));
        string sum = m.Node("ReduceSum", [m.Node("Mul", flat, flat)], With("keepdims", 0L));

        ImportComparison.AssertEqual(
            m.Output(m.Node("Reshape", m.Node("Mul", flat, sum), m.Integers(1, 4))).ToBytes(), isDouble: true, count: 1, ofOne: true);
    }

    [Fact]
    public void Read_NoBatchAxis_IsOneInstance()
    {
        ModelSketch m = new();
        string product = m.Node("MatMul", m.Input("A", null, 3, 3), m.Input("x", null, 3));
        m.Model.Graph.Input.Add(m.Model.Graph.Input[0]);
        m.Model.Graph.Input.RemoveAt(0);

        ImportComparison.AssertEqual(m.Output(m.Node("Sin", product)).ToBytes(), isDouble: true, count: 1, ofOne: true);
    }

    [Fact]
    public void Read_HalfPrecisionWeights_AreWidened()
    {
        ModelSketch m = new();
        m.Model.Graph.Initializer.Add(new TensorProto
        {
            Name = "half",
            DataType = (int)TensorProto.Types.DataType.Float16,
            Dims = { 2 },
            Int32Data = { 0x3c00, 0xb800 },
        });

        RecordedFunction f = OnnxImport.Read(
            OnnxFile.Open(m.Output(m.Node("Mul", m.Input("x", 2), m.Node("Cast", ["half"], m.ToReal))).ToBytes(), "The model"), null, null);

        Assert.Equal([2, -1.5], f.Evaluate<NDArray>(new PlainReader(), NDArray.Vector(2, 3))[0].Values);
    }

    [Fact]
    public void Read_NodesThatTheOutputDoesNotNeed_AreNotLookedAt()
    {
        ModelSketch m = new();
        string x = m.Input("x", 2);
        m.Node("Floor", x);

        RecordedFunction f = OnnxImport.Read(OnnxFile.Open(m.Output(m.Node("Tanh", x)).ToBytes(), "The model"), null, null);

        Assert.Equal(Primitive.Tanh, f.Outputs[0].Primitive);
    }

    [Fact]
    public void Read_NamesTakenTwice_AreRefused()
    {
        ModelSketch m = new();
        m.Output(m.Node("Add", m.Input("x", 2), m.Numbers([1, 2], 2)));
        m.Model.Graph.Initializer.Add(m.Model.Graph.Initializer[0]);
        Assert.Contains("two values are called", Refused(m), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_InputWithAStoredDefault_IsAConstant()
    {
        ModelSketch m = new();
        string weights = m.Numbers([2, 3], 2);
        m.Output(m.Node("Mul", m.Input("x", 2), m.Input(weights, null, 2)));

        RecordedFunction f = OnnxImport.Read(OnnxFile.Open(m.ToBytes(), "The model"), null, null);

        Assert.Equal([10, 21], f.Evaluate<NDArray>(new PlainReader(), NDArray.Vector(5, 7))[0].Values);
    }

    [Theory]
    [InlineData("Asinh", "write it with Log and Sqrt")]
    [InlineData("Atanh", "write it with Log")]
    [InlineData("Floor", "derivative")]
    [InlineData("Dropout", "evaluation mode")]
    [InlineData("CumSum", "Supported are Abs, Acos, Add")]
    public void Read_UnknownOperator_NamesItAndTheRemedy(string operation, string expected)
    {
        ModelSketch m = new();
        string message = Refused(m.Output(m.Node(operation, m.Input("x", 2))));

        Assert.Contains($"the node 'node_v0_0' ({operation})", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Supported are", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OperatorOfAnotherDomain_NamesTheDomain()
    {
        ModelSketch m = new();
        m.Output(m.Node("LinearRegressor", m.Input("x", 2))).Model.Graph.Node[0].Domain = "ai.onnx.ml";
        Assert.Contains("'ai.onnx.ml'", Refused(m), StringComparison.Ordinal);
    }

    public static TheoryData<string> Mixing => [.. MixingCases.Keys];

    private static Dictionary<string, Func<ModelSketch, string>> MixingCases { get; } = new()
    {
        ["sum over the batch"] = m => m.Node("ReduceSum", m.Input("x", 2), m.Integers(0)),
        ["sum over everything"] = m => m.Node("ReduceSum", m.Input("x", 2)),
        ["softmax over the batch"] = m => m.Node("Softmax", [m.Input("x", 2)], With("axis", 0L)),
        ["first instance"] = m => m.Node("Gather", m.Input("x", 2), m.Integer(0)),
        ["some instances"] = m => m.Node("Slice", m.Input("x", 2), m.Integers(1), m.Integers(long.MaxValue), m.Integers(0)),
        ["reversed instances"] = m => m.Node("Slice", m.Input("x", 2), m.Integers(-1), m.Integers(long.MinValue + 9), m.Integers(0), m.Integers(-1)),
        ["batch doubled"] = m =>
        {
            string x = m.Input("x", 2);
            return m.Node("Concat", [x, x], With("axis", 0L));
        },
        ["batch merged"] = m => m.Node("Reshape", m.Input("x", 2, 3), m.Integers(-1, 3)),
        ["batch moved behind"] = m => m.Node("Reshape", m.Input("x", 2, 3), m.Integers(2, -1, 3)),
        ["batch fixed"] = m => m.Node("Reshape", m.Input("x", 2), m.Integers(1, 2)),
        ["all pairs"] = m =>
        {
            string x = m.Input("x", 2);
            return m.Node("MatMul", x, m.Node("Transpose", x));
        },
        ["Gram matrix"] = m =>
        {
            string x = m.Input("x", 2);
            return m.Node("MatMul", m.Node("Transpose", x), x);
        },
        ["batch against states"] = m => m.Node("Mul", m.Input("x", 2), m.Input("s")),
        ["batch against a constant axis"] = m => m.Node("Add", m.Input("x", 2), m.Random(1, 3, 2)),
        ["flatten with the batch"] = m => m.Node("Flatten", [m.Input("x", 2, 3)], With("axis", 2L)),
        ["number of instances"] = m =>
        {
            string x = m.Input("x", 2);
            return m.Node("Div", x, m.Node("Cast", [m.Node("Gather", m.Node("Shape", x), m.Integer(0))], m.ToReal));
        },
        ["einsum over the batch"] = m => m.Node("Einsum", [m.Input("x", 2), m.Input("y", 2)], With("equation", "ni,nj->ij")),
        ["batch not first"] = m => m.Node("Transpose", m.Input("x", 2)),
    };

    [Theory]
    [MemberData(nameof(Mixing))]
    public void Read_InstancesMixed_IsRefused(string name)
    {
        ModelSketch m = new();
        string message = Refused(m.Output(MixingCases[name](m)));
        Assert.Matches("batch axis|number of instances", message);
    }

    private static string Refused(ModelSketch sketch) =>
        Assert.Throws<OnnxFormatException>(() => OnnxImport.Read(OnnxFile.Open(sketch.ToBytes(), "The model"), null, null)).Message;
}
