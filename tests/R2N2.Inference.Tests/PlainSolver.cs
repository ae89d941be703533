using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What an exported solver must do to one instance, in plain loops over arrays.</summary>
public static class PlainSolver
{
    public static PlainResult Solve(PlainProblem problem, Dictionary<string, double[]> instance, SolverExportOptions options)
    {
        double[] x = problem.Equations.Guess(instance);
        bool given = instance.Values.All(values => values.All(double.IsFinite));
        double[] f = problem.Equations.F(x, instance);
        return options.HasTolerance
            ? WithTolerance(problem, instance, options, x, f, given)
            : Fixed(problem, instance, options, x, f, given);
    }

    public static double InitialNorm(PlainProblem problem, Dictionary<string, double[]> instance) =>
        Norm(problem.Equations.F(problem.Equations.Guess(instance), instance));

    private static PlainResult Fixed(
        PlainProblem problem, Dictionary<string, double[]> instance, SolverExportOptions options, double[] x, double[] f, bool given)
    {
        int turns = options.IterationLimit ?? 3;
        List<(double[], double[])> memory = [];
        for (int k = 0; k < turns; k++)
        {
            x = problem.Step(x, f, instance, memory);
            f = problem.Equations.F(x, instance);
        }

        double norm = given && x.All(double.IsFinite) ? Norm(f) : double.NaN;
        return new PlainResult(x, norm, turns, double.IsFinite(norm) ? SolveStatus.IterationLimit : SolveStatus.NotFinite);
    }

    private static PlainResult WithTolerance(
        PlainProblem problem, Dictionary<string, double[]> instance, SolverExportOptions options, double[] x, double[] f, bool given)
    {
        double norm = given ? Norm(f) : double.NaN;
        double target = Math.Max(options.AbsoluteTolerance ?? 0, (options.RelativeTolerance ?? 0) * norm);
        if (!double.IsFinite(norm))
        {
            return new PlainResult(x, norm, 0, SolveStatus.NotFinite);
        }

        if (options.Safeguard is not null)
        {
            return PlainAttempts.Solve(problem, instance, options, new PlainPoint(x, f, norm), target);
        }

        PlainResult best = new(x, norm, 0, SolveStatus.Converged);
        int slow = 0;
        int limit = options.IterationLimit ?? 50;
        int turn = 0;
        List<(double[], double[])> memory = [];
        while (norm > target)
        {
            if (turn == limit)
            {
                return best with { Iterations = turn, Status = SolveStatus.IterationLimit };
            }

            turn++;
            double before = norm;
            (x, f, norm) = PlainPoint.At(problem, instance, problem.Step(x, f, instance, memory));
            if (!double.IsFinite(norm))
            {
                return best with { Iterations = turn, Status = SolveStatus.NotFinite };
            }

            if (norm < best.ResidualNorm)
            {
                best = best with { Solution = x, ResidualNorm = norm };
            }

            slow = norm > options.StallRate * before ? slow + 1 : 0;
            if (norm > target && slow >= options.StallLimit)
            {
                return best with { Iterations = turn, Status = SolveStatus.Stalled };
            }
        }

        return best with { Iterations = turn };
    }

    private static double Norm(double[] f) => Math.Sqrt(f.Sum(fi => fi * fi));
}
