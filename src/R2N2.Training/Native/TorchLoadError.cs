namespace R2N2.Training.Native;

/// <summary>Words every way in which TorchSharp's native libraries can fail to load.</summary>
internal static class TorchLoadError
{
    private const string NewerLibrary =
        $"Install a {HostLibrary.FileName} of GCC 13.2 or newer (the system package is libstdc++6 on Debian and "
        + "Ubuntu and libstdc++ on Fedora and RHEL; Debian 13, Ubuntu 24.04, Fedora 39 and their successors bring "
        + "it), or name a folder that holds one in LD_LIBRARY_PATH before the process starts.";

    /// <summary>The application has no libtorch.</summary>
    public static DllNotFoundException LibtorchMissing(NativeFiles files, string fileName, Exception? cause) => new(
        $"{fileName} of libtorch was not found in {Listed(files.Directories)}. Add a package reference to the "
        + $"application that trains: libtorch-cpu-{NativeFiles.Platform} (training runs on the processor).",
        cause);

    /// <summary>The application has no native library of TorchSharp's own.</summary>
    public static DllNotFoundException TorchSharpMissing(NativeFiles files, Exception? cause) => new(
        $"{TorchLibraries.TorchSharp} was not found in {Listed(files.Directories)}. The package TorchSharp brings it "
        + $"for each platform it supports; check that {NativeFiles.Platform} is one of them and that the build or "
        + "publish output of the application holds the file.",
        cause);

    /// <summary>The files are there, yet TorchSharp could not load them.</summary>
    public static DllNotFoundException LoadFailed(NativeFiles files, string? reason, Exception cause) => new(
        $"TorchSharp could not load {files.Find(TorchLibraries.TorchSharp)} with "
        + $"{files.Find(TorchLibraries.Torch[^1])}. "
        + (reason is null ? "" : $"The host says: {reason} ")
        + "Check that the packages TorchSharp and libtorch are of versions that belong together, that the output of "
        + "the application is complete, and that nothing used TorchSharp in this process before. The inner exception "
        + "holds TorchSharp's own account.",
        cause);

    /// <summary>A native file of the application could not be loaded, read or understood.</summary>
    public static DllNotFoundException FileUnusable(string path, Exception cause) => new(
        $"The native library {path}, which training needs, cannot be used: {cause.Message} "
        + "Restore the packages again and rebuild the application.",
        cause);

    /// <summary>The host has no C++ standard library, or a damaged one.</summary>
    public static DllNotFoundException HostLibraryUnusable(string version, Exception cause) => new(
        $"TorchSharp's native library asks for {version} of {HostLibrary.FileName}, which this host cannot give: "
        + $"{cause.Message} {NewerLibrary}",
        cause);

    /// <summary>The host lacks more than can be done without.</summary>
    public static DllNotFoundException HostTooOld(
        HostLibrary host, IReadOnlyList<string> missing, string optional) => new(
        $"TorchSharp's native library asks for {Listed(missing)} of {HostLibrary.FileName}, which {host.Path} does "
        + $"not define (the newest it defines is {host.Newest}). Only {optional} can be done without. "
        + NewerLibrary);

    /// <summary>The adapted copy could not be stored or loaded anywhere.</summary>
    public static DllNotFoundException NoUsableFolder(
        HostLibrary host, string version, IReadOnlyList<Exception> failures) => new(
        $"TorchSharp's native library asks for {version} of {HostLibrary.FileName}, which {host.Path} does not "
        + "define, and no folder could hold an adapted copy of it: "
        + string.Join(" ", failures.Select(failure => failure.Message))
        + " Set TMPDIR or XDG_CACHE_HOME to a folder in which this user, and nobody else, may write and execute files. Or: "
        + NewerLibrary,
        new AggregateException(failures));

    private static string Listed(IEnumerable<string> items) => string.Join(", ", items);
}
