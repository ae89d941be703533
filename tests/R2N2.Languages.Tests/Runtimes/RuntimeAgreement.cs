using R2N2.Languages.Tests.Cases;
using Xunit.Abstractions;

namespace R2N2.Languages.Tests.Runtimes;

/// <summary>Compares what a runtime computes with what C# does.</summary>
internal static class RuntimeAgreement
{
    /// <summary>Compares all outputs of a file, and tells the worst difference.</summary>
    public static void WithCSharp(RuntimeKind kind, string name, ITestOutputHelper log)
    {
        ExportedCase made = ExportedCases.All[name];
        var results = RuntimeResults.Of(kind);
        var found = results.Outputs(name).ToDictionary(output => output.Name, StringComparer.Ordinal);

        Assert.Equal(made.Expected.Select(output => output.Name).Order(), found.Keys.Order());
        double worst = 0;
        foreach (CaseTensor expected in made.Expected)
        {
            CaseTensor output = found[expected.Name];
            Assert.Equal(expected.In(made.Precision).Type, output.Type);
            Assert.Equal(expected.Dims, output.Dims);
            if (expected.Type == CaseTensor.IntegerType)
            {
                Assert.Equal(expected.Integers(), output.Integers());
            }
            else
            {
                worst = Math.Max(worst, Worst(expected, output));
            }
        }

        log.WriteLine($"{results.Runtime}: {name}: worst relative difference {worst:E1}");
        Assert.True(worst <= made.Tolerance, $"{name} differs by {worst:E2} relative to the magnitude; {made.Tolerance:E0} is allowed.");
    }

    private static double Worst(CaseTensor expected, CaseTensor found)
    {
        double[] wanted = expected.Numbers(), got = found.Numbers();
        Assert.Equal(wanted.Length, got.Length);
        return wanted.Zip(got, Difference).DefaultIfEmpty(0).Max();
    }

    private static double Difference(double expected, double found) => (double.IsNaN(expected) && double.IsNaN(found)) || expected == found
        ? 0
        : double.IsFinite(expected) && double.IsFinite(found)
            ? Math.Abs(expected - found) / Math.Max(1, Math.Abs(expected))
            : double.PositiveInfinity;
}
