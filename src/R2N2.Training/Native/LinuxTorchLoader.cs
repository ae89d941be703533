using System.Runtime.InteropServices;
using System.Runtime.Versioning;

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
/// <param name="folders">Where a patched copy may lie while it is loaded: the first of them that is usable.</param>
/// <param name="findHost">Finds the host's C++ standard library; see <see cref="HostLibrary.Find"/>.</param>
[SupportedOSPlatform("linux")]
internal sealed class LinuxTorchLoader(NativeFiles files, IReadOnlyList<string> folders, Func<HostLibrary?> findHost)
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
        string place = LoadCopy(host, patched);
        return $"TorchSharp's {name} asks for {Patch.Version} of {HostLibrary.FileName}, which {host.Path} does not "
            + $"define; loaded an adapted copy of it, which {place}.";
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

    private string LoadCopy(HostLibrary host, byte[] patched)
    {
        var failures = new List<Exception>();
        foreach (string folder in folders)
        {
            try
            {
                return LoadFrom(folder, patched, path => NativeLibrary.Load(path));
            }
            catch (Exception failure) when (IsUnusable(failure))
            {
                failures.Add(failure);
            }
        }

        throw TorchLoadError.NoUsableFolder(host, Patch.Version, failures);
    }

    /// <summary>Loads a copy of its own for every process: what lies ready anywhere may be another user's.</summary>
    /// <param name="folder">Where it may lie.</param>
    /// <param name="patched">The copy.</param>
    /// <param name="load">Loads the file.</param>
    /// <returns>Where it lay, for a sentence about it.</returns>
    internal static string LoadFrom(string folder, byte[] patched, Action<string> load)
    {
        var own = PrivateFolder.Create(folder, UnixFileStatus.Of);
        try
        {
            string path = Path.Combine(own.FullName, TorchLibraries.TorchSharp);
            File.WriteAllBytes(path, patched);
            load(path);
        }
        catch
        {
            own.Dispose();
            throw;
        }

        // Once loaded, it needs its file no longer; a network file system may keep one that is in use all the same.
        try
        {
            own.Dispose();
            return $"lay in {folder} meanwhile";
        }
        catch (Exception cause) when (IsUnusable(cause))
        {
            return $"stays in {own.FullName}, since that folder cannot be deleted: {cause.Message.TrimEnd('.')}";
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
