using System.Runtime.InteropServices;
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
    public async Task EnsureLoaded_ManyProcessesAndAnEmptyCache_ShareOneCopy()
    {
        using var cache = new TemporaryFolder();
        using var temporary = new TemporaryFolder();
        string own = NativeFiles.OfThisApplication().Find(TorchLibraries.TorchSharp)!;
        string hash = HashOf(own);

        TorchProcess[] processes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => TorchProcess.RunAsync(cache.FullName, temporary.FullName)));

        Assert.All(processes, process => process.AssertWorked());
        string copy = Assert.Single(cache.Files);
        Assert.Equal(Path.Combine(cache.FullName, "R2N2.MLNet", hash, TorchLibraries.TorchSharp), copy);
        Assert.All(
            processes,
            process => Assert.EndsWith($"from {copy}.", process.Find(TorchProbe.Noticed), StringComparison.Ordinal));
        Assert.Equal(hash, HashOf(own));
        Assert.DoesNotContain(temporary.Files, file => file.EndsWith(".so", StringComparison.Ordinal));
    }

    [OldLinuxFact]
    public async Task EnsureLoaded_UnusableCache_LoadsFromATemporaryFileAndLeavesNone()
    {
        using var folder = new TemporaryFolder();
        using var temporary = new TemporaryFolder();
        string unusable = folder.Unusable();

        TorchProcess process = await TorchProcess.RunAsync(unusable, temporary.FullName);

        process.AssertWorked();
        string? notice = process.Find(TorchProbe.Noticed);
        Assert.Contains("a temporary file", notice, StringComparison.Ordinal);
        Assert.Contains(unusable, notice, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(temporary.FullName, "r2n2-*"));
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
