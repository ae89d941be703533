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
        NormalEquations model = problem.Linearize([.. starts.Select(start => start.Point)]);
        for (int i = 0; i < starts.Count; i++)
        {
            LeastSquaresStart start = starts[i];
            start.Damping = options.InitialDamping;
            start.Growth = 2;
            start.Scaling = new double[problem.Unknowns];
            start.Take(start.Point, model, i);
            start.Stop = model.IsFinite(i) ? Stationary(start) : StopReason.NotFinite;
        }
    }

    /// <summary>
    /// One step of every active start: taken if it reduces the loss, otherwise retried with more damping next time. Where the
    /// evaluation is interrupted, all starts are as they were.
    /// </summary>
    public void Step(IReadOnlyList<LeastSquaresStart> starts)
    {
        LeastSquaresStart[] active = [.. starts.Where(start => start.IsActive)];
        double[][] steps = DampedSystems.Solve(active, problem.Unknowns);
        double[][] candidates = [.. active.Select((start, i) => Sum(start.Point, steps[i]))];
        double[] losses = problem.Loss(candidates);
        double[] predicted = [.. active.Select((start, i) => PredictedReduction(start, steps[i]))];

        // A loss that is not finite compares as no reduction, so such a step is never taken.
        int[] better = [.. Enumerable.Range(0, active.Length).Where(i => losses[i] < active[i].Loss && predicted[i] > 0)];
        NormalEquations models = better.Length == 0
            ? new NormalEquations(0, problem.Unknowns)
            : problem.Linearize([.. better.Select(i => candidates[i])]);
        for (int i = 0; i < active.Length; i++)
        {
            int model = Array.IndexOf(better, i);
            bool accepted = model >= 0 && models.IsFinite(model);
            active[i].Iterations++;
            Judge(active[i], steps[i], active[i].Loss - losses[i], predicted[i], accepted);
            if (accepted)
            {
                active[i].Take(candidates[i], models, model);
                active[i].Stop = active[i].IsActive ? Stationary(active[i]) : active[i].Stop;
            }
        }
    }

    // Adapts the damping to how well the model predicted a step, and decides whether the start has come to rest.
    private void Judge(LeastSquaresStart start, double[] step, double actual, double predicted, bool accepted)
    {
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
            : StopReason.None;
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
