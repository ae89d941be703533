using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What a user may choose of a file besides the iteration: names, the start, what is recorded.</summary>
public sealed class ExportChoicesTests
{
    private static readonly Dictionary<string, string> _inputNames = new() { ["A"] = "matrix", ["b"] = "right side" };
    private static readonly Dictionary<string, string> _outputNames = new() { [SolverOutputs.Solution] = "x", [SolverOutputs.Status] = "how" };

    private static PlainProblem Linear => PlainProblems.LinearRandom;

    private static PlainProblem Chandrasekhar => PlainProblems.ChandrasekharEvaluations;

    public static IEnumerable<object[]> Kinds =>
        from form in Enum.GetValues<IterationForm>()
        from tolerance in (bool[])[true, false]
        from precision in Enum.GetValues<OnnxPrecision>()
        select new object[] { form, tolerance, precision };

    [Fact]
    public void ToOnnx_NamesChosen_AreThoseOfTheFile()
    {
        using InferenceSession session = new(Linear.Network.ToOnnx(new() { InputNames = _inputNames, OutputNames = _outputNames }));

        Assert.Equal(["matrix", "right side"], session.InputNames);
        Assert.Equal(["x", SolverOutputs.ResidualNorm, SolverOutputs.Iterations, "how"], session.OutputNames);
    }

    [Fact]
    public void ToOnnx_NamesThatCannotBe_AreRefused()
    {
        string Refused(Dictionary<string, string> inputs, Dictionary<string, string> outputs) => Assert.ThrowsAny<ArgumentException>(
            () => Linear.Network.ToOnnx(new() { InputNames = inputs, OutputNames = outputs })).Message;

        Assert.Contains("'c'; the file has A, b", Refused(new() { ["c"] = "d" }, []), StringComparison.Ordinal);
        Assert.Contains("'Iterates'; the file has Solution", Refused([], new() { ["Iterates"] = "d" }), StringComparison.Ordinal);
        Assert.Contains("called 'b'", Refused(new() { ["A"] = "b" }, []), StringComparison.Ordinal);
        Assert.Contains("called 'A'", Refused([], new() { ["Status"] = "A" }), StringComparison.Ordinal);
        Assert.Contains("must not be empty", Refused(new() { ["A"] = " " }, []), StringComparison.Ordinal);
    }

    [Fact]
    public void ToOnnx_StartThatCannotBe_IsRefused()
    {
        string Refused(PlainProblem problem, InitialGuess guess) =>
            Assert.Throws<ArgumentException>(() => problem.Network.ToOnnx(new() { InitialGuess = guess })).Message;

        Assert.Contains("no input", Refused(Chandrasekhar, InitialGuess.Zero), StringComparison.Ordinal);
        Assert.Contains("has 3 numbers; the family has 5", Refused(Linear, InitialGuess.Constant(1, 2, 3)), StringComparison.Ordinal);
        Assert.Contains("'b'", Refused(Linear, InitialGuess.Given("b")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_RecordedAndNoRows_GivesNoRows(IterationForm form, bool tolerance, OnnxPrecision precision)
    {
        using InferenceSession session = new(Chandrasekhar.Network.ToOnnx(new()
        {
            AbsoluteTolerance = tolerance ? 1e-4 : null,
            Form = form,
            Precision = precision,
            IterationLimit = 3,
            Safeguard = new(),
            ResidualHistory = true,
            Iterates = true,
        }));
        NamedOnnxValue none = precision == OnnxPrecision.Float64
            ? NamedOnnxValue.CreateFromTensor("X0", new DenseTensor<double>([0, 10]))
            : NamedOnnxValue.CreateFromTensor("X0", new DenseTensor<float>([0, 10]));
        using var outputs = session.Run([none]);

        Assert.Equal([0, 4], Dimensions(outputs.Single(output => output.Name == SolverOutputs.ResidualHistory)));
        Assert.Equal([0, 4, 10], Dimensions(outputs.Single(output => output.Name == SolverOutputs.Iterates)));
        Assert.Equal(["N", "", ""], session.OutputMetadata[SolverOutputs.Iterates].SymbolicDimensions);
        Assert.Equal([-1, 4, 10], session.OutputMetadata[SolverOutputs.Iterates].Dimensions);

        int[] Dimensions(DisposableNamedOnnxValue value) => precision == OnnxPrecision.Float64
            ? value.AsTensor<double>().Dimensions.ToArray()
            : value.AsTensor<float>().Dimensions.ToArray();
    }
}
