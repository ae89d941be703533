using System.Runtime.CompilerServices;

namespace Pipeline;

/// <summary>Where this sample lies: its data are read there and its output is written there, wherever it is started.</summary>
internal static class SampleFolder
{
    /// <summary>The folder of this source file.</summary>
    public static string Find([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
