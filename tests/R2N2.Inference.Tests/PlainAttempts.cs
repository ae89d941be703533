using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>
/// An iteration with a safeguard in plain loops: with it from x₀; where that fails, without it from x₀; where that fails too, with it from
/// the best iterate. Without a preconditioner the first attempt is the only one.
/// </summary>
public static class PlainAttempts
{
    /// <summary>Iterates until one instance is done.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="instance">Its numbers.</param>
    /// <param name="options">Tolerances, stall rule, limit, safeguard.</param>
    /// <param name="start">x₀, where f is finite.</param>
    /// <param name="target">The norm at which the instance is done.</param>
    public static PlainResult Solve(
        PlainProblem problem, Dictionary<string, double[]> instance, SolverExportOptions options, PlainPoint start, double target)
    {
        int limit = options.IterationLimit ?? 50;
        (PlainPoint now, PlainPoint fallback) = (start, start);
        (int attempt, int slow) = (0, 0);
        List<(double[], double[])> memory = [];
        for (int turn = 0; now.Norm > target; turn++)
        {
            if (turn == limit)
            {
                return Result(now, turn, SolveStatus.IterationLimit);
            }

            double bound = Math.Max(options.Safeguard!.Rate * now.Norm, target);
            var learned = PlainPoint.At(problem, instance, problem.Step(now.X, now.F, instance, memory));
            bool isFree = attempt == 1;
            bool isTaken = isFree || learned.Norm <= bound;
            PlainPoint point = isTaken ? learned : PlainSafeguard.Replace(problem, instance, now, learned, bound, turn);
            slow = point.Norm > options.StallRate * now.Norm ? slow + 1 : 0;
            bool moves = isFree ? double.IsFinite(point.Norm) : point.Norm < now.Norm;
            bool fails = point.Norm <= target ? false : !moves || slow >= options.StallLimit;
            bool goesOn = fails && problem.Superstructure.Preconditioner != Preconditioner.None && attempt < 2 && turn + 1 < limit && (isFree || !isTaken);
            PlainPoint better = point.Norm < fallback.Norm ? point : fallback;
            (now, fallback) = isFree ? (fails || turn + 1 == limit ? better : point, better)
                : goesOn ? (fallback, point)
                : (point, fallback);
            if (fails && !goesOn)
            {
                return Result(now, turn + 1, SolveStatus.Stalled);
            }

            memory = goesOn ? [.. memory.Select(_ => (now.X, now.F))] : memory;
            (attempt, slow) = goesOn ? (attempt + 1, 0) : (attempt, slow);
            if (now.Norm <= target)
            {
                return Result(now, turn + 1, SolveStatus.Converged);
            }
        }

        return Result(now, 0, SolveStatus.Converged);
    }

    private static PlainResult Result(PlainPoint point, int turns, SolveStatus status) => new(point.X, point.Norm, turns, status);
}
