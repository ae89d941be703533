namespace R2N2;

/// <summary>Reads model files from disk.</summary>
internal static class ModelFile
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read; the message names it and the reason.</exception>
    public static byte[] Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder; name the model file in it.");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException reason)
        {
            throw new IOException($"'{path}' may not be read: {reason.Message}", reason);
        }
    }
}
