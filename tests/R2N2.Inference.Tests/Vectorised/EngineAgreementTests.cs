using R2N2.Reference;

namespace R2N2.Inference.Tests.Vectorised;

/// <summary>Both engines end every instance alike: with the same status, after the same number of iterations.</summary>
/// <remarks>
/// They differ in the last bits: this one fuses multiplications and additions, sums in another order and has exponentials of its own.
/// Well-conditioned instances do not notice. Far outside, where least-squares problems are nearly singular and rates come close to
/// those that count as slow, rounding decides here and there; then it does so within one engine, too: such an instance ends otherwise
/// as soon as its numbers change in their 10th digit.
/// </remarks>
public sealed class EngineAgreementTests
{
    private const int Many = 10_000;
    private const int MostDecidedByRounding = Many / 500;
    private const int Changes = 200;
    private const double Change = 1e-10;

    public static TheoryData<string> Near => [.. PlainProblems.Names];

    public static TheoryData<string> Far => [.. FarProblems.Names];

    [Theory]
    [MemberData(nameof(Near))]
    public void Solve_TenThousand_EndAlike(string name)
    {
        PlainProblem problem = PlainProblems.Of(name);

        Assert.Empty(Disagreements(problem, problem.Instances(Many)));
    }

    [Theory]
    [MemberData(nameof(Far))]
    public void Solve_TenThousandFarOutside_EndAlikeUnlessRoundingDecides(string name)
    {
        PlainProblem problem = FarProblems.Of(name);

        Dictionary<string, double[]>[] different = Disagreements(problem, problem.Instances(Many), isSolved: true);

        Assert.InRange(different.Length, 0, MostDecidedByRounding);
        using var solver = OnnxSolver.Load(problem.Network.ToOnnx());
        Assert.All(different, instance => Assert.True(IsDecidedByRounding(problem, solver, instance)));
    }

    [Fact]
    public void Solve_OverflowUnderZerosOfAMatrix_EndsAlike()
    {
        LaneCase overflow = LaneCase.Of("overflow under zeros of a matrix");
        InstanceBatch batch = overflow.Draw(500);
        using var onnx = OnnxSolver.Load(overflow.Network.ToOnnx());
        using var lanes = Solver.Load(overflow.Network.ToOnnx());

        (SolveStatus Status, long)[] expected = Ends(onnx, batch);

        Assert.Equal(expected, Ends(lanes, batch));
        Assert.Equal([SolveStatus.Converged, SolveStatus.NotFinite], expected.Select(end => end.Status).Distinct().Order());
    }

    // Of all instances, or of those that either solves: others wander in the attempt without the safeguard, and end there by chance.
    private static Dictionary<string, double[]>[] Disagreements(
        PlainProblem problem, Dictionary<string, double[]>[] instances, bool isSolved = false)
    {
        byte[] model = problem.Network.ToOnnx();
        InstanceBatch batch = problem.Batch(instances);
        using var onnx = OnnxSolver.Load(model);
        using var lanes = Solver.Load(model);
        (SolveStatus Status, long)[] expected = Ends(onnx, batch);
        (SolveStatus Status, long)[] found = Ends(lanes, batch);
        bool Counts((SolveStatus Status, long) end) => !isSolved || end.Status == SolveStatus.Converged;

        return [.. instances.Where((_, i) => expected[i] != found[i] && (Counts(expected[i]) || Counts(found[i])))];
    }

    private static bool IsDecidedByRounding(PlainProblem problem, ISolver solver, Dictionary<string, double[]> instance)
    {
        Random random = new(1);
        Dictionary<string, double[]>[] changed = [.. Enumerable.Range(0, Changes).Select(_ => Changed(instance, random))];
        return Ends(solver, problem.Batch(changed)).Distinct().Count() > 1;
    }

    private static Dictionary<string, double[]> Changed(Dictionary<string, double[]> instance, Random random) => instance.ToDictionary(
        input => input.Key, input => Array.ConvertAll(input.Value, value => value * (1 + (Change * ((2 * random.NextDouble()) - 1)))));

    private static (SolveStatus Status, long Iterations)[] Ends(ISolver solver, InstanceBatch batch)
    {
        SolveResult found = solver.Solve(batch);
        return [.. Enumerable.Range(0, found.Count).Select(i => (found[i].Status, found[i].Iterations))];
    }
}
