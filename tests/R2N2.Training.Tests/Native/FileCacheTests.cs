using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

public class FileCacheTests
{
    private static readonly byte[] _content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i >> 3))];

    [Fact]
    public void Store_EmptyFolder_HoldsTheContentAndNothingElse()
    {
        using var folder = new TemporaryFolder();

        string path = FileCache.Store(Path.Combine(folder.FullName, "a", "b"), "file", _content);

        Assert.Equal([path], folder.Files);
        Assert.Equal(_content, File.ReadAllBytes(path));
    }

    [Fact]
    public void Store_SameContentAgain_LeavesTheFileAlone()
    {
        using var folder = new TemporaryFolder();
        string path = FileCache.Store(folder.FullName, "file", _content);
        var earlier = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, earlier);

        FileCache.Store(folder.FullName, "file", _content);

        Assert.Equal(earlier, File.GetLastWriteTimeUtc(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Store_DamagedFile_ReplacesIt(bool sameLength)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.FullName, "file");
        byte[] damaged = sameLength ? [.. _content] : _content[..1000];
        damaged[500] ^= 1;
        File.WriteAllBytes(path, damaged);

        FileCache.Store(folder.FullName, "file", _content);

        Assert.Equal(_content, File.ReadAllBytes(path));
        Assert.Equal([path], folder.Files);
    }

    [LinuxFact]
    public void Store_FileInUse_LeavesItsBytesToTheReader()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.FullName, "file");
        byte[] old = [1, 2, 3];
        File.WriteAllBytes(path, old);
        using FileStream reader = File.OpenRead(path);

        FileCache.Store(folder.FullName, "file", _content);

        var read = new byte[old.Length];
        Assert.Equal(old.Length, reader.Length);
        reader.ReadExactly(read);
        Assert.Equal(old, read);
    }

    [Fact]
    public void Store_FolderBelowAFile_ThrowsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string unusable = folder.Unusable();

        Assert.ThrowsAny<IOException>(() => FileCache.Store(unusable, "file", _content));

        Assert.Equal([Path.GetDirectoryName(unusable)!], folder.Files);
    }

    [LinuxFact]
    public void Store_FolderInTheFilesPlace_ThrowsAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.FullName, "file"));

        Exception? error = Record.Exception(() => FileCache.Store(folder.FullName, "file", _content));

        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.Empty(folder.Files);
    }

    [LinuxFact]
    public async Task Store_ManyThreadsAtOnce_NobodySeesAPart()
    {
        using var folder = new TemporaryFolder();
        string directory = Path.Combine(folder.FullName, "new");
        using var barrier = new Barrier(8);

        byte[][] seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return File.ReadAllBytes(FileCache.Store(directory, "file", _content));
            },
            TaskCreationOptions.LongRunning)));

        Assert.All(seen, bytes => Assert.Equal(_content, bytes));
        Assert.Single(folder.Files);
    }
}
