using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using TorchSharp;

namespace R2N2.Training.Native;

/// <summary>Makes TorchSharp ready in this process. Call it before the first use of <see cref="torch"/>.</summary>
internal static class TorchNative
{
    private static readonly Lazy<string?> _notice = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    private static int _noticeGiven;

    /// <summary>
    /// Loads TorchSharp's native libraries, once per process and from any thread; later calls cost next to nothing.
    /// </summary>
    /// <param name="log">
    /// Receives one line, once per process, where the host needed an adapted copy of TorchSharp's library.
    /// </param>
    /// <exception cref="DllNotFoundException">
    /// The libraries cannot be loaded. The message says what is missing and what to install; every later call throws it
    /// again.
    /// </exception>
    public static void EnsureLoaded(Action<string>? log = null)
    {
        string? notice = _notice.Value;
        if (notice is not null && log is not null && Interlocked.Exchange(ref _noticeGiven, 1) == 0)
        {
            log(notice);
        }
    }

    private static string? Load()
    {
        NativeFiles files = NativeFiles.OfThisApplication();
        string? notice = IsPatchable && !IsLoadedAlready
            ? new LinuxTorchLoader(files, CopyFolders, HostLibrary.Find).LoadWhereNeeded()
            : null;
        InitializeTorch(files);
        return notice;
    }

    // The folder for temporary files; where that may not hold programs, the one for files that can be made again.
    private static string[] CopyFolders => [Path.GetTempPath(), .. UserCache is { } cache ? [cache] : Array.Empty<string>()];

    // XDG_CACHE_HOME or ~/.cache, as is the rule on Linux; null where the user has no home.
    private static string? UserCache
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return Path.IsPathFullyQualified(cache ?? "") ? cache : home.Length == 0 ? null : Path.Combine(home, ".cache");
        }
    }

    [SupportedOSPlatformGuard("linux")]
    private static bool IsPatchable =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    // By the application itself, or by this library in another load context.
    private static bool IsLoadedAlready => MemoryMap.OfThisProcess()?.Contains(TorchLibraries.TorchSharp) == true;

    // TorchSharp's own search goes further than the application's folders, so what is missing there is told only
    // once TorchSharp has failed too.
    private static void InitializeTorch(NativeFiles files)
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception cause) when (
            cause is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            throw TorchLibraries.Torch.FirstOrDefault(name => files.Find(name) is null) is { } missing
                ? TorchLoadError.LibtorchMissing(files, missing, cause)
                : files.Find(TorchLibraries.TorchSharp) is null
                    ? TorchLoadError.TorchSharpMissing(files, cause)
                    : TorchLoadError.LoadFailed(files, AskHost(files), cause);
        }
    }

    // TorchSharp does not pass on why the host refused a file, so ask once more.
    private static string? AskHost(NativeFiles files)
    {
        try
        {
            foreach (string name in TorchLibraries.Torch.Append(TorchLibraries.TorchSharp))
            {
                NativeLibrary.Load(files.Find(name) ?? name);
            }

            return null;
        }
        catch (Exception refusal) when (refusal is DllNotFoundException or BadImageFormatException)
        {
            return refusal.Message;
        }
    }
}
