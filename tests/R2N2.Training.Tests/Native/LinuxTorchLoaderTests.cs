using System.Runtime.Versioning;
using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

[SupportedOSPlatform("linux")]
public class LinuxTorchLoaderTests
{
    private const string Optional = "GLIBCXX_3.4.32";

    [LinuxFact]
    public void LoadWhereNeeded_HostHasAll_DoesNothing()
    {
        using var folder = new TemporaryFolder();
        HostLibrary host = HostWithout();
        var loader = new LinuxTorchLoader(NativeFiles.OfThisApplication(), [folder.FullName], () => host);

        Assert.Null(loader.LoadWhereNeeded());

        Assert.Empty(folder.Files);
    }

    [LinuxFact]
    public void LoadWhereNeeded_FileDoesNotInsist_DoesNothing()
    {
        using var folder = new TemporaryFolder();
        byte[] own = File.ReadAllBytes(NativeFiles.OfThisApplication().Find(TorchLibraries.TorchSharp)!);
        File.WriteAllBytes(
            Path.Combine(folder.FullName, TorchLibraries.TorchSharp), LinuxTorchLoader.Patch.Apply(own));
        HostLibrary host = HostWithout(Optional);

        Assert.Null(new LinuxTorchLoader(new NativeFiles([folder.FullName]), [], () => host).LoadWhereNeeded());
    }

    [LinuxFact]
    public void LoadWhereNeeded_HostUnknown_LeavesItToTorchSharp() =>
        Assert.Null(new LinuxTorchLoader(NativeFiles.OfThisApplication(), [], () => null).LoadWhereNeeded());

    [LinuxFact]
    public void LoadWhereNeeded_HostLacksMore_NamesVersionsLibraryAndRemedy()
    {
        HostLibrary host = HostWithout(Optional, "GLIBCXX_3.4.31", "GLIBCXX_3.4.30");
        var loader = new LinuxTorchLoader(NativeFiles.OfThisApplication(), [], () => host);

        DllNotFoundException error = Assert.Throws<DllNotFoundException>(loader.LoadWhereNeeded);

        Assert.All(
            [
                Optional, "GLIBCXX_3.4.30", "newest it defines is GLIBCXX_3.4.29", host.Path, "libstdc++6",
                "LD_LIBRARY_PATH",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void LoadWhereNeeded_NoHostLibrary_NamesVersionAndRemedy()
    {
        var loader = new LinuxTorchLoader(
            NativeFiles.OfThisApplication(), [], () => throw new DllNotFoundException("none of that name"));

        DllNotFoundException error = Assert.Throws<DllNotFoundException>(loader.LoadWhereNeeded);

        Assert.All(
            [Optional, "none of that name", "libstdc++6"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void LoadWhereNeeded_NoLibtorch_NamesThePackage()
    {
        using var folder = new TemporaryFolder();
        string own = NativeFiles.OfThisApplication().Find(TorchLibraries.TorchSharp)!;
        File.Copy(own, Path.Combine(folder.FullName, TorchLibraries.TorchSharp));
        HostLibrary host = HostWithout(Optional);
        var loader = new LinuxTorchLoader(new NativeFiles([folder.FullName]), [], () => host);

        DllNotFoundException error = Assert.Throws<DllNotFoundException>(loader.LoadWhereNeeded);

        Assert.All(
            ["libc10.so", folder.FullName, "libtorch-cpu-linux-x64", "on the processor"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void LoadWhereNeeded_DamagedLibrary_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.FullName, TorchLibraries.TorchSharp);
        File.WriteAllText(path, "version https://git-lfs.github.com/spec/v1");
        HostLibrary host = HostWithout(Optional);
        var loader = new LinuxTorchLoader(new NativeFiles([folder.FullName]), [], () => host);

        DllNotFoundException error = Assert.Throws<DllNotFoundException>(loader.LoadWhereNeeded);

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.IsType<BadImageFormatException>(error.InnerException);
    }

    [LinuxFact]
    public void LoadFrom_FolderThatCannotBeDeletedAfterwards_SaysSoAndCountsAsLoaded()
    {
        using var folder = new TemporaryFolder();
        string loaded = "";

        // What is not there any more cannot be deleted either, whoever asks.
        string place = LinuxTorchLoader.LoadFrom(folder.FullName, [1, 2, 3], path =>
        {
            loaded = path;
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        });

        Assert.StartsWith($"stays in {Path.GetDirectoryName(loaded)}", place, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void LoadFrom_FileThatCannotBeLoaded_FailsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<BadImageFormatException>(() => LinuxTorchLoader.LoadFrom(
            folder.FullName, [1, 2, 3], _ => throw new BadImageFormatException("no library")));

        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [LinuxFact]
    public void Find_ThisHost_ReadsTheVersionsOfALibraryThatExists()
    {
        HostLibrary host = HostLibrary.Find()!;

        Assert.True(File.Exists(host.Path));
        Assert.Contains("GLIBCXX_3.4", host.Versions);
        Assert.Contains("CXXABI_1.3", host.Versions);
        Assert.StartsWith("GLIBCXX_3.4.", host.Newest, StringComparison.Ordinal);
    }

    private static HostLibrary HostWithout(params string[] versions)
    {
        string[] all =
        [
            "GLIBCXX_3.4", .. Enumerable.Range(1, 32).Select(minor => $"GLIBCXX_3.4.{minor}"),
            "CXXABI_1.3", .. Enumerable.Range(1, 14).Select(minor => $"CXXABI_1.3.{minor}"),
        ];
        return new HostLibrary("/opt/host/libstdc++.so.6.0.0", [.. all.Except(versions)]);
    }
}
