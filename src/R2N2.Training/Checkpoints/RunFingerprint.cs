using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace R2N2.Training;

/// <summary>Condenses what the course of a training run depends on, so that a checkpoint is not taken for another run's.</summary>
/// <param name="Run">The task, the options and every row.</param>
/// <param name="Basis">What the task builds on that may change with more training: the coefficients of an earlier phase.</param>
/// <param name="Seed">The seed, which <paramref name="Run"/> holds too: named where the runs differ.</param>
internal sealed record RunFingerprint(string Run, string Basis, int Seed)
{
    /// <param name="task">What is trained.</param>
    /// <param name="options">The options.</param>
    /// <param name="data">The instances.</param>
    /// <param name="losses">The losses of some points on the sample, which change with f.</param>
    public static RunFingerprint Of(TrainingTask task, TrainingOptions options, TrainingData data, IEnumerable<double> losses)
    {
        string[] run =
        [
            .. task.Identity,
            JsonSerializer.Serialize(options.Optimizer),
            $"{options.Engine}",
            Text(options.Starts),
            string.Join(';', options.WarmStarts),
            Text(options.StartSpread),
            Text(options.Normalise),
            Text(options.Race),
            Text(options.SampleSize),
            Text(options.EffectiveSeed),
            Text(options.ValidationShare),
            Text(options.ValidationPatience),
            Text(data.Count),
            Text(data.ValidationCount),
            data.Digest,
        ];
        string[] basis = [task.Basis, .. losses.Select(loss => Text(loss))];
        return task.Basis.Length == 0
            ? new RunFingerprint(Condense([.. run, .. basis]), string.Empty, options.EffectiveSeed)
            : new RunFingerprint(Condense(run), Condense(basis), options.EffectiveSeed);
    }

    private static string Condense(string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);
}
