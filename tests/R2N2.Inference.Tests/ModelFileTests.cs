namespace R2N2.Inference.Tests;

/// <summary>Whatever reads a model from disk says what is wrong with a path.</summary>
public sealed class ModelFileTests
{
    private static readonly Dictionary<string, Action<string>> _readers = new()
    {
        ["OnnxSolver"] = path => OnnxSolver.Load(path).Dispose(),
        ["OnnxIntegrator"] = path => OnnxIntegrator.Load(path).Dispose(),
        ["Solver"] = path => Solver.Load(path).Dispose(),
        ["Integrator"] = path => Integrator.Load(path).Dispose(),
        ["R2N2Network"] = path => R2N2Network.Load(path),
        ["R2N2Integrator"] = path => R2N2Integrator.Load(path),
        ["SolverDescription"] = path => SolverDescription.Read(path),
        ["IntegratorDescription"] = path => IntegratorDescription.Read(path),
        ["FromOnnx"] = path => ProblemFamily.FromOnnx(path),
    };

    public static TheoryData<string> Readers => [.. _readers.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_FolderOrNothing_NamesThePath(string reader)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("r2n2-");
        try
        {
            string absent = Path.Combine(folder.FullName, "absent.onnx");

            IOException ofFolder = Assert.Throws<IOException>(() => _readers[reader](folder.FullName));
            IOException ofNothing = Assert.Throws<FileNotFoundException>(() => _readers[reader](absent));

            Assert.Contains($"'{folder.FullName}' is a folder", ofFolder.Message, StringComparison.Ordinal);
            Assert.Contains(absent, ofNothing.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => _readers[reader](" "));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
