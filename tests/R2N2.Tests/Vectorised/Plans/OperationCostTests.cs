using R2N2.Vectorised;
using static R2N2.Expression;

namespace R2N2.Tests.Vectorised.Plans;

public sealed class OperationCostTests
{
    private const int Size = 40;

    [Fact]
    public void Of_MoreLanes_ShareWhatStepsCostBesides()
    {
        Plan plan = PlanOf(x => Exp(x) + Sin(x));

        Assert.True(OperationCost.Of(plan, 8) > OperationCost.Of(plan, 256));
        Assert.Equal(
            2 * (OperationCost.Of(plan, 16) - OperationCost.Of(plan)), OperationCost.Of(plan, 8) - OperationCost.Of(plan), 1e-12);
    }

    [Fact]
    public void Of_TwoFunctions_IsTheSum() => Assert.Equal(
        OperationCost.Of(PlanOf(Exp)) + OperationCost.Of(PlanOf(Erf)), OperationCost.Of(PlanOf(Exp, Erf)), 1e-12);

    [Fact]
    public void Of_StepsInOneLoop_CostLessThanAloneAndMoreThanTheirDivision()
    {
        Plan plan = PlanOf(x => (((x * x) + 3) / ((x * x) + 2)) - (x * 0.5));
        Plan grouped = PlanGrouping.Group(plan);

        Assert.InRange(OperationCost.Of(grouped), OperationCost.Of(PlanOf(x => 1 / x)), OperationCost.Of(plan));
        Assert.True(grouped.Steps.Length < plan.Steps.Length);
    }

    private static Plan PlanOf(params Func<Expression, Expression>[] functions)
    {
        Expression x = Input("x", Shape.Vector(Size));
        return Plan.Of(new RecordedFunction("functions", [x], [.. functions.Select(function => function(x))]));
    }
}
