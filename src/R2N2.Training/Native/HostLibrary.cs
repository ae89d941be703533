using System.Runtime.InteropServices;

namespace R2N2.Training.Native;

/// <summary>The C++ standard library that the dynamic loader gives to this process on Linux.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Versions">The symbol versions it defines.</param>
internal sealed record HostLibrary(string Path, IReadOnlyList<string> Versions)
{
    /// <summary>The name by which native libraries ask for it.</summary>
    public const string FileName = "libstdc++.so.6";

    // std::terminate(): in every version, and code, so that its address lies in the file's own mapping.
    private const string Landmark = "_ZSt9terminatev";

    /// <summary>Finds the library as the dynamic loader does, by loading it, and reads its versions.</summary>
    /// <returns>The library, or null where the host does not tell which file it loaded.</returns>
    /// <exception cref="DllNotFoundException">The host has no such library.</exception>
    /// <exception cref="BadImageFormatException">The library's file is damaged.</exception>
    /// <exception cref="IOException">The library's file cannot be read.</exception>
    public static HostLibrary? Find()
    {
        // Never freed: the runtime and libtorch use it until the process ends.
        nint library = NativeLibrary.Load(FileName);
        if (!NativeLibrary.TryGetExport(library, Landmark, out nint address)
            || MemoryMap.OfThisProcess()?.FindFile((ulong)address) is not { } path
            || !File.Exists(path))
        {
            return null;
        }

        return new HostLibrary(path, new ElfImage(File.ReadAllBytes(path)).ReadDefinedVersions());
    }

    /// <summary>The newest of the versions named after the library, for messages.</summary>
    public string Newest =>
        Versions.LastOrDefault(version => version.StartsWith("GLIBCXX_3.", StringComparison.Ordinal)) ?? "none";

    /// <summary>The versions that a file needs of this library and that it does not define, in file order.</summary>
    /// <param name="needs">The versions the file asks for, of any library.</param>
    public IReadOnlyList<string> FindMissing(IEnumerable<ElfVersionNeed> needs) =>
        [.. needs
            .Where(need => need.Library == FileName && need.IsMandatory && !Versions.Contains(need.Version))
            .Select(need => need.Version)];
}
