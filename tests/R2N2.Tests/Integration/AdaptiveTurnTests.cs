namespace R2N2.Tests.Integration;

public class AdaptiveTurnTests
{
    [Theory]
    [InlineData(0.5, IntegrationStatus.StepTooSmall)]
    [InlineData(4, null)]
    public void Record_StepThatTheElapsedTimeSwallows_IsRefused(double h, IntegrationStatus? refused)
    {
        var family = ProblemFamily.InitialValue("rest", 1, y => 0 * y);
        ButcherTableau tableau = ButcherTableau.BogackiShampine;
        AdaptiveTurn turn = new(new StepInputs(family, tableau), new AdaptiveOptions(), 0);
        double elapsed = Math.ScaleB(1, 53);
        ArrayValue Number(double value) => new([value], 1, Shape.Scalar);
        AdaptiveState<ArrayValue> now = new(
            Number(elapsed), new([1], 1, Shape.Vector(1)), new([0], 1, Shape.Vector(1)), Number(h), Error: Number(1),
            Accepted: Number(3), Rejected: Number(0), Number(AdaptiveTurn.Running));
        AdaptiveInstance<ArrayValue> instance = new(Start: Number(0), Span: Number(2 * elapsed), []);

        AdaptiveState<ArrayValue> next = turn.Next(
            ArrayReader.Instance, now, instance, [.. StepInputs.Values(tableau).Select(Number)]);

        Assert.Equal(refused is null ? AdaptiveTurn.Running : (double)refused, next.Status.Values[0]);
        Assert.Equal(refused is null ? elapsed + h : elapsed, next.Elapsed.Values[0]);
        Assert.Equal(refused is null ? 4 : 3, next.Accepted.Values[0]);
    }
}
