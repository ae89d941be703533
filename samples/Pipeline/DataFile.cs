using System.Globalization;

namespace Pipeline;

/// <summary>Makes data/reactors.csv: runs of the plant, simulated by plain arithmetic, with noise in what is measured.</summary>
internal static class DataFile
{
    private const int Runs = 10_000;
    private const int Seed = 20240707;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    public static void Write(string path)
    {
        Random random = new(Seed);
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());

        using StreamWriter file = new(path) { NewLine = "\n" };
        file.WriteLine($"feed,temperature,residence,recycle,{string.Join(',', Enumerable.Range(1, Cascade.Tanks).Select(i => $"activity{i}"))},colour");
        for (int run = 0; run < Runs; run++)
        {
            double[] operation = [Round(Between(0.5, 2)), Round(Between(322, 358)), Round(Between(1, 4)), Round(Between(0, 0.4))];
            double[] activity = [.. Enumerable.Range(0, Cascade.Tanks).Select(_ => Round(Between(0.4, 1)))];
            double[] x = Simulate(operation, activity);

            // What colours the product comes from the last tank, and a little from the first.
            double noise = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
            double colour = 4 + Math.Log(x[^1]) + (0.6 * x[0]) + (0.05 * noise);
            file.WriteLine(string.Join(',', new[] { operation, activity, [Math.Round(colour, 4)] }
                .SelectMany(values => values)
                .Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    // The steady state, by following the tanks from the feed until what is led back no longer changes.
    private static double[] Simulate(double[] operation, double[] activity)
    {
        double rate = Cascade.ReferenceRate * Math.Exp(
            Cascade.Activation * ((1 / Cascade.ReferenceTemperature) - (1 / operation[1])));
        var x = new double[Cascade.Tanks];
        for (double change = 1; change > 1e-14;)
        {
            double before = x[^1];
            double inflow = ((1 - operation[3]) * operation[0]) + (operation[3] * before);
            for (int tank = 0; tank < x.Length; tank++)
            {
                // x + d x² / (1 + x) = inflow is quadratic in x.
                double d = operation[2] * rate * activity[tank];
                double half = (1 - inflow) / 2;
                x[tank] = inflow / (half + Math.Sqrt((half * half) + ((1 + d) * inflow)));
                inflow = x[tank];
            }

            change = Math.Abs(x[^1] - before);
        }

        return x;
    }

    private static double Round(double value) => Math.Round(value, 4);
}
