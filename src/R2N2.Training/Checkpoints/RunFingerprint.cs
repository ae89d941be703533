using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace R2N2.Training;

/// <summary>Condenses what the course of a training run depends on, so that a checkpoint is not taken for another run's.</summary>
internal static class RunFingerprint
{
    /// <param name="task">What is trained.</param>
    /// <param name="options">The options.</param>
    /// <param name="data">The instances: their numbers.</param>
    /// <param name="losses">The losses of all starts on the sample, which change with f and with the instances.</param>
    public static string Of(
        TrainingTask task, TrainingOptions options, TrainingData data, IEnumerable<double> losses)
    {
        string[] parts =
        [
            .. task.Identity,
            JsonSerializer.Serialize(options.Optimizer),
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
            Join(losses),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<double> values) =>
        string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
