using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TorchSharp;

namespace R2N2.Training.Native;

/// <summary>Finds native libraries where .NET would look for those of this application.</summary>
internal sealed class NativeFiles
{
    /// <summary>Looks in the given folders, the first one first.</summary>
    /// <param name="directories">The folders; those that do not exist are allowed.</param>
    public NativeFiles(IEnumerable<string> directories) =>
        Directories = [.. directories
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))
            .Distinct()];

    /// <summary>The folders searched, in order.</summary>
    public IReadOnlyList<string> Directories { get; }

    /// <summary>The platform's part of a native package's name, such as <c>linux-x64</c>.</summary>
    public static string Platform
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            string processor = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "x64",
                Architecture.Arm64 => "arm64",
                Architecture.X86 => "x86",
                Architecture other => other.ToString(),
            };
            return $"{system}-{processor}";
        }
    }

    /// <summary>
    /// The folders of this application: those the host computed from the dependencies of the application, then the
    /// application's own and TorchSharp's, each also with <c>runtimes/(platform)/native</c> below it, then
    /// <c>LD_LIBRARY_PATH</c>.
    /// </summary>
    public static NativeFiles OfThisApplication()
    {
        string[] homes = [AppContext.BaseDirectory, TorchSharpDirectory];
        return new NativeFiles(
        [
            .. Split(AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string),
            .. homes.Where(home => home.Length > 0)
                .SelectMany(home => new[] { home, Path.Combine(home, "runtimes", Platform, "native") }),
            .. OperatingSystem.IsLinux() ? Split(Environment.GetEnvironmentVariable("LD_LIBRARY_PATH")) : [],
        ]);
    }

    /// <summary>The full path of the first such file, or null where no folder has it.</summary>
    /// <param name="fileName">A file name without a folder.</param>
    public string? Find(string fileName)
    {
        foreach (string directory in Directories)
        {
            string path = Path.Combine(directory, fileName);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    // Another folder than the application's where a plug-in brings TorchSharp.
    [UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "Empty in a single-file application, whose own folder is searched.")]
    private static string TorchSharpDirectory => Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? "";

    private static string[] Split(string? directories) =>
        directories?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
