using R2N2.Inference.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>A guess that is computed from the parameters is the same as one that is given, in every engine.</summary>
public abstract class ComputedGuessTests(TestedEngine engine)
{
    private const int Count = 50;
    private const int Unknowns = 3;

    private static readonly double[,] _matrix = { { 1, 0.2, -0.1 }, { 0, 0.7, 0.3 }, { 0.1, -0.4, 0.9 } };

    private static readonly EquationFamily _family = ProblemFamily.Equations(
        "computed guess",
        Unknowns,
        [new("s"), new("b", Unknowns)],
        (x, p) => x + (p["s"] * x * x * x) - p["b"],
        InitialGuess.Function(p => ((Expression)_matrix * p["b"]) / (1 + (p["s"] * p["s"])) + Sin(p["s"])));

    [Theory]
    [InlineData(IterationForm.Loop)]
    [InlineData(IterationForm.Unrolled)]
    public void Solve_ComputedGuess_IsThatOfTheSameGuessGiven(IterationForm form)
    {
        SolverExportOptions options = new() { Form = form, AbsoluteTolerance = null, IterationLimit = 4, Iterates = true, Safeguard = null };
        InstanceBatch instances = Draw();
        using ISolver computed = engine.LoadSolver(Network(_family).ToOnnx(options));
        using ISolver given = engine.LoadSolver(Network(_family.WithInitialGuess(InitialGuess.Given())).ToOnnx(options));

        SolveResult found = computed.Solve(instances);
        double[] start = [.. Enumerable.Range(0, Count).SelectMany(i => Plain(instances, i))];
        SolveResult expected = given.Solve(InstanceBatch.Of(
            Count, ("X0", start), ("s", instances["s"].ToArray()), ("b", instances["b"].ToArray())));

        Assert.All(
            expected.Iterates!.Value.ToArray().Zip(found.Iterates!.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Solve_ParameterThatIsNotFinite_EndsThatInstanceOnly()
    {
        InstanceBatch instances = Draw();
        double[] s = instances["s"].ToArray();
        s[7] = double.NaN;
        using ISolver solver = engine.LoadSolver(Network(_family).ToOnnx());

        SolveResult found = solver.Solve(InstanceBatch.Of(Count, ("s", s), ("b", instances["b"].ToArray())));

        Assert.All(found.Status.ToArray().Index(), end => Assert.Equal(
            end.Index == 7 ? SolveStatus.NotFinite : SolveStatus.Converged, end.Item));
    }

    private static R2N2Network Network(EquationFamily family) => new(family, Superstructure.Newton, Superstructure.Newton.Classical);

    private static double[] Plain(InstanceBatch instances, int i)
    {
        double s = instances["s"].Span[i];
        double[] b = instances["b"].Slice(i * Unknowns, Unknowns).ToArray();
        return [.. Enumerable.Range(0, Unknowns).Select(row =>
            (Enumerable.Range(0, Unknowns).Sum(column => _matrix[row, column] * b[column]) / (1 + (s * s))) + Math.Sin(s))];
    }

    private static InstanceBatch Draw()
    {
        Random random = new(5);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.1 + random.NextDouble())];
        return InstanceBatch.Of(Count, ("s", Numbers(Count)), ("b", Numbers(Count * Unknowns)));
    }

    public sealed class OverOnnxRuntime() : ComputedGuessTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : ComputedGuessTests(TestedEngine.Vectorised);
}
