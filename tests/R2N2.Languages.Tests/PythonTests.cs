using System.Globalization;
using R2N2.Languages.Tests.Cases;
using R2N2.Languages.Tests.Runtimes;
using Xunit.Abstractions;

namespace R2N2.Languages.Tests;

/// <summary>Exported files in Python, through the script that samples/Python ships.</summary>
public sealed class PythonTests(ITestOutputHelper log)
{
    private static readonly string _script = Path.Combine(ScriptProcess.Folder, "solve.py");

    public static TheoryData<string> Names => ExportedCases.Names;

    [RuntimeTheory(RuntimeKind.Python)]
    [MemberData(nameof(Names))]
    public void Run_ExportedFile_MatchesCSharp(string name) => RuntimeAgreement.WithCSharp(RuntimeKind.Python, name, log);

    [RuntimeFact(RuntimeKind.Python)]
    public void Solve_InstancesOfACsvFile_WritesTheirSolutions()
    {
        ExportedCase made = ExportedCases.All["one-instance"];
        string folder = Directory.CreateTempSubdirectory("r2n2-python-").FullName;
        try
        {
            string model = Path.Combine(folder, made.File), data = Path.Combine(folder, "data.csv"), solved = Path.Combine(folder, "solved.csv");
            File.WriteAllBytes(model, made.Model);
            string[] header = [.. made.Inputs.SelectMany(input => input.Numbers().Select((_, i) => $"{input.Name}_{i + 1}"))];
            File.WriteAllLines(data, [string.Join(',', header), Line(made.Inputs.SelectMany(input => input.Numbers()))]);

            (int exitCode, string output) = ScriptProcess.Run(
                Tools.PythonFor(RuntimeKind.Python), _script, model, "--data", data, "--output", solved);

            Assert.True(exitCode == 0, output);
            Assert.Contains("r2n2.family = linear-random", output, StringComparison.Ordinal);
            string[] lines = File.ReadAllLines(solved);
            Assert.Equal("Solution_1,Solution_2,Solution_3,Solution_4,Solution_5,ResidualNorm,Iterations,Status", lines[0]);
            double[] expected = made.Expected[0].Numbers();
            double[] found = [.. lines[1].Split(',').Take(5).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Without its site packages, Python has neither ONNX Runtime nor NumPy.
    [RuntimeFact(RuntimeKind.BarePython)]
    public void Solve_PackagesMissing_SaysWhatToInstall()
    {
        (int exitCode, string output) = ScriptProcess.Run(Tools.PythonFor(RuntimeKind.BarePython), "-S", "-E", _script, "solver.onnx");

        Assert.Equal(1, exitCode);
        Assert.Contains("pip install onnxruntime numpy", output, StringComparison.Ordinal);
    }

    private static string Line(IEnumerable<double> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
