using System.Runtime.Versioning;
using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

[SupportedOSPlatform("linux")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly TemporaryFolder _parent = new();

    public void Dispose() => _parent.Dispose();

    [LinuxFact]
    public void Create_FolderOfThisUser_IsForThisUserOnlyAndGoneAfterwards()
    {
        string parent = Path.Combine(_parent.FullName, "not", "there");
        string path;
        using (var folder = PrivateFolder.Create(parent, UnixFileStatus.Of))
        {
            path = folder.FullName;
            Assert.Equal(parent, Path.GetDirectoryName(path));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        }

        Assert.False(Directory.Exists(path));
    }

    [LinuxFact]
    public void Create_Twice_GivesDifferentFolders()
    {
        using var first = PrivateFolder.Create(_parent.FullName, UnixFileStatus.Of);
        using var second = PrivateFolder.Create(_parent.FullName, UnixFileStatus.Of);

        Assert.NotEqual(first.FullName, second.FullName);
    }

    [LinuxFact]
    public void Create_ParentOrItsParentThatOthersMayWriteTo_IsRefused()
    {
        string below = Path.Combine(_parent.FullName, "below");
        Directory.CreateDirectory(below, OwnerOnly);
        File.SetUnixFileMode(_parent.FullName, Everybody);

        AssertRefused(_parent.FullName, _parent.FullName, UnixFileStatus.Of);
        AssertRefused(below, _parent.FullName, UnixFileStatus.Of);
    }

    [LinuxFact]
    public void Create_ParentWithTheStickyBit_IsAccepted()
    {
        File.SetUnixFileMode(_parent.FullName, Everybody | UnixFileMode.StickyBit);

        using var folder = PrivateFolder.Create(_parent.FullName, UnixFileStatus.Of);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder.FullName));
    }

    [LinuxFact]
    public void Create_ParentOfAnotherUser_IsRefused() => AssertRefused(
        _parent.FullName,
        _parent.FullName,
        (path, follow) => UnixFileStatus.Of(path, follow) with
        {
            Owner = path == _parent.FullName ? UnixFileStatus.User + 1 : UnixFileStatus.User,
        });

    [LinuxFact]
    public void Create_ThroughALinkOfAnotherUser_IsRefused()
    {
        string link = Path.Combine(_parent.FullName, "link");
        string target = Path.Combine(_parent.FullName, "target");
        Directory.CreateDirectory(target, OwnerOnly);
        Directory.CreateSymbolicLink(link, target);

        using (PrivateFolder.Create(link, UnixFileStatus.Of))
        {
            Assert.Single(Directory.GetDirectories(target));
        }

        AssertRefused(link, link, (path, follow) => UnixFileStatus.Of(path, follow) is { IsLink: true } found
            ? found with { Owner = UnixFileStatus.User + 1 }
            : UnixFileStatus.Of(path, follow));
    }

    private void AssertRefused(string parent, string culprit, Func<string, bool, UnixFileStatus> status)
    {
        IOException failure = Assert.Throws<IOException>(() => PrivateFolder.Create(parent, status));

        Assert.Contains($"'{culprit}'", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_parent.FullName, "r2n2-*", SearchOption.AllDirectories));
    }
}
