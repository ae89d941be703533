namespace R2N2.Languages.Tests.Cases;

/// <summary>All files that go through all runtimes.</summary>
public static class ExportedCases
{
    private static readonly Lazy<IReadOnlyDictionary<string, ExportedCase>> _all = new(
        () => SolverCases.All().Concat(IntegratorCases.All()).ToDictionary(entry => entry.Name, StringComparer.Ordinal));

    public static IReadOnlyDictionary<string, ExportedCase> All => _all.Value;

    public static TheoryData<string> Names => [.. All.Keys];
}
