using R2N2.Training;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Families of equations, each fitted by default and measured beside classical solvers written by hand: µs for an instance in a batch, on all processors.</summary>
/// <param name="shared">The folder with the folders of case files and of peers; null where it is nowhere.</param>
/// <param name="only">The one family to measure; null for all.</param>
internal sealed class ZooBenchmark(string? shared, string? only)
{
    private const string PowerFlowName = "powerflow118";

    /// <summary>Measures.</summary>
    /// <returns>A result for each family.</returns>
    public IReadOnlyList<ZooResult> Run(Figures figures)
    {
        string? data = shared is null ? null : Path.Combine(shared, "data");
        if (data is null)
        {
            Figures.Note("ieee14 and powerflow118 skipped: there is no folder of case files; --shared names the folder that holds 'data' and 'peers'.");
        }

        List<ZooResult> results = [];
        foreach (ZooEntry entry in Chosen(ZooFamilies.All(data)))
        {
            ZooResult result = ZooMeasurement.Measure(entry, report => Tell(entry, report));
            results.Add(result);
            Add(figures, $"zoo.{entry.Name}", result);
            BaselineMeasurement.Measure(figures, $"zoo.{entry.Name}", entry);
        }

        if (data is not null && only is null or PowerFlowName)
        {
            PowerFlowBenchmark.Run(figures, PowerFlowName, shared!);
        }

        return results;
    }

    /// <summary>Measures only what an evaluation compares with, on further sizes too.</summary>
    /// <returns>No results: nothing is fitted.</returns>
    public IReadOnlyList<ZooResult> RunBaselines(Figures figures)
    {
        string? data = shared is null ? null : Path.Combine(shared, "data");
        foreach (ZooEntry entry in Chosen(ZooFamilies.All(data).Concat(ZooFamilies.Sizes())))
        {
            BaselineMeasurement.Measure(figures, $"zoo.{entry.Name}", entry);
        }

        return [];
    }

    /// <summary>Says what a search has found.</summary>
    public static void Tell(ZooEntry entry, SearchReport report)
    {
        Figures.Note($"{entry.Name}: m = {entry.Family.StateSize}");
        Figures.Note($"{report}");
    }

    private IEnumerable<ZooEntry> Chosen(IEnumerable<ZooEntry> entries) => entries.Where(entry => only is null || entry.Name == only);

    private static void Add(Figures figures, string name, ZooResult result)
    {
        figures.Add($"{name}.unknowns", result.Entry.Family.StateSize);
        figures.Add($"{name}.winner", result.Winner);
        figures.Add($"{name}.fitSeconds", result.FitSeconds, "<= 15 (60 from m = 256)");
        figures.Add($"{name}.solvedShare", result.SolvedShare, ">= 0.999 where damped Newton's is");
        figures.Add($"{name}.solvedUnguarded", result.SolvedUnguarded, ">= 0.99 where Newton's is");
        figures.Add($"{name}.evaluations", result.Evaluations);
        figures.Add($"{name}.microseconds", result.Microseconds);
        figures.Add($"{name}.onnxMicroseconds", result.OnnxMicroseconds);
        foreach (PeerTime peer in result.Peers)
        {
            string key = string.Concat(peer.Name.Split(' ').Select((word, i) => (i == 0 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + word[1..]));
            figures.Add($"{name}.peers.{key}.microseconds", peer.Microseconds);
            figures.Add($"{name}.peers.{key}.solvedShare", peer.SolvedShare);
        }

        figures.Add($"{name}.classical", result.Classical.Name);
        figures.Add($"{name}.classicalMicroseconds", result.Classical.Microseconds);
        figures.Add($"{name}.ratio", result.Ratio, ">= 1");
    }
}
