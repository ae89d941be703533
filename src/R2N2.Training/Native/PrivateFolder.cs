using System.Runtime.Versioning;

namespace R2N2.Training.Native;

/// <summary>
/// A new folder on Linux that nobody but this user and the administrator can look into, write to or put another in place of;
/// gone when disposed.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PrivateFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const uint Administrator = 0;

    private PrivateFolder(string fullName) => FullName = fullName;

    /// <summary>The full path.</summary>
    public string FullName { get; }

    /// <summary>Makes one.</summary>
    /// <param name="parent">Where; made where missing.</param>
    /// <param name="status">Reads whose a path is: <see cref="UnixFileStatus.Of"/>.</param>
    /// <exception cref="IOException">Another user could change a folder on the way to it, or it cannot be made there.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it there.</exception>
    public static PrivateFolder Create(string parent, Func<string, bool, UnixFileStatus> status)
    {
        string path = Path.Combine(Path.GetFullPath(parent), $"r2n2-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path, OwnerOnly);
        PrivateFolder folder = new(path);
        try
        {
            for (string? part = path; part is not null; part = Path.GetDirectoryName(part))
            {
                RequireSafe(part, status(part, false));
                RequireSafe(part, status(part, true));
            }
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);

    // Who owns a folder can change what lies in it; who may write to it too, unless the sticky bit keeps them to their own.
    private static void RequireSafe(string part, UnixFileStatus status)
    {
        bool shared = !status.IsLink && (status.Mode & OthersMayWrite) != 0 && !status.Mode.HasFlag(UnixFileMode.StickyBit);
        if (shared || (status.Owner != UnixFileStatus.User && status.Owner != Administrator))
        {
            throw new IOException(
                $"Another user could change what lies in '{part}' (it belongs to user {status.Owner}, its mode is "
                + $"{Convert.ToString((int)status.Mode, 8)}); a library is loaded only from where nobody else can.");
        }
    }
}
