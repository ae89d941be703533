using System.Globalization;
using R2N2.Vectorised;

namespace R2N2.Training;

/// <summary>What comes before training where tables follow features of the instances: to measure these, so that all count alike.</summary>
internal static class TableFeatures
{
    private const int MostInstances = 1024;

    // What varies by less, in units of its size, does so by rounding.
    private const double SmallestSpread = 1e-12;

    /// <summary>The structure with measured features, and what a person should know about that.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <param name="data">Instances.</param>
    /// <param name="options">The seed, warm starts, and who listens.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ArgumentException">The features do not suit the family, or a warm start is for features that were measured before.</exception>
    /// <exception cref="TrainingFailedException">No feature tells instances apart.</exception>
    public static (Superstructure Structure, IReadOnlyList<string> Warnings) Prepare(
        EquationFamily family, Superstructure superstructure, IInstanceSource data, TrainingOptions options, CancellationToken cancellation)
    {
        if (!superstructure.Tables.NeedsData)
        {
            return (superstructure, []);
        }

        if (options.WarmStarts.FirstOrDefault(start => start.Tables.Count > 1) is { } known)
        {
            throw new ArgumentException(
                $"A warm start has {known.Tables.Count} tables, whose features were measured before; now they would be measured anew. Take the superstructure "
                + "of the network that it belongs to, or a warm start of one table.",
                nameof(options));
        }

        RecordedFunction features = superstructure.Tables.For(family).Record(family)!;
        InstanceBatch sample = InstanceSample.Draw(data, family.Inputs, MostInstances, options.EffectiveSeed, cancellation).Instances;
        if (sample.Count == 0)
        {
            // Training says what is wrong with the rows.
            return (superstructure with { Tables = TableModule.Shared }, []);
        }

        Moments[] moments = Measure(family, features, sample);
        int[] kept = [.. Enumerable.Range(0, moments.Length).Where(i => moments[i].Tells)];
        string[] warnings = [.. moments.Index().Where(feature => !feature.Item.Tells).Select(feature => LeftOut(family, features, feature.Index, feature.Item))];
        if (kept.Length == 0)
        {
            throw new TrainingFailedException(
                $"{string.Join(' ', warnings)} None is left for tables to follow: use {nameof(TableModule)}.{nameof(TableModule.Shared)}, or give other features.");
        }

        Array.ForEach(warnings, warning => options.Log?.Invoke(warning));
        Expression Scaled(Expression phi, int i) => (phi[i] - moments[i].Mean) / moments[i].Spread;
        TableModule measured = TableModule.Measured(
            p =>
            {
                Expression phi = features.Evaluate(ExpressionReader.Instance, [.. family.Parameters.Select(parameter => p[parameter.Name])])[0];
                return Expression.Stack([.. kept.Select(i => Scaled(phi, i))]);
            },
            Shape.Vector(kept.Length));
        return (superstructure with { Tables = measured }, warnings);
    }

    private static Moments[] Measure(EquationFamily family, RecordedFunction features, InstanceBatch sample)
    {
        var plan = Plan.Of(features);
        double[][] rows = [.. Enumerable.Range(0, sample.Count).Select(row => Evaluation.Of(
            plan,
            [.. family.Parameters.Select(parameter =>
                sample[parameter.Name].Slice(row * parameter.Shape.Size, parameter.Shape.Size).ToArray())])[0])];
        return [.. Enumerable.Range(0, features.Outputs[0].Shape.Size).Select(i => Moments.Of([.. rows.Select(row => row[i]).Where(double.IsFinite)]))];
    }

    private static string LeftOut(EquationFamily family, RecordedFunction features, int index, Moments moments)
    {
        // A parameter as it is has the name that the user knows.
        Expression feature = features.Outputs[0].Operands.ElementAtOrDefault(index) ?? features.Outputs[0];
        string name = feature.Name is { } parameter ? $" ('{parameter}')" : "";
        string value = double.IsNaN(moments.Mean) ? "not finite" : string.Create(CultureInfo.InvariantCulture, $"{moments.Mean:G6}");
        return $"Feature {index + 1}{name} of the tables is {value} in all instances of the family '{family.Name}' and was left out: nothing can be learned from it.";
    }

    /// <summary>Mean and standard deviation of a feature; NaN where no value is finite.</summary>
    private sealed record Moments(double Mean, double Spread)
    {
        /// <summary>Whether it tells instances apart.</summary>
        public bool Tells => Spread > SmallestSpread * Math.Abs(Mean) && double.IsFinite(Spread);

        public static Moments Of(double[] values)
        {
            if (values.Length == 0)
            {
                return new(double.NaN, double.NaN);
            }

            double mean = values.Average();
            return new(mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
        }
    }
}
