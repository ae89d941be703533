using R2N2.Tests.Build;

namespace R2N2.Tests.Onnx;

/// <summary>A file is parsed once, whoever opens it.</summary>
public sealed class OpenedOnceTests
{
    // What is read, and what the parser copies of it.
    private const double Copies = 2;

    [Fact]
    public void Source_ParsesModelsInOnePlaceOnly()
    {
        string[] parsing =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
                .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(path => File.ReadAllText(path).Contains("ParseFrom", StringComparison.Ordinal))
                .Select(path => Path.GetFileName(path)),
        ];

        Assert.Equal(["OnnxFile.cs"], parsing);
    }

    [Fact]
    public void Load_LargeFile_TakesMemoryForOneParse()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("r2n2").FullName, "large.onnx");
        try
        {
            Large().SaveOnnx(path);
            double length = new FileInfo(path).Length;

            Assert.All(
                (Action[])[() => OnnxSolver.Load(path).Dispose(), () => SolverDescription.Read(path), () => ModelDescription.Read(path)],
                open => Assert.InRange(Allocated(open) / length, Copies - 0.1, Copies + 0.5));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    // Two megabytes of numbers in the file.
    private static R2N2Network Large()
    {
        const int M = 500;
        Random random = new(1);
        double[,] a = new double[M, M];
        for (int i = 0; i < M * M; i++)
        {
            a[i / M, i % M] = random.NextDouble();
        }

        return new R2N2Network(ProblemFamily.Equations("large", M, x => ((Expression)a * x) - 1), Superstructure.Krylov(1), new Coefficients(-1));
    }

    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
