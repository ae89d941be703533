namespace R2N2.Training;

/// <summary>How an error estimate falls with the step size, measured on instances.</summary>
internal static class EstimateExponent
{
    private const int MostInstances = 4096;

    // With step sizes closer to each other than this, in natural logarithms, nothing can be seen.
    private const double SmallestSpread = 0.1;

    /// <summary>The integrator with its exponent.</summary>
    public static R2N2Integrator Measured(R2N2Integrator integrator, IInstanceSource data) => integrator.WithTableau(
        new ButcherTableau(integrator.Tableau.Coefficients, integrator.Tableau.Embedded) { EstimateExponent = Measure(integrator, data) });

    /// <summary>The slope of ln ‖estimate‖ against ln h, at least 1; null where all step sizes are alike.</summary>
    public static double? Measure(R2N2Integrator integrator, IInstanceSource data)
    {
        InstanceBatch batch = data.Read(MostInstances).First();
        int m = integrator.Family.StateSize;
        ReadOnlySpan<double> estimates = integrator.Step(batch).ErrorEstimate.Span;
        List<(double X, double Y)> points = [];
        for (int i = 0; i < batch.Count; i++)
        {
            double square = 0;
            foreach (double value in estimates.Slice(i * m, m))
            {
                square += value * value;
            }

            if (square > 0 && double.IsFinite(square))
            {
                points.Add((Math.Log(batch[IntegratorInputs.StepSize].Span[i]), Math.Log(square) / 2));
            }
        }

        return Slope(points) is double slope ? Math.Max(1, slope) : null;
    }

    private static double? Slope(List<(double X, double Y)> points)
    {
        if (points.Count < 2)
        {
            return null;
        }

        double x = points.Average(point => point.X);
        double y = points.Average(point => point.Y);
        double spread = points.Sum(point => (point.X - x) * (point.X - x));
        return Math.Sqrt(spread / points.Count) < SmallestSpread
            ? null
            : points.Sum(point => (point.X - x) * (point.Y - y)) / spread;
    }
}
