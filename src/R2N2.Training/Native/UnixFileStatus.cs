using System.Runtime.InteropServices;

namespace R2N2.Training.Native;

/// <summary>Whose a file is on Linux, and who may do what with it.</summary>
/// <param name="Owner">The number of the user that owns it.</param>
/// <param name="Mode">What owner, group and others may do.</param>
/// <param name="IsLink">Whether it is a symbolic link, whose mode means nothing.</param>
internal readonly record struct UnixFileStatus(uint Owner, UnixFileMode Mode, bool IsLink)
{
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int Permissions = 0xFFF;
    private const int Type = 0xF000;
    private const int Link = 0xA000;

    /// <summary>The number of the user that this process acts for.</summary>
    public static uint User => geteuid();

    /// <summary>Reads it.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="followLink">Whether to look at what a symbolic link leads to.</param>
    /// <exception cref="IOException">It does not exist, or may not be looked at.</exception>
    public static UnixFileStatus Of(string path, bool followLink) =>
        statx(CurrentFolder, path, followLink ? 0 : DoNotFollowLinks, TypeModeAndOwner, out Statx status) == 0
            ? new UnixFileStatus(status.Owner, (UnixFileMode)(status.Mode & Permissions), (status.Mode & Type) == Link)
            : throw new IOException($"The owner of '{path}' cannot be read: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    // Of all that Linux knows of files, the one call whose layout is the same on every processor.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Statx status);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
