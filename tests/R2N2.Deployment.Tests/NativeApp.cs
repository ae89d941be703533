using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace R2N2.Deployment.Tests;

/// <summary>samples/Native, published as machine code; once for all tests of a class, since that takes long.</summary>
public sealed class NativeApp : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2n2-native-").FullName;
    private readonly Lazy<string> _program;

    public NativeApp() => _program = new Lazy<string>(Publish);

    /// <summary>The path of the program.</summary>
    public string Program => _program.Value;

    private static string Repository { get; } = Find();

    /// <summary>Runs it on a committed model.</summary>
    /// <param name="model">The name of the file in models.</param>
    /// <returns>The lines that it printed.</returns>
    public string[] Run(string model) => Run(Program, Path.Combine(Repository, "models", model)).Split(Environment.NewLine);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Find([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    private string Publish()
    {
        // A build server would outlive the command and keep its output open.
        Run("dotnet", "publish", Path.Combine(Repository, "samples", "Native"), "-c", "Release", "-o", _folder, "--disable-build-servers");
        return Path.Combine(_folder, "Native");
    }

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The test host's own settings would lead the new process astray.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
        return output;
    }
}
