using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Every reference problem, in every form, against plain double arithmetic.</summary>
public abstract class SolverReferenceTests(TestedEngine engine)
{
    private const double Tight = 1e-12;

    // ONNX Runtime takes the square of the number of unrolled turns to open a file; the first, those between and the last are turns enough.
    private static int Limit(IterationForm form) => form == IterationForm.Loop ? 12 : 4;

    public static TheoryData<string, IterationForm> ProblemsAndForms
    {
        get
        {
            TheoryData<string, IterationForm> data = [];
            foreach (string name in PlainProblems.Names)
            {
                data.Add(name, IterationForm.Loop);
                data.Add(name, IterationForm.Unrolled);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ProblemsAndForms))]
    public void Solve_FixedIterations_MatchesPlainArithmetic(string name, IterationForm form)
    {
        var problem = PlainProblems.Of(name);
        foreach (int turns in (int[])[1, 3])
        {
            Agreement.WithPlain(
                engine, problem, problem.Instances(200), new() { AbsoluteTolerance = null, IterationLimit = turns, Form = form }, Tight);
        }
    }

    [Theory]
    [MemberData(nameof(ProblemsAndForms))]
    public void Solve_AbsoluteTolerance_MatchesPlainArithmetic(string name, IterationForm form)
    {
        var problem = PlainProblems.Of(name);
        Agreement.WithPlain(
            engine, problem, problem.Instances(200), new() { AbsoluteTolerance = 1e-8, IterationLimit = Limit(form), Form = form }, Tight);
    }

    [Theory]
    [MemberData(nameof(ProblemsAndForms))]
    public void Solve_RelativeTolerance_MatchesPlainArithmetic(string name, IterationForm form)
    {
        var problem = PlainProblems.Of(name);
        SolverExportOptions relative = new()
        {
            AbsoluteTolerance = null,
            RelativeTolerance = 3e-6,
            IterationLimit = Limit(form),
            Form = form,
        };
        Agreement.WithPlain(engine, problem, problem.Instances(200), relative, Tight);
        Agreement.WithPlain(engine, problem, problem.Instances(200), relative with { AbsoluteTolerance = 1e-5 }, Tight);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_000)]
    public void Solve_AnyBatchSize_MatchesPlainArithmetic(int count)
    {
        var problem = PlainProblems.ChandrasekharEvaluations;
        Agreement.WithPlain(engine, problem, problem.Instances(count), new() { AbsoluteTolerance = 1e-8 }, Tight);
    }

    [Theory]
    [MemberData(nameof(ProblemsAndForms))]
    public void Solve_SinglePrecision_MatchesPlainArithmeticToItsDigits(string name, IterationForm form)
    {
        var problem = PlainProblems.Of(name);
        Agreement.WithPlain(
            engine,
            problem,
            problem.Instances(200),
            new() { AbsoluteTolerance = null, IterationLimit = 2, Form = form, Precision = OnnxPrecision.Float32 },
            1e-5);
    }

    [Fact]
    public void Solve_CoefficientsCarriedToMoreUnknowns_Converges()
    {
        var small = PlainProblems.ChandrasekharEvaluations;
        var large = PlainProblems.Chandrasekhar(200);
        using var solver = engine.LoadSolver(small.Network.WithFamily(large.Family).ToOnnx());

        SolveResult found = solver.Solve(large.Batch(large.Instances(20)));

        Assert.All(found.Status.ToArray(), status => Assert.Equal(SolveStatus.Converged, status));
    }

    public sealed class OverOnnxRuntime() : SolverReferenceTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : SolverReferenceTests(TestedEngine.Vectorised);
}
