using System.Diagnostics;

namespace R2N2.Benchmarks;

/// <summary>Times calls whose ratio matters: in turn, so that whatever else the machine does meets all of them alike.</summary>
internal static class InTurn
{
    /// <summary>The median of one call's times over another's, round by round.</summary>
    /// <param name="warmup">Rounds that are not counted.</param>
    /// <param name="rounds">Rounds that are.</param>
    /// <param name="call">What is timed.</param>
    /// <param name="reference">What its time is divided by.</param>
    public static double Ratio(int warmup, int rounds, Action call, Action reference)
    {
        double[][] times = Times(warmup, rounds, call, reference);
        return times[0].Zip(times[1], (time, other) => time / other).Order().ElementAt(rounds / 2);
    }

    /// <summary>The median of every call's times, in microseconds.</summary>
    /// <param name="warmup">Rounds that are not counted.</param>
    /// <param name="rounds">Rounds that are.</param>
    /// <param name="calls">What is timed, once in each round.</param>
    public static double[] Medians(int warmup, int rounds, params Action[] calls) =>
        [.. Times(warmup, rounds, calls).Select(measured => measured.Order().ElementAt(rounds / 2))];

    private static double[][] Times(int warmup, int rounds, params Action[] calls)
    {
        double[][] times = [.. calls.Select(_ => new double[rounds])];
        for (int round = -warmup; round < rounds; round++)
        {
            for (int place = 0; place < calls.Length; place++)
            {
                // Back and forth: the one that comes after another meets its garbage.
                int i = round % 2 == 0 ? place : calls.Length - 1 - place;
                var clock = Stopwatch.StartNew();
                calls[i]();
                if (round >= 0)
                {
                    times[i][round] = clock.Elapsed.TotalMicroseconds;
                }
            }
        }

        return times;
    }
}
