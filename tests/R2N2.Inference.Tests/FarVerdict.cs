using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>How one instance must have ended, by the norms of its iterates recomputed in plain double arithmetic.</summary>
/// <param name="problem">The problem.</param>
/// <param name="options">How the solver was exported: a safeguard, an absolute tolerance, all iterates.</param>
/// <param name="unit">The rounding error of one operation, relative.</param>
public sealed class FarVerdict(PlainProblem problem, SolverExportOptions options, double unit)
{
    /// <summary>What is wrong with a result; null where nothing is.</summary>
    /// <param name="instance">The numbers of the instance.</param>
    /// <param name="iterates">x_0 … x_K as returned.</param>
    /// <param name="found">Its result.</param>
    public string? Objection(Dictionary<string, double[]> instance, double[][] iterates, SolvedInstance found)
    {
        (double Norm, double Noise)[] norms = [.. iterates.Select(x => Measure(instance, x))];
        int end = (int)found.Iterations;
        double start = norms[0].Norm;
        double returned = Measure(instance, found.Solution.ToArray()).Norm;
        if (!(returned <= start + Slack(norms[0].Noise)))
        {
            return $"ends at {returned}, worse than {start}";
        }

        if (!iterates[end].SequenceEqual(found.Solution.ToArray()))
        {
            return $"returns another point than iterate {end}";
        }

        if (Math.Abs(found.ResidualNorm - returned) > norms[end].Noise)
        {
            return $"reports {found.ResidualNorm}, but has {returned}";
        }

        return iterates.Skip(end).All(x => x.SequenceEqual(iterates[end]))
            ? WrongStatus(iterates, norms, end, found.Status)
            : $"moves on after iteration {end}";
    }

    // In double precision, not even by a rounding error.
    private double Slack(double noise) => options.Precision == OnnxPrecision.Float64 ? 0 : noise;

    private string? WrongStatus(double[][] iterates, (double Norm, double Noise)[] norms, int end, SolveStatus status)
    {
        double target = options.AbsoluteTolerance!.Value;
        bool IsClose(int k) => Math.Abs(norms[k].Norm - target) <= norms[k].Noise;
        if (Enumerable.Range(0, end).FirstOrDefault(k => norms[k].Norm <= target && !IsClose(k), -1) is >= 0 and var early)
        {
            return $"goes on after iterate {early}, where it should be done (norm {norms[early].Norm})";
        }

        // Back at the start: the first attempt has failed, and the last turn need not tell why the others did.
        bool isFirst = !Enumerable.Range(1, end).Any(k => iterates[k].SequenceEqual(iterates[0])) || end == 0;
        (bool hasStalled, bool isCertain) = Stall(norms, end);
        SolveStatus expected = norms[end].Norm <= target ? SolveStatus.Converged
            : hasStalled || end < options.IterationLimit ? SolveStatus.Stalled
            : SolveStatus.IterationLimit;
        bool mayBe = expected == status
            || (end == options.IterationLimit && !isFirst && status is SolveStatus.Stalled or SolveStatus.IterationLimit)
            || (!isCertain && status is SolveStatus.Stalled or SolveStatus.IterationLimit && end == options.IterationLimit);
        return mayBe || IsClose(end)
            ? null
            : $"is {status} after {end} iterations, where it should be {expected} (norm {norms[end].Norm})";
    }

    // Whether the last turns were slow for too long, or the last one led nowhere; and whether rounding errors leave no doubt.
    private (bool HasStalled, bool IsCertain) Stall((double Norm, double Noise)[] norms, int end)
    {
        (int slow, int fewest, int most) = (0, 0, 0);
        for (int k = 1; k <= end; k++)
        {
            double rate = norms[k].Norm / norms[k - 1].Norm;
            double uncertain = (norms[k].Noise + norms[k - 1].Noise) / norms[k - 1].Norm;
            slow = rate > options.StallRate ? slow + 1 : 0;
            fewest = rate - uncertain > options.StallRate ? fewest + 1 : 0;
            most = rate + uncertain > options.StallRate ? most + 1 : 0;
        }

        bool isStill = end > 0 && norms[end].Norm >= norms[end - 1].Norm;
        return (isStill || slow >= options.StallLimit, isStill || (fewest >= options.StallLimit) == (most >= options.StallLimit));
    }

    // ‖f(x)‖, and how far rounding errors may move it: what changes of x and of the parameters in their last places do.
    private (double Norm, double Noise) Measure(Dictionary<string, double[]> instance, double[] x)
    {
        double[] f = problem.Equations.F(x, instance);
        double noise = Enumerable.Range(1, 4).Max(period => Norm([.. f.Zip(Moved(instance, x, period), (a, b) => a - b)]));
        return (Norm(f), (4 * noise) + (16 * unit * (Norm(f) + Norm(x))));
    }

    private double[] Moved(Dictionary<string, double[]> instance, double[] x, int period) =>
        problem.Equations.F(Nudge(x, period), instance.ToDictionary(input => input.Key, input => Nudge(input.Value, period + 1)));

    private double[] Nudge(double[] values, int period) =>
        [.. values.Select((value, i) => value * (1 + ((i % period == 0) == (value > 0) ? 8 : -8) * unit))];

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
