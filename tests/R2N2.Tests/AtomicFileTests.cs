namespace R2N2.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2n2-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_NewAndExistingFile_HoldsExactlyTheContent()
    {
        string path = Path.Combine(_folder, "a.bin");

        AtomicFile.Write(path, stream => stream.Write("a longer first content"u8));
        AtomicFile.Write(path, stream => stream.Write("second"u8));

        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_ContentFails_LeavesTheTargetAloneAndNothingBeside()
    {
        string path = Path.Combine(_folder, "a.bin");
        File.WriteAllText(path, "before");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("no more");
        }));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_FolderMissing_NamesThePathAndTheReason()
    {
        string path = Path.Combine(_folder, "none", "a.onnx");

        var error = Assert.Throws<IOException>(() => ExportSamples(path));

        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("could not be written", error.Message, StringComparison.Ordinal);
        Assert.IsType<DirectoryNotFoundException>(error.InnerException);
    }

    [Fact]
    public void Write_TargetIsAFolder_ChangesNothing()
    {
        string path = Path.Combine(_folder, "folder");
        Directory.CreateDirectory(path);

        Assert.Throws<IOException>(() => ExportSamples(path));

        Assert.True(Directory.Exists(path));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void SaveOnnx_GoodPath_HoldsTheModel()
    {
        string path = Path.Combine(_folder, "solver.onnx");

        ExportSamples(path);

        Assert.Equal(Onnx.ExportSamples.FixedPoint.ToOnnx(), File.ReadAllBytes(path));
        Assert.Equal("fixed-point", SolverDescription.Read(path).FamilyName);
    }

    [Fact]
    public void SaveOnnx_ModelThatCannotBeExported_LeavesTheFileAloneAndNothingBeside()
    {
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "before");
        R2N2Integrator noEstimate = new(ProblemFamily.InitialValue("decay", 1, y => -y), ButcherTableau.Heun);

        Assert.Throws<InvalidOperationException>(() => noEstimate.SaveOnnx(path, new() { Form = IntegratorForm.Adaptive }));
        Assert.Throws<ArgumentException>(() => Onnx.ExportSamples.FixedPoint.SaveOnnx(
            path, new() { InputNames = new Dictionary<string, string> { ["nobody"] = "x" } }));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    private static void ExportSamples(string path) => Onnx.ExportSamples.FixedPoint.SaveOnnx(path);
}
