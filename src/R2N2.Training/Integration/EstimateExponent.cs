namespace R2N2.Training;

/// <summary>How an error estimate falls with the step size, measured on instances.</summary>
internal static class EstimateExponent
{
    private const int MostInstances = 4096;

    // With step sizes closer to each other than this, in natural logarithms, nothing can be seen.
    private const double SmallestSpread = 0.1;

    /// <summary>The slope of ln ‖estimate‖ against ln h, at least 1; null where all step sizes are alike.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="pair">The method, with its embedded row.</param>
    /// <param name="data">The labelled instances; those that are not trained on do not count.</param>
    /// <param name="layout">Their columns.</param>
    public static double? Measure(InitialValueFamily family, ButcherTableau pair, LabelledSource data, BlockLayout layout)
    {
        List<(double X, double Y)> points = [];
        int rows = 0;
        foreach (InstanceBatch instances in data.Read(TrainingData.Fitting(layout, MostInstances)))
        {
            points.AddRange(Points(family, pair, instances));
            rows += instances.Count;
            if (rows >= MostInstances)
            {
                break;
            }
        }

        return Slope(points) is double slope ? Math.Max(1, slope) : null;
    }

    // ln h and ln ‖estimate‖.
    private static List<(double X, double Y)> Points(InitialValueFamily family, ButcherTableau pair, InstanceBatch instances)
    {
        List<(double X, double Y)> points = [];
        ReadOnlyMemory<double> labels = instances[LabelledSource.Labels];
        IntegratorBatch batch = IntegratorBatch.Read(family, instances);
        int m = family.StateSize;
        int[] sound = [.. batch.Usable().Where(i => labels.Slice(i * m, m).ToArray().All(double.IsFinite))];
        if (sound.Length == 0)
        {
            return points;
        }

        batch = batch.Rows(sound);
        ArrayValue estimates = new LaneIntegrator(family, pair).Step(batch).Estimate!;
        for (int i = 0; i < batch.Count; i++)
        {
            double square = 0;
            foreach (double value in estimates.Of(i))
            {
                square += value * value;
            }

            if (square > 0 && double.IsFinite(square))
            {
                points.Add((Math.Log(batch.StepSize.Of(i)[0]), Math.Log(square) / 2));
            }
        }

        return points;
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
