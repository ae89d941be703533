using R2N2.MLNet.Tests.Conformance.Checks;

namespace R2N2.MLNet.Tests.Conformance;

/// <summary>All checks.</summary>
internal static class ConformanceChecks
{
    public static IReadOnlyList<ConformanceCheck> All { get; } =
        [.. SchemaChecks.All, .. FitChecks.All, .. SaveChecks.All, .. CursorChecks.All, .. DataChecks.All, .. RowChecks.All];

    public static IEnumerable<string> Names => All.Select(check => check.Name);

    public static ConformanceCheck Get(string name) => All.Single(check => check.Name == name);
}
