using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

public class NativeFilesTests
{
    [Fact]
    public void Find_FileInTwoFolders_TakesTheFirst()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        string missing = Path.Combine(first.FullName, "missing");
        File.WriteAllText(Path.Combine(first.FullName, "both"), "");
        File.WriteAllText(Path.Combine(second.FullName, "both"), "");
        File.WriteAllText(Path.Combine(second.FullName, "one"), "");
        var files = new NativeFiles([missing, first.FullName, second.FullName]);

        Assert.Equal(Path.Combine(first.FullName, "both"), files.Find("both"));
        Assert.Equal(Path.Combine(second.FullName, "one"), files.Find("one"));
        Assert.Null(files.Find("none"));
    }

    [Fact]
    public void Directories_SameFolderWrittenTwice_IsListedOnce()
    {
        using var folder = new TemporaryFolder();

        var files = new NativeFiles([folder.FullName, "", folder.FullName + Path.DirectorySeparatorChar]);

        Assert.Equal([folder.FullName], files.Directories);
    }

    [Fact]
    public void OfThisApplication_HasEveryLibraryTorchSharpNeeds()
    {
        NativeFiles files = NativeFiles.OfThisApplication();

        Assert.All(
            TorchLibraries.Torch.Append(TorchLibraries.TorchSharp),
            name => Assert.True(File.Exists(files.Find(name)), $"{name} in {string.Join(", ", files.Directories)}"));
    }
}
