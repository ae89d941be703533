namespace R2N2;

/// <summary>Writes files all or nothing: beside the target first, then in its place by one rename.</summary>
internal static class AtomicFile
{
    /// <summary>Tries whether a file can be written, and leaves nothing behind.</summary>
    /// <param name="path">The target.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public static void RequireWritable(string path)
    {
        string target = Path.GetFullPath(path);
        try
        {
            if (Directory.Exists(target))
            {
                throw new IOException("It is a folder.");
            }

            using FileStream trial = new(
                Beside(target), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{target}' cannot be written: {reason.Message} Choose another path.", reason);
        }
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Writes the content. Where it throws, nothing changes at the target.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        string temporary = Beside(target);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{target}' could not be written, and nothing was changed there: {reason.Message}", reason);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    private static string Beside(string target) => Path.Combine(
        Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
}
