namespace R2N2.Languages.Tests.Runtimes;

/// <summary>Finds what a runtime needs on this machine; install.sh brings it.</summary>
internal static class Tools
{
    private const string Script = "tests/R2N2.Languages.Tests/install.sh";

    private static readonly Lazy<string?> _node = new(() => OnPath("node"));
    private static readonly Lazy<string?> _chromium = new(() => First("R2N2_CHROMIUM", "chromium", "chromium-browser", "google-chrome"));
    private static readonly Lazy<string?> _bare = new(() => Python(""));
    private static readonly Lazy<string?> _runtime = new(() => Python("import numpy, onnxruntime"));
    private static readonly Lazy<string?> _checker = new(() => Python("import onnx"));

    public static string Node => _node.Value!;

    public static string Chromium => _chromium.Value!;

    /// <summary>A Python that has what a kind of test needs.</summary>
    public static string PythonFor(RuntimeKind kind) => kind switch
    {
        RuntimeKind.Python => _runtime.Value!,
        RuntimeKind.BarePython => _bare.Value!,
        RuntimeKind.Checker => _checker.Value!,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "needs no Python"),
    };

    /// <summary>Why a runtime cannot be used here, or null.</summary>
    public static string? Missing(RuntimeKind kind) => kind switch
    {
        RuntimeKind.Node => MissingPackage("onnxruntime-node"),
        RuntimeKind.Browser when _chromium.Value is null =>
            $"There is no Chromium; {Script} installs it on Debian, R2N2_CHROMIUM is the path of another one.",
        RuntimeKind.Browser => MissingPackage("onnxruntime-web"),
        RuntimeKind.Python when _runtime.Value is null =>
            "No Python here has onnxruntime and numpy (Debian 12 has no package of onnxruntime): pip install onnxruntime numpy; R2N2_PYTHON is the path of a Python that has them.",
        RuntimeKind.BarePython when _bare.Value is null => "There is no Python here.",
        RuntimeKind.Checker when _checker.Value is null =>
            $"No Python here has onnx; {Script} installs Debian's python3-onnx, R2N2_PYTHON is the path of a Python that has it.",
        _ => null,
    };

    private static string? MissingPackage(string name)
    {
        if (_node.Value is null)
        {
            return $"There is no Node.js; {Script} installs it on Debian.";
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "node_modules", name)))
            {
                return null;
            }
        }

        return $"The npm package {name} is not there; {Script} installs it.";
    }

    private static string? Python(string imports) =>
        new[] { Environment.GetEnvironmentVariable("R2N2_PYTHON"), OnPath("python3"), OnPath("python"), "/usr/bin/python3" }
            .FirstOrDefault(python => !string.IsNullOrEmpty(python) && File.Exists(python) && ScriptProcess.Succeeds(python, "-c", imports));

    private static string? First(string variable, params string[] names) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? path : names.Select(OnPath).FirstOrDefault(found => found is not null);

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, $"{name}.exe") })
            .FirstOrDefault(File.Exists);
}
