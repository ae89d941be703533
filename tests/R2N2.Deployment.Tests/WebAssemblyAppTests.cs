using System.Globalization;

namespace R2N2.Deployment.Tests;

/// <summary>A committed model where Blazor would run it: .NET in WebAssembly, which has neither threads nor a compiler at run time.</summary>
public sealed class WebAssemblyAppTests(WebAssemblyApp app) : IClassFixture<WebAssemblyApp>
{
    [NodeFact]
    public void Solve_CommittedModel_SolvesTheEquation()
    {
        string[] lines = app.Solve([1.2, 0.9, 1.1, 0.8, 1, 1.3, 0.7, 1.4, 0.6, 1.5]);

        Assert.Equal("Converged 3", lines[0]);
        double[] x = [.. lines[1].Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        Assert.Equal(10, x.Length);
        Assert.InRange(ChandrasekharEquation.ResidualNorm(x), 0, 1e-10);
        Assert.Equal(bool.TrueString, lines[2]);
    }
}
