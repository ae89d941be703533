using R2N2.Reference;

namespace R2N2.Tests.Integration;

public sealed class StiffProblemTests
{
    private static readonly InitialValueFamily Growth = ProblemFamily.InitialValue("growth", 1, y => y);

    public static TheoryData<string, string, double> Cases => new()
    {
        { "robertson", "Rodas3", 1e-4 },
        { "robertson", "Rodas4", 1e-4 },
        { "stiff-van-der-pol", "Rodas3", 1e-3 },
        { "stiff-van-der-pol", "Rodas4", 1e-3 },
        { "ignition", "Rodas3", 1e-4 },
        { "ignition", "Rodas4", 1e-4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Integrate_StiffProblem_IsNearAnIndependentMethod(string name, string method, double tolerance)
    {
        StiffProblem problem = StiffProblems.All.Single(problem => problem.Name == name);
        var tableau = (ButcherTableau)typeof(RosenbrockTableau).GetProperty(method)!.GetValue(null)!;
        AdaptiveOptions options = new() { AbsoluteTolerance = 1e-9, RelativeTolerance = 1e-6 };

        AdaptiveResult found = new R2N2Integrator(problem.Family, tableau).Integrate(problem.Instance, options);
        AdaptiveResult byExplicit = new R2N2Integrator(problem.Family, ButcherTableau.DormandPrince).Integrate(problem.Instance, options);

        Assert.Equal(IntegrationStatus.Completed, found.Status.Span[0]);
        Assert.InRange(found.AcceptedSteps.Span[0], 1, 5000);
        Assert.InRange(problem.Error(found.State.Span), 0, tolerance);
        Assert.Equal(IntegrationStatus.StepLimit, byExplicit.Status.Span[0]);
    }

    [Fact]
    public void Integrate_SingularMatrix_IsPassedWithASmallerStep()
    {
        R2N2Integrator integrator = new(Growth, RosenbrockTableau.Rodas4);
        InstanceBatch batch = InstanceBatch.Of(2, ("State", [1, 1]), ("StepSize", [4, 0.1]), ("EndTime", [4, 4]));

        AdaptiveResult found = integrator.Integrate(batch, new AdaptiveOptions { RelativeTolerance = 1e-8 });

        Assert.Equal(Enumerable.Repeat(IntegrationStatus.Completed, 2), found.Status.ToArray());
        Assert.All(found.State.ToArray(), state => Assert.Equal(Math.Exp(4), state, 1e-4));
        Assert.Equal([IntegrationStatus.NotFinite, IntegrationStatus.Completed], integrator.Rollout(batch, 1).Status.ToArray());
        Assert.Equal(double.NaN, integrator.Step(batch).NextState.Span[0]);
    }

    [Fact]
    public void Integrate_DerivativeThatIsNotFinite_IsToldByTheStatus()
    {
        var family = ProblemFamily.InitialValue("root", 1, Expression.Sqrt);

        AdaptiveResult found = new R2N2Integrator(family, RosenbrockTableau.Rodas3).Integrate(
            InstanceBatch.Of(2, ("State", [0, 1]), ("StepSize", [0.1, 0.1]), ("EndTime", [1, 1])));

        Assert.Equal([IntegrationStatus.NotFinite, IntegrationStatus.Completed], found.Status.ToArray());
        Assert.Equal([0, 2.25], found.State.ToArray().Select(value => Math.Round(value, 4)));
    }
}
