using R2N2.Reference;

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
        AdaptiveState<NDArray> now = new(
            NDArray.Scalar(elapsed), NDArray.Vector(1), NDArray.Vector(0), NDArray.Scalar(h), Error: NDArray.Scalar(1),
            Accepted: NDArray.Scalar(3), Rejected: NDArray.Scalar(0), NDArray.Scalar(AdaptiveTurn.Running));
        AdaptiveInstance<NDArray> instance = new(Start: NDArray.Scalar(0), Span: NDArray.Scalar(2 * elapsed), []);

        AdaptiveState<NDArray> next = turn.Next(
            new PlainReader(), now, instance, [.. StepInputs.Values(tableau).Select(NDArray.Scalar)]);

        Assert.Equal(refused is null ? AdaptiveTurn.Running : (double)refused, next.Status.Values[0]);
        Assert.Equal(refused is null ? elapsed + h : elapsed, next.Elapsed.Values[0]);
        Assert.Equal(refused is null ? 4 : 3, next.Accepted.Values[0]);
    }
}
