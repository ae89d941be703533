using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>Writes how a search goes to ML.NET's log, and passes the progress of its trainings on.</summary>
/// <param name="log">The log of a training.</param>
internal sealed class SearchLog(TrainingLog log) : IProgress<SearchProgress>
{
    private string? _candidate;

    public void Report(SearchProgress value)
    {
        if (value.Candidate != _candidate)
        {
            _candidate = value.Candidate;
            log.Write($"Trying {value.Candidate}, {value.Done + 1} of {value.Count}; the best so far is {value.Best?.Name ?? "none"}.");
        }

        if (value.Training is { } training)
        {
            log.Report(training);
        }

        log.Poll();
    }
}
