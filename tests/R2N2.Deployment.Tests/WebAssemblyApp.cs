using System.Globalization;

namespace R2N2.Deployment.Tests;

/// <summary>The library in WebAssembly.</summary>
public sealed class WebAssemblyApp() : PublishedProject("tests/R2N2.Deployment.Tests/WebAssembly")
{
    /// <summary>Runs it on an instance.</summary>
    /// <param name="guess">x₀.</param>
    /// <returns>The lines that it printed.</returns>
    public string[] Solve(double[] guess) => Run(
        "node",
        [Path.Combine(Folder, "wwwroot", "main.mjs"), .. guess.Select(number => number.ToString("R", CultureInfo.InvariantCulture))]);
}
