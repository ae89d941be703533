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
        ArrayValue[] inputs =
        [
            Number(elapsed), new([1], 1, Shape.Vector(1)), new([0], 1, Shape.Vector(1)), Number(h), Number(1), Number(3), Number(0),
            Number(AdaptiveTurn.Running), Number(0), Number(2 * elapsed), .. StepInputs.Values(tableau).Select(Number),
        ];

        ArrayValue[] next = turn.Record().Evaluate<ArrayValue>(ArrayReader.Instance, inputs);

        Assert.Equal(refused is null ? AdaptiveTurn.Running : (double)refused, next[7].Values[0]);
        Assert.Equal(refused is null ? elapsed + h : elapsed, next[0].Values[0]);
        Assert.Equal(refused is null ? 4 : 3, next[5].Values[0]);
    }
}
