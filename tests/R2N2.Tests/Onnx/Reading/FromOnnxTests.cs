using R2N2.Reference;
using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Files from elsewhere as families.</summary>
public sealed class FromOnnxTests
{
    [Fact]
    public void Equations_ParametersAndConstantGuess_MakeAFamily()
    {
        ModelSketch m = new(isDouble: false);
        (string x, string a, string b) = (m.Input("x", 3), m.Input("A", 3, 3), m.Input("b", 3));
        string product = m.Node("Squeeze", m.Node("MatMul", a, m.Node("Unsqueeze", x, m.Integers(2))), m.Integers(2));

        EquationFamily family = ProblemFamily.FromOnnx(m.Output(m.Node("Sub", product, b)).ToBytes()).Equations(InitialGuess.Constant(0.5));

        Assert.Equal("sketch", family.Name);
        Assert.Equal(3, family.StateSize);
        Assert.Equal([new Parameter("A", 3, 3), new Parameter("b", 3)], family.Inputs);
        NDArray[] at = [Instance([1, 2, 3], 3), Instance([1, 0, 0, 0, 2, 0, 0, 0, 3], 3, 3), Instance([1, 1, 1], 3)];
        Assert.Equal([0, 3, 8], family.Residual.Evaluate<NDArray>(new PlainReader(), at)[0].Values);
    }

    [Fact]
    public void Equations_NamedUnknowns_LeavesTheOthersAsParameters()
    {
        ModelSketch m = new();
        byte[] model = m.Output(m.Node("Sub", m.Input("p", 2), m.Node("Exp", m.Input("u", 2)))).ToBytes();

        EquationFamily family = ProblemFamily.FromOnnx(model).Equations(unknowns: "u", name: "log");

        Assert.Equal("log", family.Name);
        Assert.Equal([new Parameter("X0", 2), new Parameter("p", 2)], family.Inputs);
    }

    [Fact]
    public void InitialValue_TimeAndParameters_MakeAFamily()
    {
        ModelSketch m = new();
        (string t, string y, string a) = (m.Input("t", 1), m.Input("y", 2), m.Input("a"));
        string force = m.Node("Mul", m.Node("Sin", t), m.Node("Unsqueeze", a, m.Integers(1)));
        byte[] model = m.Output(m.Node("Sub", force, y)).ToBytes();

        InitialValueFamily family = ProblemFamily.FromOnnx(model).InitialValue(time: "t");

        Assert.False(family.IsAutonomous);
        Assert.Equal(
            [new(IntegratorInputs.State, 2), new(IntegratorInputs.StepSize), new(IntegratorInputs.Time), new Parameter("a")], family.Inputs);
        NDArray[] at = [Instance([0.5]), Instance([1, 2], 2), Instance([3])];
        double[] expected = [(3 * Math.Sin(0.5)) - 1, (3 * Math.Sin(0.5)) - 2];
        Assert.Equal(expected, family.Derivative.Evaluate<NDArray>(new PlainReader(), at)[0].Values);
    }

    [Theory]
    [InlineData("t", "y")]
    [InlineData("Time", "state")]
    public void InitialValue_TimeFirst_IsNotTheState(string time, string state)
    {
        ModelSketch m = new();
        (string t, string y) = (m.Input(time, 1), m.Input(state, 2));

        InitialValueFamily family = ProblemFamily.FromOnnx(m.Output(m.Node("Mul", t, y)).ToBytes()).InitialValue();

        Assert.Equal([new(IntegratorInputs.State, 2), new(IntegratorInputs.StepSize), new Parameter(IntegratorInputs.Time)], family.Inputs);
        Assert.Equal([3, 6], family.Derivative.Evaluate<NDArray>(new PlainReader(), Instance([3]), Instance([1, 2], 2))[0].Values);
    }

    [Fact]
    public void InitialValue_OneStateAndTheTime_AreToldByTheirNames()
    {
        ModelSketch m = new();
        (string t, string y, string k) = (m.Input("T", 1), m.Input("y", 1), m.Input("time"));
        ImportedFunction f = ProblemFamily.FromOnnx(m.Output(m.Node("Sub", y, m.Node("Mul", t, m.Node("Unsqueeze", k, m.Integers(1))))).ToBytes());

        Assert.Equal([new Parameter("time")], f.InitialValue(time: "T").Parameters);
        Assert.Equal([new Parameter("T", 1), new Parameter("time")], f.InitialValue(state: "y", time: "").Parameters);
        Assert.Contains("several inputs are called t or time: T: vector [1], y: vector [1], time: scalar", Refused(() => f.InitialValue()), StringComparison.Ordinal);
    }

    [Fact]
    public void InitialValue_OnlyInputCalledT_IsTheState()
    {
        ModelSketch m = new();

        InitialValueFamily family = ProblemFamily.FromOnnx(m.Output(m.Node("Sin", m.Input("t", 1))).ToBytes()).InitialValue();

        Assert.True(family.IsAutonomous);
        Assert.Equal(1, family.StateSize);
    }

    [Fact]
    public void InitialValue_SeveralInputsThatFit_AreNamedWithWhatToPass()
    {
        ModelSketch m = new();
        ImportedFunction f = ProblemFamily.FromOnnx(m.Output(m.Node("Mul", m.Input("a", 2), m.Input("y", 2))).ToBytes());

        string message = Refused(() => f.InitialValue());

        Assert.Contains("several inputs have 2: a: vector [2], y: vector [2]", message, StringComparison.Ordinal);
        Assert.Contains("InitialValue(state: ", message, StringComparison.Ordinal);
        Assert.Equal([new Parameter("a", 2)], f.InitialValue(state: "y").Parameters);
    }

    [Fact]
    public void InitialValue_NoInputThatFits_SaysSo()
    {
        ModelSketch m = new();
        string x = m.Input("x", 2);
        ImportedFunction f = ProblemFamily.FromOnnx(m.Output(m.Node("Concat", [x, x], With("axis", 1L))).ToBytes());

        Assert.Contains("returns 4 numbers, and none of the inputs has 4: x: vector [2]", Refused(() => f.InitialValue()), StringComparison.Ordinal);
        Assert.Contains("returns 4 numbers for 2", Refused(() => f.InitialValue(state: "x")), StringComparison.Ordinal);
    }

    [Fact]
    public void InitialValue_TimeAndWeightsOfAllInstances_BecomeEachInstancesOwn()
    {
        ModelSketch m = new();
        (string t, string y, string a) = (m.Input("t", (string?)null), m.Input("y", 2), m.Input("A", null, 2, 2));
        byte[] model = m.Output(m.Node("Mul", m.Node("Sin", t), m.Node("MatMul", y, a))).ToBytes();

        InitialValueFamily family = ProblemFamily.FromOnnx(model).InitialValue(time: "t");

        Assert.Equal([new Parameter("A", 2, 2)], family.Parameters);
        NDArray[] at = [NDArray.Vector(0.5, 1), new([2, 2], [1, 2, 3, 4]), new([2, 2, 2], [1, 0, 0, 1, 2, 1, 0, 1])];
        double[] expected = [Math.Sin(0.5), 2 * Math.Sin(0.5), 6 * Math.Sin(1), 7 * Math.Sin(1)];
        Assert.All(
            family.Derivative.Evaluate<NDArray>(new PlainReader(), at)[0].Values, (value, i) => Assert.Equal(expected[i], value, 1e-15));
    }

    [Fact]
    public void InitialValue_FieldOverAGrid_HasAllItsElementsAsStates()
    {
        ModelSketch m = new();
        byte[] model = m.Output(m.Node("Conv", [m.Input("u", 1, 3, 4), m.Random(1, 1, 1, 3, 3)], With("pads", 1, 1, 1, 1))).ToBytes();

        Assert.Equal(12, ProblemFamily.FromOnnx(model).InitialValue().StateSize);
    }

    [Fact]
    public void FromOnnx_File_NamesTheFamily()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("r2n2").FullName, "my field.onnx");
        try
        {
            ModelSketch m = new();
            File.WriteAllBytes(path, m.Output(m.Node("Tanh", m.Input("x", 2))).ToBytes());
            ImportedFunction f = ProblemFamily.FromOnnx(path);

            Assert.Equal("my field", f.InitialValue().Name);
            Assert.Equal([new Parameter("x", 2)], f.Inputs);
            Assert.Equal(2, f.OutputSize);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void FromOnnx_SeveralOutputs_NeedsAName()
    {
        ModelSketch m = new();
        string x = m.Input("x", 2);
        (string y, string z) = (m.Node("Tanh", x), m.Node("Sin", x));
        byte[] model = m.Output(y).Output(z).ToBytes();

        Assert.Equal(Primitive.Sin, ProblemFamily.FromOnnx(model, z).Equations().Residual.Outputs[0].Primitive);
        Assert.Contains("there are 2 outputs", Refused(() => ProblemFamily.FromOnnx(model)), StringComparison.Ordinal);
        Assert.Contains("no output 'w'", Refused(() => ProblemFamily.FromOnnx(model, "w")), StringComparison.Ordinal);
    }

    [Fact]
    public void Families_ThatTheFileCannotBe_AreRefused()
    {
        ModelSketch m = new();
        string x = m.Input("x", 2);
        ImportedFunction f = ProblemFamily.FromOnnx(m.Output(m.Node("Concat", [x, m.Node("Sin", x)], With("axis", 1L))).ToBytes());

        Assert.Contains("returns 4 numbers for 2", Refused(() => f.Equations()), StringComparison.Ordinal);
        Assert.Contains("no input 'y'", Assert.Throws<ArgumentException>(() => f.Equations(unknowns: "y")).Message, StringComparison.Ordinal);
        Assert.Contains("one number per instance", Assert.Throws<ArgumentException>(() => f.InitialValue(time: "x", state: "x")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => f.Equations(InitialGuess.Constant(1, 2, 3)));
    }

    [Theory]
    [InlineData("fixed batch", "[5, 2]; the first axis")]
    [InlineData("a fixed batch beside a free one", "batch axis")]
    [InlineData("free length", "only the first axis may be free")]
    [InlineData("integers", "ONNX type 7")]
    [InlineData("unknown shape", "not a tensor of known shape")]
    public void FromOnnx_InputsThatAreNoInstances_AreRefused(string kind, string expected)
    {
        ModelSketch m = new();
        string x = kind.Contains("fixed", StringComparison.Ordinal) ? m.Input("x", null, 5, 2) : m.Input("x", 2);
        string y = kind == "fixed batch" ? m.Input("y", null, 5, 2) : m.Input("y", 2);
        m.Output(m.Node("Add", x, y));
        var type = m.Model.Graph.Input[1].Type.TensorType;
        switch (kind)
        {
            case "free length":
                type.Shape.Dim[1].DimParam = "M";
                break;
            case "integers":
                type.ElemType = 7;
                break;
            case "unknown shape":
                type.Shape = null;
                break;
        }

        Assert.Contains(expected, Refused(() => ProblemFamily.FromOnnx(m.ToBytes())), StringComparison.Ordinal);
    }

    [Fact]
    public void FromOnnx_AnExportedSolver_SaysWhatReadsIt() => Assert.Contains(
        "R2N2Network.Load",
        Assert.Throws<OnnxFormatException>(() => ProblemFamily.FromOnnx(ExportSamples.FixedPoint.ToOnnx())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void FromOnnx_WholeRoad_SolvesAfterExport()
    {
        ModelSketch m = new();
        string x = m.Input("x", 2);
        string f = m.Node("Sub", m.Node("Gemm", [x, m.Numbers([2, 0.5, 0.25, 3], 2, 2)], With("transB", 1L)), m.Input("b", 2));
        EquationFamily family = ProblemFamily.FromOnnx(m.Output(f).ToBytes()).Equations(InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.Krylov(2), Coefficients.Chebyshev(2, 1.5, 3.5));
        byte[] exported = network.ToOnnx();

        using var solver = OnnxSolver.Load(exported);
        SolveResult solved = solver.Solve(InstanceBatch.Of(2, ("b", [2.5, 3.25, 2, 0.25])));

        double[] expected = [1, 1, 1, 0];
        Assert.All(expected, (value, i) => Assert.Equal(value, solved.Solution.Span[i], 1e-9));
        Assert.Equal(exported, R2N2Network.Load(exported).ToOnnx());
    }

    private static NDArray Instance(double[] values, params int[] dims) => new(dims, values);

    private static string Refused(Action read) => Assert.Throws<OnnxFormatException>(read).Message;
}
