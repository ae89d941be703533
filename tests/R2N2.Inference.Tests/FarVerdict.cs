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
        int end = (int)found.Iterations;
        double[] norms = [.. iterates.Take(end + 1).Select(x => Norm(problem.Equations.F(x, instance)))];
        double NoiseAt(int k) => Noise(instance, iterates[k]);
        double returned = Norm(problem.Equations.F(found.Solution.ToArray(), instance));

        // In double precision, not even by a rounding error.
        if (!(returned <= norms[0] + (options.Precision == OnnxPrecision.Float64 ? 0 : NoiseAt(0))))
        {
            return $"ends at {returned}, worse than {norms[0]}";
        }

        if (!iterates[end].SequenceEqual(found.Solution.ToArray()))
        {
            return $"returns another point than iterate {end}";
        }

        if (Math.Abs(found.ResidualNorm - returned) > NoiseAt(end))
        {
            return $"reports {found.ResidualNorm}, but has {returned}";
        }

        return iterates.Skip(end).All(x => x.SequenceEqual(iterates[end]))
            ? WrongStatus(iterates, norms, NoiseAt, found.Status)
            : $"moves on after iteration {end}";
    }

    private string? WrongStatus(double[][] iterates, double[] norms, Func<int, double> noise, SolveStatus status)
    {
        int end = norms.Length - 1;
        double target = options.AbsoluteTolerance!.Value;
        bool IsClose(int k) => Math.Abs(norms[k] - target) <= noise(k);
        if (Enumerable.Range(0, end).FirstOrDefault(k => norms[k] <= target && !IsClose(k), -1) is >= 0 and var early)
        {
            return $"goes on after iterate {early}, where it should be done (norm {norms[early]})";
        }

        SolveStatus expected = norms[end] <= target ? SolveStatus.Converged
            : end < options.IterationLimit || HasStalled(norms, (_, rate) => rate) ? SolveStatus.Stalled
            : SolveStatus.IterationLimit;
        bool isUndecided = end == options.IterationLimit && status is SolveStatus.Stalled or SolveStatus.IterationLimit
            && (IsLaterAttempt(iterates[..(end + 1)]) || IsStallUncertain(norms, noise));
        return expected == status || isUndecided || IsClose(end)
            ? null
            : $"is {status} after {end} iterations, where it should be {expected} (norm {norms[end]})";
    }

    // Back at the start: the first attempt has failed, and the last turn need not tell why the others did.
    private bool IsLaterAttempt(double[][] iterates) =>
        SafeguardAttempt.TriesAgain(problem.Superstructure) && iterates.Skip(1).Any(x => x.SequenceEqual(iterates[0]));

    private bool IsStallUncertain(double[] norms, Func<int, double> noise)
    {
        double Uncertain(int k) => (noise(k) + noise(k - 1)) / norms[k - 1];
        return HasStalled(norms, (k, rate) => rate - Uncertain(k)) != HasStalled(norms, (k, rate) => rate + Uncertain(k));
    }

    // Whether the last one of some turns led nowhere, or they were slow for too long.
    private bool HasStalled(double[] norms, Func<int, double, double> adjusted)
    {
        int slow = 0;
        for (int k = 1; k < norms.Length; k++)
        {
            slow = adjusted(k, norms[k] / norms[k - 1]) > options.StallRate ? slow + 1 : 0;
        }

        return (norms.Length > 1 && norms[^1] >= norms[^2]) || slow >= options.StallLimit;
    }

    // How far rounding errors may move ‖f(x)‖: what changes of x and of the parameters in their last places do.
    private double Noise(Dictionary<string, double[]> instance, double[] x)
    {
        double[] f = problem.Equations.F(x, instance);
        double moved = Enumerable.Range(1, 4).Max(period => Norm([.. f.Zip(Moved(instance, x, period), (a, b) => a - b)]));
        return (4 * moved) + (16 * unit * (Norm(f) + Norm(x)));
    }

    private double[] Moved(Dictionary<string, double[]> instance, double[] x, int period) =>
        problem.Equations.F(Nudge(x, period), instance.ToDictionary(input => input.Key, input => Nudge(input.Value, period + 1)));

    private double[] Nudge(double[] values, int period) =>
        [.. values.Select((value, i) => value * (1 + ((i % period == 0) == (value > 0) ? 8 : -8) * unit))];

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
