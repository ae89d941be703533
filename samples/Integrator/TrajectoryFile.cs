using System.Globalization;
using R2N2;

namespace Integrator;

/// <summary>Trajectories of the Van der Pol oscillator in a CSV file: trajectory, t, a, y1, y2.</summary>
internal static class TrajectoryFile
{
    private const double Spacing = 0.025;

    /// <summary>Reads the samples.</summary>
    public static InstanceBatch Read(string path)
    {
        double[][] rows =
        [
            .. File.ReadLines(path).Skip(1).Select(line =>
                line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()),
        ];
        return InstanceBatch.Of(
            rows.Length,
            (Trajectories.Trajectory, [.. rows.Select(row => row[0])]),
            (IntegratorInputs.Time, [.. rows.Select(row => row[1])]),
            ("a", [.. rows.Select(row => row[2])]),
            (IntegratorInputs.State, [.. rows.SelectMany(row => row[3..5])]));
    }

    /// <summary>Writes trajectories of 8 time units, one for each a between 1.35 and 1.65, from the attractor on.</summary>
    public static void Write(string path, int count)
    {
        const int fine = 20;
        const int warmup = 800;
        const int samples = 320;
        double[] a = [.. Enumerable.Range(0, count).Select(i => 1.35 + (0.3 * i / (count - 1)))];
        RolloutResult exact = new R2N2Integrator(VanDerPol.Family, ButcherTableau.DormandPrince).Rollout(
            VanDerPol.Instances(a, Spacing / fine), (warmup + samples) * fine);
        using StreamWriter file = new(path) { NewLine = "\n" };
        file.WriteLine("trajectory,t,a,y1,y2");
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k <= samples; k++)
            {
                double[] y = exact.State(i, (warmup + k) * fine).ToArray();
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i},{k * Spacing},{a[i]:R},{y[0]:R},{y[1]:R}"));
            }
        }
    }
}
