using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>Writes how training goes to ML.NET's log, and passes progress on.</summary>
/// <param name="channel">The log.</param>
/// <param name="next">The user's listener, if any.</param>
/// <param name="cancellation">Ends training.</param>
internal sealed class TrainingLog(IChannel channel, IProgress<TrainingProgress>? next, ContextCancellation cancellation) : IProgress<TrainingProgress>
{
    private string? _stage;

    public void Report(TrainingProgress value)
    {
        if (value.Stage != _stage)
        {
            _stage = value.Stage;
            Write($"{value.Stage}.");
        }

        next?.Report(value);
        cancellation.Poll();
    }

    /// <summary>Writes a line.</summary>
    public void Write(string message) => channel.Info(MessageSensitivity.None, "{0}", message);

    /// <summary>Writes how training ended.</summary>
    public void Write(TrainingReport report)
    {
        Write($"Trained on {report.Instances} instances in {report.Elapsed.TotalSeconds:F1} s: loss {report.Loss:G4}, stopped by {report.Stop}.");
        foreach (string warning in report.Warnings)
        {
            channel.Warning(MessageSensitivity.None, "{0}", warning);
        }
    }

    /// <summary>Writes what was tried, and the verdict in one line.</summary>
    public void Write(SearchReport report)
    {
        foreach (string line in report.Trials)
        {
            Write(line);
        }

        Write(string.Join(' ', report.Verdict));
    }

    /// <summary>Ends training where the context was cancelled.</summary>
    public void Poll() => cancellation.Poll();
}
