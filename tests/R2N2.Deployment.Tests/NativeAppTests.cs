using System.Globalization;
using Xunit.Abstractions;

namespace R2N2.Deployment.Tests;

/// <summary>A committed model in an application of machine code, without .NET and ONNX Runtime.</summary>
public sealed class NativeAppTests(NativeApp app, ITestOutputHelper log) : IClassFixture<NativeApp>
{
    private const string Model = "chandrasekhar-h.onnx";

    [NativeFact]
    public void Run_CommittedModel_SolvesTheEquation()
    {
        string[] lines = app.Run(Model);

        Assert.StartsWith("One instance: Converged", lines[0], StringComparison.Ordinal);
        double[] x = [.. lines[1]["x = ".Length..].Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        Assert.Equal(10, x.Length);
        Assert.InRange(ChandrasekharEquation.ResidualNorm(x), 0, 1e-10);
        Assert.Equal("1000 of 1000 instances: Converged", lines[2]);
        log.WriteLine(lines[3]);
    }

    [NativeFact]
    public void Publish_Application_IsOneSmallFile()
    {
        FileInfo program = new(app.Program);

        Assert.InRange(program.Length, 1, 12 << 20);
        Assert.Empty(Directory.GetFiles(program.DirectoryName!, "*.so"));
        Assert.Empty(Directory.GetFiles(program.DirectoryName!, "*.dll"));
        log.WriteLine($"{program.Length / 1e6:F1} MB");
    }
}
