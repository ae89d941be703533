using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using R2N2.Training.Native;
using TorchSharp;

namespace R2N2.Training.Tests.Native;

public class TorchNativeTests
{
    [Fact]
    public void EnsureLoaded_ManyThreads_ComputesAndReportsNativeErrors()
    {
        Parallel.For(0, 8, _ => TorchNative.EnsureLoaded());

        Assert.Equal(42, TorchProbe.Gradient());
        using torch.Tensor pair = torch.zeros(2);
        Assert.Throws<ExternalException>(() => pair.reshape(3));
    }

    [OldLinuxFact]
    public async Task EnsureLoaded_ManyProcesses_LoadACopyEachAndLeaveNone()
    {
        using var cache = new TemporaryFolder();
        using var temporary = new TemporaryFolder();
        string own = NativeFiles.OfThisApplication().Find(TorchLibraries.TorchSharp)!;
        string hash = HashOf(own);

        TorchProcess[] processes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => TorchProcess.RunAsync(cache.FullName, temporary.FullName)));

        Assert.All(processes, process => process.AssertWorked());
        Assert.All(
            processes,
            process => Assert.Contains(temporary.FullName, process.Find(TorchProbe.Noticed), StringComparison.Ordinal));
        Assert.Equal(hash, HashOf(own));
        Assert.Empty(Directory.GetDirectories(temporary.FullName, "r2n2-*"));
        Assert.Empty(cache.Files);
    }

    [OldLinuxFact]
    public async Task EnsureLoaded_UnusableTemporaryFolder_LoadsFromTheCacheAndLeavesNone()
    {
        using var folder = new TemporaryFolder();
        using var cache = new TemporaryFolder();

        TorchProcess process = await TorchProcess.RunAsync(cache.FullName, folder.Unusable());

        process.AssertWorked();
        Assert.Contains(cache.FullName, process.Find(TorchProbe.Noticed), StringComparison.Ordinal);
        Assert.Empty(cache.Files);
    }

    [OldLinuxFact]
    [SupportedOSPlatform("linux")]
    public async Task EnsureLoaded_FoldersThatOthersMayChange_AreRefused()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);

        TorchProcess process = await TorchProcess.RunAsync(folder.FullName, folder.FullName);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains($"Another user could change what lies in '{folder.FullName}'", process.Find(TorchProbe.Refused), StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Files, file => file.EndsWith(".so", StringComparison.Ordinal));
    }

    [OldLinuxFact]
    public async Task EnsureLoaded_NoUsableFolderAtAll_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        string unusable = folder.Unusable();

        TorchProcess process = await TorchProcess.RunAsync(unusable, unusable);

        Assert.Equal(2, process.ExitCode);
        string? refusal = process.Find(TorchProbe.Refused);
        Assert.All(
            ["GLIBCXX_3.4.32", HostLibrary.Find()!.Path, unusable, "XDG_CACHE_HOME", "TMPDIR", "LD_LIBRARY_PATH"],
            part => Assert.Contains(part, refusal, StringComparison.Ordinal));
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
