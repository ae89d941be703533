namespace R2N2.Deployment.Tests;

/// <summary>samples/Native as machine code.</summary>
public sealed class NativeApp() : PublishedProject("samples/Native")
{
    /// <summary>The path of the program.</summary>
    public string Program => Path.Combine(Folder, "Native");

    /// <summary>Runs it on a committed model.</summary>
    /// <param name="model">The name of the file in models.</param>
    /// <returns>The lines that it printed.</returns>
    public string[] Run(string model) => Run(Program, Path.Combine(Repository, "models", model));
}
