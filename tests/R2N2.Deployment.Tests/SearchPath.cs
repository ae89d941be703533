namespace R2N2.Deployment.Tests;

/// <summary>The folders in which the system looks for programs.</summary>
internal static class SearchPath
{
    /// <summary>Whether a program is in one of them.</summary>
    /// <param name="program">Its name, without .exe.</param>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}
