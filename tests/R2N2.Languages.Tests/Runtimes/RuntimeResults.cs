using System.Text.Json;
using R2N2.Languages.Tests.Cases;

namespace R2N2.Languages.Tests.Runtimes;

/// <summary>What one runtime makes of all files, in one process.</summary>
public sealed class RuntimeResults
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<RuntimeKind, Lazy<RuntimeResults>> _known =
        Enum.GetValues<RuntimeKind>().ToDictionary(kind => kind, kind => new Lazy<RuntimeResults>(() => Run(kind)));

    private readonly Report _report;

    private RuntimeResults(Report report) => _report = report;

    /// <summary>The runtime and its version, as it says itself.</summary>
    public string Runtime => _report.Runtime;

    /// <summary>The results of a runtime; it runs once.</summary>
    public static RuntimeResults Of(RuntimeKind kind) => _known[kind].Value;

    /// <summary>The outputs of a file.</summary>
    public IReadOnlyList<CaseTensor> Outputs(string name)
    {
        FileReport file = _report.Results[name];
        Assert.True(file.Error is null, $"{name}: {file.Error}");
        return file.Outputs!;
    }

    private static RuntimeResults Run(RuntimeKind kind)
    {
        string folder = Directory.CreateTempSubdirectory("r2n2-languages-").FullName;
        try
        {
            var manifest = ExportedCases.All.Values.Select(made => new { made.Name, made.File, made.Inputs });
            File.WriteAllText(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(manifest, _json));
            foreach (ExportedCase made in ExportedCases.All.Values)
            {
                File.WriteAllBytes(Path.Combine(folder, made.File), made.Model);
            }

            (string program, string[] arguments) = Command(kind, folder);
            (int exitCode, string output) = ScriptProcess.Run(program, arguments);
            Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
            string results = File.ReadAllText(Path.Combine(folder, "results.json"));
            return new RuntimeResults(JsonSerializer.Deserialize<Report>(results, _json)!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Program, string[] Arguments) Command(RuntimeKind kind, string folder) => kind switch
    {
        RuntimeKind.Node => (Tools.Node, [InFolder("node.mjs"), folder]),
        RuntimeKind.Browser => (Tools.Node, [InFolder("browser.mjs"), folder, Tools.Chromium]),
        RuntimeKind.Python => (Tools.PythonFor(kind), [InFolder("run.py"), folder]),
        RuntimeKind.Checker => (Tools.PythonFor(kind), [InFolder("check.py"), folder]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "runs no files"),
    };

    private static string InFolder(string script) => Path.Combine(ScriptProcess.Folder, script);

    private sealed record Report(string Runtime, Dictionary<string, FileReport> Results);

    private sealed record FileReport(CaseTensor[]? Outputs, string? Error);
}
