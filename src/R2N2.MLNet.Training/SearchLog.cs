using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>Writes how a search goes to ML.NET's log, and passes its progress and that of its trainings on.</summary>
/// <param name="log">The log of a training.</param>
/// <param name="next">The user's listener, if any.</param>
internal sealed class SearchLog(TrainingLog log, IProgress<SearchProgress>? next) : IProgress<SearchProgress>
{
    private string? _candidate;

    public void Report(SearchProgress value)
    {
        if (value.Candidate != _candidate)
        {
            _candidate = value.Candidate;
            log.Write($"Trying {value.Candidate}, {value.Done + 1} of {value.Count}; the best so far is {value.Best?.Name ?? "none"}.");
        }

        next?.Report(value);
        if (value.Training is { } training)
        {
            log.Report(training);
        }

        log.Poll();
    }
}
