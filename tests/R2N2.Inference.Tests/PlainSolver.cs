namespace R2N2.Inference.Tests;

/// <summary>What an exported solver must do to one instance, in plain loops over arrays.</summary>
public static class PlainSolver
{
    public static PlainResult Solve(PlainProblem problem, Dictionary<string, double[]> instance, OnnxExportOptions options)
    {
        double[] x = [.. problem.Guess(instance)];
        bool given = instance.Values.All(values => values.All(double.IsFinite));
        double[] f = problem.F(x, instance);
        return options.HasTolerance
            ? WithTolerance(problem, instance, options, x, f, given)
            : Fixed(problem, instance, options, x, f, given);
    }

    public static double InitialNorm(PlainProblem problem, Dictionary<string, double[]> instance) =>
        Norm(problem.F(problem.Guess(instance), instance));

    private static PlainResult Fixed(
        PlainProblem problem, Dictionary<string, double[]> instance, OnnxExportOptions options, double[] x, double[] f, bool given)
    {
        int turns = options.IterationLimit ?? 3;
        for (int k = 0; k < turns; k++)
        {
            x = Step(problem, instance, x, f);
            f = problem.F(x, instance);
        }

        double norm = given && x.All(double.IsFinite) ? Norm(f) : double.NaN;
        return new PlainResult(x, norm, turns, double.IsFinite(norm) ? SolveStatus.IterationLimit : SolveStatus.NotFinite);
    }

    private static PlainResult WithTolerance(
        PlainProblem problem, Dictionary<string, double[]> instance, OnnxExportOptions options, double[] x, double[] f, bool given)
    {
        double norm = given ? Norm(f) : double.NaN;
        double target = Math.Max(options.AbsoluteTolerance ?? 0, (options.RelativeTolerance ?? 0) * norm);
        if (!double.IsFinite(norm))
        {
            return new PlainResult(x, norm, 0, SolveStatus.NotFinite);
        }

        PlainResult best = new(x, norm, 0, SolveStatus.Converged);
        int slow = 0;
        int limit = options.IterationLimit ?? 50;
        int turn = 0;
        while (norm > target)
        {
            if (turn == limit)
            {
                return best with { Iterations = turn, Status = SolveStatus.IterationLimit };
            }

            turn++;
            double before = norm;
            double bound = Math.Max(options.Safeguard?.Rate * norm ?? double.PositiveInfinity, target);
            var learned = PlainPoint.At(problem, instance, Step(problem, instance, x, f));
            (x, f, norm) = options.Safeguard is null || learned.Norm <= bound
                ? learned
                : PlainSafeguard.Replace(problem, instance, new PlainPoint(x, f, norm), learned, bound);
            if (!double.IsFinite(norm))
            {
                return best with { Iterations = turn, Status = SolveStatus.NotFinite };
            }

            if (norm < best.ResidualNorm)
            {
                best = best with { Solution = x, ResidualNorm = norm };
            }

            slow = norm > options.StallRate * before ? slow + 1 : 0;
            if (norm > target && (slow >= options.StallLimit || (options.Safeguard is not null && norm >= before)))
            {
                return best with { Iterations = turn, Status = SolveStatus.Stalled };
            }
        }

        return best with { Iterations = turn };
    }

    /// <summary>v_1 … v_n.</summary>
    public static List<double[]> Vectors(PlainProblem problem, Dictionary<string, double[]> instance, double[] x, double[] f)
    {
        List<double[]> vectors = [f];
        for (int j = 1; j < problem.Superstructure.InnerIterations; j++)
        {
            double[] direction = Combine(problem, j, vectors);
            vectors.Add(problem.Superstructure.Generation == GenerationModule.Evaluations
                ? problem.F([.. x.Zip(direction, (xi, di) => xi + di)], instance)
                : [.. f.Zip(problem.JacobianVector(x, direction, instance), (fi, di) => fi + di)]);
        }

        return vectors;
    }

    private static double[] Step(PlainProblem problem, Dictionary<string, double[]> instance, double[] x, double[] f)
    {
        List<double[]> vectors = Vectors(problem, instance, x, f);
        return [.. x.Zip(Combine(problem, vectors.Count, vectors), (xi, di) => xi + di)];
    }

    // Row j of the coefficients, counted from 1.
    private static double[] Combine(PlainProblem problem, int j, List<double[]> vectors)
    {
        double[] direction = new double[vectors[0].Length];
        for (int l = 0; l < j; l++)
        {
            double theta = problem.Coefficients[(j * (j - 1) / 2) + l];
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] += theta * vectors[l][i];
            }
        }

        return direction;
    }

    private static double Norm(double[] f) => Math.Sqrt(f.Sum(fi => fi * fi));
}
