using R2N2.Reference;
using R2N2.Tests.Superstructures;

namespace R2N2.Tests.Onnx;

/// <summary>Whatever the user calls parameters, the exported file keeps the names and computes the same numbers.</summary>
public class ExportNameTests
{
    public static TheoryData<string, bool> Names()
    {
        TheoryData<string, bool> data = [];
        foreach (string name in new[] { "x", "f", "v1", "theta_1_1", "y0", "N", "X", "1", "f/Add", "Mul_1", "a b", "größe", "x.y", "body" })
        {
            data.Add(name, true);
            data.Add(name, false);
        }

        return data;
    }

    [Fact]
    public void ToOnnx_EntryForAnInputThatIsNotThereAmongMany_ListsTheFirstOnly()
    {
        EquationFamily family = ProblemFamily.Equations(
            "many", 1, [.. Enumerable.Range(0, 1000).Select(i => new Parameter($"p{i}"))], (x, p) => x - p["p0"], InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(1));
        SolverExportOptions options = new() { InputNames = new Dictionary<string, string> { ["q"] = "r" } };

        string message = Assert.Throws<ArgumentException>(() => network.ToOnnx(options)).Message;

        Assert.Contains("an entry for 'q'; the file has p0, p1, ", message, StringComparison.Ordinal);
        Assert.Contains("p19 and 980 more.", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToOnnx_AnyParameterName_SolvesAsThePlainEquationsDo(string name, bool loop)
    {
        Random random = new(8);
        LinearEquations plain = new();
        EquationFamily family = ProblemFamily.Equations(
            "named", 5, [new(name, 5)], (x, q) => (ReferenceProblems.LinearMatrix * x) - q[name], InitialGuess.Zero);
        double[] theta = OuterStep.DrawTheta(random, 3, size: 0.2);
        Dictionary<string, double[]> p = plain.Draw(random);
        R2N2Network network = new(family, Superstructure.Krylov(3), new Coefficients(theta)) { OuterIterations = 2 };

        double[] expected = new double[5];
        for (int k = 0; k < 2; k++)
        {
            expected = OuterStep.Plain(plain, GenerationModule.Evaluations, theta, expected, p);
        }

        SolverExportOptions options = new() { AbsoluteTolerance = null, Form = loop ? IterationForm.Loop : IterationForm.Unrolled };
        using OnnxSolver solver = OnnxSolver.Load(network.ToOnnx(options));
        OuterStep.AssertClose(expected, solver.Solve(InstanceBatch.Of(1, (name, p["b"]))).Solution.ToArray());
    }
}
