namespace R2N2.Training.Tests.Native;

/// <summary>A new empty folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("r2n2-test-").FullName;

    public string[] Files => [.. Directory.GetFiles(FullName, "*", SearchOption.AllDirectories).Order()];

    /// <summary>A path that nobody, not even an administrator, can make a folder of: its parent is a file.</summary>
    public string Unusable()
    {
        string file = Path.Combine(FullName, "file");
        File.WriteAllText(file, "");
        return Path.Combine(file, "folder");
    }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
