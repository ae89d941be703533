using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace R2N2.Training.Native;

/// <summary>
/// Loads TorchSharp's native library on Linux hosts whose C++ standard library is older than the one it was built with.
/// </summary>
/// <remarks>
/// The library asks for <c>GLIBCXX_3.4.32</c> for the sake of one function, <c>std::ios_base_library_init()</c>, a mark
/// left by newer compilers that does nothing when called. Where the host lacks that version, and only there, a patched
/// copy is loaded under the same name (SONAME), by which TorchSharp then finds it. The package's file stays untouched:
/// it may share its bytes with the package cache of the whole machine.
/// </remarks>
/// <param name="files">Where the application's native files lie.</param>
/// <param name="cacheDirectory">Where patched copies are kept, or null to keep none.</param>
/// <param name="findHost">Finds the host's C++ standard library; see <see cref="HostLibrary.Find"/>.</param>
internal sealed class LinuxTorchLoader(NativeFiles files, string? cacheDirectory, Func<HostLibrary?> findHost)
{
    /// <summary>What is changed in the copy.</summary>
    public static readonly VersionRequirementPatch Patch = new(
        HostLibrary.FileName,
        "GLIBCXX_3.4.32",
        Symbol: "_ZSt21ios_base_library_initv",
        Replacement: "_ZN3c108GradMode10is_enabledEv");

    /// <summary>Loads libtorch and a patched copy of TorchSharp's library where the host needs that.</summary>
    /// <returns>A line that says so, or null where TorchSharp can load its library as it is.</returns>
    /// <exception cref="DllNotFoundException">
    /// The host lacks more than that one version, libtorch is missing, or no folder can hold the copy.
    /// </exception>
    public string? LoadWhereNeeded()
    {
        string name = TorchLibraries.TorchSharp;
        if (files.Find(name) is not { } path)
        {
            return null;
        }

        byte[] original = Use(path, () => File.ReadAllBytes(path));
        IReadOnlyList<ElfVersionNeed> needs = Use(path, () => new ElfImage(original).ReadNeededVersions());
        if (!needs.Any(need => need.Version == Patch.Version && need.IsMandatory)
            || FindHost() is not { } host
            || host.FindMissing(needs) is not { Count: > 0 } missing)
        {
            return null;
        }

        if (!missing.All(version => version == Patch.Version))
        {
            throw TorchLoadError.HostTooOld(host, missing, Patch.Version);
        }

        byte[] patched = Use(path, () => Patch.Apply(original));
        LoadLibtorch();
        string place = LoadCopy(host, patched, Convert.ToHexStringLower(SHA256.HashData(original)));
        return $"TorchSharp's {name} asks for {Patch.Version} of {HostLibrary.FileName}, which {host.Path} does not "
            + $"define; loaded an adapted copy of it from {place}.";
    }

    private HostLibrary? FindHost()
    {
        try
        {
            return findHost();
        }
        catch (Exception cause) when (IsUnusable(cause))
        {
            throw TorchLoadError.HostLibraryUnusable(Patch.Version, cause);
        }
    }

    // By full path: a libtorch that the system carries under the same names must not come first.
    private void LoadLibtorch()
    {
        foreach (string name in TorchLibraries.Torch)
        {
            string path = files.Find(name) ?? throw TorchLoadError.LibtorchMissing(files, name, cause: null);
            Use(path, () => NativeLibrary.Load(path));
        }
    }

    private string LoadCopy(HostLibrary host, byte[] patched, string key)
    {
        var failures = new List<Exception>();
        if (cacheDirectory is not null
            && Try(() => StoreAndLoad(Path.Combine(cacheDirectory, key), patched), failures) is { } cached)
        {
            return cached;
        }

        // A new folder that nobody else may enter: what lies ready in a folder for everyone is not to be trusted.
        string? temporary = Try(() => Directory.CreateTempSubdirectory("r2n2-").FullName, failures);
        if (temporary is null)
        {
            throw TorchLoadError.NoUsableFolder(host, Patch.Version, failures);
        }

        try
        {
            return Try(() => StoreAndLoad(temporary, patched), failures) is not null
                ? $"a temporary file, new for every process ({failures.FirstOrDefault()?.Message ?? "no home folder"})"
                : throw TorchLoadError.NoUsableFolder(host, Patch.Version, failures);
        }
        finally
        {
            // Once loaded, a library needs its file no longer.
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static string StoreAndLoad(string directory, byte[] patched)
    {
        string path = FileCache.Store(directory, TorchLibraries.TorchSharp, patched);
        NativeLibrary.Load(path);
        return path;
    }

    private static string? Try(Func<string> action, List<Exception> failures)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (IsUnusable(failure))
        {
            failures.Add(failure);
            return null;
        }
    }

    private static T Use<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception cause) when (IsUnusable(cause))
        {
            throw TorchLoadError.FileUnusable(path, cause);
        }
    }

    private static bool IsUnusable(Exception cause) =>
        cause is IOException or UnauthorizedAccessException or BadImageFormatException or DllNotFoundException;
}
