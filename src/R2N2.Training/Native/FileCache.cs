namespace R2N2.Training.Native;

/// <summary>Keeps files in a folder that several processes may use at once.</summary>
internal static class FileCache
{
    /// <summary>The folder for files that can be made again, or null where the user has no home.</summary>
    /// <remarks><c>XDG_CACHE_HOME</c> or <c>~/.cache</c>, as is the rule on Linux.</remarks>
    public static string? UserDirectory
    {
        get
        {
            const string Name = "R2N2.MLNet";
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (Path.IsPathFullyQualified(cache ?? ""))
            {
                return Path.Combine(cache!, Name);
            }

            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return home.Length == 0 ? null : Path.Combine(home, ".cache", Name);
        }
    }

    /// <summary>Makes sure that a file has the given content, whoever else does the same at the same time.</summary>
    /// <remarks>
    /// A file that has the content already is left alone. Otherwise the content is written beside it and renamed, so
    /// that no reader ever sees a part of it, and a file in use elsewhere stays as it is for whoever uses it.
    /// </remarks>
    /// <param name="directory">The folder; created where missing.</param>
    /// <param name="fileName">The file's name without a folder.</param>
    /// <param name="content">What the file is to hold.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="IOException">The folder or the file cannot be created, read or replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not create, read or replace them.</exception>
    public static string Store(string directory, string fileName, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        string path = Path.GetFullPath(Path.Combine(directory, fileName));
        if (Holds(path, content))
        {
            return path;
        }

        Directory.CreateDirectory(directory);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // Gone already, unless something went wrong on the way.
            File.Delete(temporary);
        }

        return path;
    }

    private static bool Holds(string path, byte[] content)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
    }
}
