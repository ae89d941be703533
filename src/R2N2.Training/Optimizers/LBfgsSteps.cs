namespace R2N2.Training;

/// <summary>L-BFGS at work, the line searches of all starts in one batch.</summary>
/// <remarks>A start's memory alternates steps s and changes of gradient y, oldest first.</remarks>
internal sealed class LBfgsSteps(DataProblem problem, LBfgs options) : IStartOptimizer
{
    private const double SufficientDecrease = 1e-4;
    private const int Backtracks = 40;

    public void Begin(IReadOnlyList<LeastSquaresStart> starts)
    {
        (double[] losses, double[][] gradients) = problem.Gradient([.. starts.Select(start => start.Point)]);
        for (int i = 0; i < starts.Count; i++)
        {
            LeastSquaresStart start = starts[i];
            (start.Loss, start.Gradient, start.Memory) = (losses[i], gradients[i], []);
            start.Stop = !double.IsFinite(losses[i]) || !gradients[i].All(double.IsFinite) ? StopReason.NotFinite
                : IsStationary(start) ? StopReason.Gradient
                : StopReason.None;
        }
    }

    public void Step(IReadOnlyList<LeastSquaresStart> starts)
    {
        LeastSquaresStart[] active = [.. starts.Where(start => start.IsActive)];
        double[][] directions = [.. active.Select(Direction)];
        double[]?[] candidates = Search(active, directions);

        List<(LeastSquaresStart Start, double[] Point)> moved = [];
        for (int i = 0; i < active.Length; i++)
        {
            active[i].Iterations++;
            if (candidates[i] is double[] point)
            {
                moved.Add((active[i], point));
            }
            else if (active[i].Memory.Count > 0)
            {
                // What it remembers may have misled it; steepest descent gets a chance before it gives up.
                active[i].Memory = [];
            }
            else
            {
                active[i].Stop = StopReason.Step;
            }
        }

        Move(moved);
    }

    private void Move(List<(LeastSquaresStart Start, double[] Point)> moved)
    {
        if (moved.Count == 0)
        {
            return;
        }

        (double[] losses, double[][] gradients) = problem.Gradient([.. moved.Select(move => move.Point)]);
        for (int i = 0; i < moved.Count; i++)
        {
            LeastSquaresStart start = moved[i].Start;
            if (!gradients[i].All(double.IsFinite))
            {
                start.Stop = StopReason.Step;
                continue;
            }

            Remember(start, Difference(moved[i].Point, start.Point), Difference(gradients[i], start.Gradient));
            double reduction = start.Loss - losses[i];
            (start.Point, start.Loss, start.Gradient) = (moved[i].Point, losses[i], gradients[i]);
            start.Stop = IsStationary(start) ? StopReason.Gradient
                : reduction <= options.CostTolerance * start.Loss ? StopReason.Cost
                : start.Iterations >= options.IterationLimit ? StopReason.IterationLimit
                : StopReason.None;
        }
    }

    // Halves the step of each start until its loss falls enough; null where it never does.
    private double[]?[] Search(LeastSquaresStart[] starts, double[][] directions)
    {
        var found = new double[]?[starts.Length];
        double step = 1;
        for (int trial = 0; trial < Backtracks; trial++, step /= 2)
        {
            int[] open = [.. Enumerable.Range(0, starts.Length).Where(i => found[i] is null)];
            if (open.Length == 0)
            {
                break;
            }

            double[][] points = [.. open.Select(i => starts[i].Point.Zip(directions[i], (x, d) => x + (step * d)).ToArray())];
            double[] losses = problem.Loss(points);
            for (int k = 0; k < open.Length; k++)
            {
                LeastSquaresStart start = starts[open[k]];
                double slope = Dot(start.Gradient, directions[open[k]]);
                if (losses[k] <= start.Loss + (SufficientDecrease * step * slope))
                {
                    found[open[k]] = points[k];
                }
            }
        }

        return found;
    }

    // The two-loop recursion.
    private static double[] Direction(LeastSquaresStart start)
    {
        double[] direction = [.. start.Gradient.Select(value => -value)];
        int pairs = start.Memory.Count / 2;
        if (pairs == 0)
        {
            double norm = Math.Sqrt(Dot(direction, direction));
            return [.. direction.Select(value => value / Math.Max(1, norm))];
        }

        var weights = new double[pairs];
        for (int i = pairs - 1; i >= 0; i--)
        {
            (double[] s, double[] y) = (start.Memory[2 * i], start.Memory[(2 * i) + 1]);
            weights[i] = Dot(s, direction) / Dot(s, y);
            AddTo(direction, -weights[i], y);
        }

        (double[] lastS, double[] lastY) = (start.Memory[^2], start.Memory[^1]);
        double curvature = Dot(lastS, lastY) / Dot(lastY, lastY);
        direction = [.. direction.Select(value => curvature * value)];
        for (int i = 0; i < pairs; i++)
        {
            (double[] s, double[] y) = (start.Memory[2 * i], start.Memory[(2 * i) + 1]);
            AddTo(direction, weights[i] - (Dot(y, direction) / Dot(s, y)), s);
        }

        return direction;
    }

    private void Remember(LeastSquaresStart start, double[] s, double[] y)
    {
        // Without positive curvature the pair would spoil the positive definite approximation.
        if (Dot(s, y) > 0)
        {
            List<double[]> memory = [.. start.Memory, s, y];
            start.Memory = memory.Count > 2 * options.HistorySize ? memory[2..] : memory;
        }
    }

    private bool IsStationary(LeastSquaresStart start)
    {
        double largest = start.Gradient.Zip(start.Point, (g, x) => Math.Abs(g) * Math.Max(1, Math.Abs(x))).Max();
        return largest <= options.GradientTolerance * start.Loss;
    }

    private static double[] Difference(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a - b)];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static void AddTo(double[] sum, double factor, double[] vector)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * vector[i];
        }
    }
}
