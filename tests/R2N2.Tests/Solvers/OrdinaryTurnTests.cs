using R2N2.Reference;

namespace R2N2.Tests.Solvers;

/// <summary>Turns that are not odd are decided for less than others, and must be decided alike.</summary>
public sealed class OrdinaryTurnTests
{
    private const double Smallest = 1e-140;
    private const double Target = 1e-10;

    private static readonly double[] _norms =
        [0, 1e-150, Smallest, 1e-130, 0.4e-10, Target, 1.5e-10, 2e-10, 0.3, 0.5, 0.7, 0.9, 0.95, 1, 2, 1e300, double.PositiveInfinity, double.NaN];

    private static readonly double[] _statuses = [SolverTurn.Running, .. Enum.GetValues<SolveStatus>().Select(status => (double)status)];

    public static TheoryData<bool, double, bool> Rates =>
        new() { { false, 0.5, false }, { true, 0.5, false }, { true, 0.95, true } };

    [Theory]
    [MemberData(nameof(Rates))]
    public void NextOrdinary_TurnThatIsNotOdd_IsWhatNextSays(bool isSafeguarded, double rate, bool triesAgain)
    {
        SolverExportOptions options = new() { AbsoluteTolerance = Target, Safeguard = isSafeguarded ? new() { Rate = rate } : null };
        SolverTurn turn = new(1, options, 50, triesAgain);
        SolverNumbers<NDArray> numbers = SolverNumber.Of(options).Select(number => Number(number.Value));
        int ordinary = 0;
        foreach ((SolverState<NDArray> now, SolverPoint<NDArray> learned) in Cases(options, triesAgain))
        {
            PlainReader reader = new();
            bool isRunning = now.Status.Values[0] < 0;
            bool isOdd = turn.IsOdd(reader, now, learned.Norm, Number(Smallest), Number(Target), numbers).Values[0] > 0;
            bool fails = isSafeguarded && turn.Check(reader, now, learned.Norm, Number(Target), numbers).Failed.Values[0] > 0;
            Assert.False(fails && !isOdd);
            Assert.False(isOdd && !isRunning);
            Assert.False(isRunning && !isOdd && !(learned.Norm.Values[0] > Smallest && double.IsFinite(learned.Norm.Values[0])));
            if (isOdd)
            {
                continue;
            }

            ordinary++;
            SolverState<NDArray> expected = isSafeguarded
                ? turn.Next(reader, now, SafeguardOutcome<NDArray>.Unsearched(reader, learned, now.Fallback), Number(Target), numbers)
                : turn.Next(reader, now, learned, Number(Target), numbers);
            SolverState<NDArray> found = turn.NextOrdinary(reader, now, learned, Number(Target));
            Assert.Equal(Told(expected), Told(found));
            Assert.True(expected.Status.Values[0] >= 0 || expected.Slow.Values[0] == found.Slow.Values[0]);
        }

        Assert.True(ordinary > 1000);
    }

    // Every norm after every other, of the present iterate, the best one and the next.
    private static IEnumerable<(SolverState<NDArray> Now, SolverPoint<NDArray> Learned)> Cases(
        SolverExportOptions options, bool triesAgain) =>
        from norm in _norms
        from best in _norms
        from learned in _norms
        from status in _statuses
        from attempt in (double[])(triesAgain ? [0, 1, 2] : [0])
        where status >= 0 || (norm > Target && double.IsFinite(norm) && (options.Safeguard is null ? best <= norm : best == norm))
        select (
            new SolverState<NDArray>(
                Number(1), Number(2), Number(norm), Number(3), Number(best), Number(4), Number(options.StallLimit - 1), Number(status))
            {
                Fallback = triesAgain ? Number(7) : null,
                Attempt = triesAgain ? Number(attempt) : null,
            },
            new SolverPoint<NDArray>(Number(5), Number(6), Number(learned)));

    private static double[] Told(SolverState<NDArray> state) =>
        [.. (state with { Slow = Number(0) }).ValuesOfUnguarded.Append(state.Fallback).Append(state.Attempt).Select(value => value?.Values[0] ?? 0)];

    private static NDArray Number(double value) => NDArray.Scalar(value);
}
