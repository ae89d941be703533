namespace R2N2.Training;

/// <summary>Advances starts of Levenberg-Marquardt, all of them in one batch, one step each at a time.</summary>
/// <param name="problem">What is minimised.</param>
/// <param name="options">Tolerances and damping.</param>
internal sealed class LevenbergMarquardtSteps(ILeastSquares problem, LevenbergMarquardt options)
{
    private const double LargestDamping = 1e16;
    private const double SmallestDamping = 1e-16;

    /// <summary>Evaluates starts where they are, as a new problem: their loss, their model, and fresh damping.</summary>
    public void Begin(IReadOnlyList<LeastSquaresStart> starts)
    {
        foreach (LeastSquaresStart start in starts)
        {
            start.Damping = options.InitialDamping;
            start.Growth = 2;
            start.Scaling = new double[problem.Unknowns];
            start.Stop = StopReason.None;
        }

        Linearize(starts);
        foreach (LeastSquaresStart start in starts)
        {
            start.Stop = IsFinite(start) ? Stationary(start) : StopReason.NotFinite;
        }
    }

    /// <summary>One step of every active start: taken if it reduces the loss, otherwise retried with more damping next time.</summary>
    public void Step(IReadOnlyList<LeastSquaresStart> starts)
    {
        LeastSquaresStart[] active = [.. starts.Where(start => start.IsActive)];
        double[][] steps = DampedSystems.Solve(active, problem.Unknowns);
        double[][] candidates = [.. active.Select((start, i) => Sum(start.Point, steps[i]))];
        double[] losses = problem.Loss(candidates);

        List<LeastSquaresStart> moved = [];
        for (int i = 0; i < active.Length; i++)
        {
            active[i].Iterations++;
            if (Judge(active[i], steps[i], losses[i]))
            {
                active[i].Point = candidates[i];
                moved.Add(active[i]);
            }
        }

        Linearize(moved);
        foreach (LeastSquaresStart start in moved.Where(start => start.IsActive))
        {
            start.Stop = IsFinite(start) ? Stationary(start) : StopReason.NotFinite;
        }
    }

    // Decides on a step, and adapts the damping to how well the model predicted it. A loss that is not finite
    // compares as no reduction, so such a step is never taken.
    private bool Judge(LeastSquaresStart start, double[] step, double loss)
    {
        double predicted = PredictedReduction(start, step);
        double actual = start.Loss - loss;
        bool accepted = actual > 0 && predicted > 0;
        if (accepted)
        {
            double surprise = (2 * (actual / predicted)) - 1;
            start.Damping = Math.Max(SmallestDamping, start.Damping * Math.Max(1.0 / 3, 1 - (surprise * surprise * surprise)));
            start.Growth = 2;
        }
        else
        {
            start.Damping *= start.Growth;
            start.Growth *= 2;
        }

        bool negligible = Math.Abs(actual) <= options.CostTolerance * start.Loss && predicted <= options.CostTolerance * start.Loss;
        bool small = Norm(step, start.Scaling) <= options.StepTolerance * Norm(start.Point, start.Scaling);
        start.Stop = negligible ? StopReason.Cost
            : small || start.Damping > LargestDamping ? StopReason.Step
            : start.Iterations >= options.IterationLimit ? StopReason.IterationLimit
            : StopReason.None;
        return accepted;
    }

    private void Linearize(IReadOnlyList<LeastSquaresStart> starts)
    {
        if (starts.Count == 0)
        {
            return;
        }

        int p = problem.Unknowns;
        NormalEquations model = problem.Linearize([.. starts.Select(start => start.Point)]);
        for (int i = 0; i < starts.Count; i++)
        {
            LeastSquaresStart start = starts[i];
            start.Loss = model.Loss[i];
            start.Gradient = model.Gradient[(i * p)..((i + 1) * p)];
            start.Matrix = model.Matrix[(i * p * p)..((i + 1) * p * p)];
            for (int j = 0; j < p; j++)
            {
                start.Scaling[j] = Math.Max(start.Scaling[j], start.Matrix[(j * p) + j]);
            }
        }
    }

    private StopReason Stationary(LeastSquaresStart start)
    {
        int p = problem.Unknowns;
        double cosine = 0;
        for (int j = 0; j < p; j++)
        {
            // The product of both would under- or overflow where neither does.
            double column = Math.Sqrt(start.Matrix[(j * p) + j]) * Math.Sqrt(start.Loss);
            cosine = column > 0 ? Math.Max(cosine, Math.Abs(start.Gradient[j]) / column) : cosine;
        }

        return cosine <= options.GradientTolerance ? StopReason.Gradient : StopReason.None;
    }

    private static bool IsFinite(LeastSquaresStart start) =>
        double.IsFinite(start.Loss) && start.Gradient.All(double.IsFinite) && start.Matrix.All(double.IsFinite);

    private static double PredictedReduction(LeastSquaresStart start, double[] step)
    {
        int p = step.Length;
        double change = 0;
        for (int i = 0; i < p; i++)
        {
            double row = 2 * start.Gradient[i];
            for (int j = 0; j < p; j++)
            {
                row += start.Matrix[(i * p) + j] * step[j];
            }

            change += step[i] * row;
        }

        return -change;
    }

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static double Norm(double[] vector, double[] scaling) =>
        Math.Sqrt(vector.Select((value, i) => value * value * scaling[i]).Sum());
}
