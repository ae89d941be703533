using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace R2N2.Deployment.Tests;

/// <summary>A project in its published form; once for all tests of a class, since that takes long.</summary>
public abstract class PublishedProject : IDisposable
{
    // Projects share those that they refer to.
    private static readonly Lock _onePublishing = new();

    private readonly string _output = Directory.CreateTempSubdirectory("r2n2-published-").FullName;
    private readonly Lazy<string> _folder;

    /// <summary>Names a project.</summary>
    /// <param name="project">Its folder, from the root of the repository.</param>
    protected PublishedProject(string project) => _folder = new Lazy<string>(() => Publish(project));

    /// <summary>Where it was published to.</summary>
    protected string Folder => _folder.Value;

    /// <summary>The root of the repository.</summary>
    protected static string Repository { get; } = Find();

    public void Dispose()
    {
        Directory.Delete(_output, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    /// <returns>The lines that it printed.</returns>
    protected static string[] Run(string program, params string[] arguments)
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
        return output.Split(Environment.NewLine);
    }

    private static string Find([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    private string Publish(string project)
    {
        lock (_onePublishing)
        {
            // What projects refer to was built with the tests; built again it would be written over where other tests have it loaded.
            // A build server would outlive the command and keep its output open.
            Run(
                "dotnet", "publish", Path.Combine(Repository, project), "-c", "Release", "-o", _output, "--disable-build-servers",
                "-p:BuildProjectReferences=false");
        }

        return _output;
    }
}
