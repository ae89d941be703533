using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed partial class ReadmeTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;\n";

    [Fact]
    public void Pipeline_CompiledAndRun_WritesAModelThatMLNetLoads() => Run("In 20 lines", () =>
    {
        MLContext ml = new();
        ITransformer loaded = ml.Model.Load("solver.zip", out DataViewSchema schema);
        Assert.Contains(loaded.GetOutputSchema(schema), column => column.Name == SolverOutputs.Solution);
        Assert.True(new FileInfo("solver.onnx").Length > 0);
    });

    [Fact]
    public void Structure_CompiledAndRun_IsSolved() => AssertWrites("Grids, networks, sparse matrices", "Converged, Converged");

    [Fact]
    public void Solving_CompiledAndRun_SolvesWithTheCommittedFile() => AssertWrites("Solving in .NET", "Converged; 1000 of 1000 converged");

    [Fact]
    public void Training_CompiledAndRun_WritesASolver() => Run("Training without ML.NET", () =>
        Assert.Equal(1e-12, SolverDescription.Read("solver.onnx").Options.AbsoluteTolerance));

    [Fact]
    public void Search_CompiledAndRun_WritesASolver() => Run("Finding the structure", () =>
        Assert.Equal("kepler", SolverDescription.Read("kepler.onnx").FamilyName));

    [Fact]
    public void Integrators_CompiledAndRun_WritesAnIntegrator() => Run("Integrators: learned Runge-Kutta methods", () =>
        Assert.Equal(IntegratorForm.Rollout, IntegratorDescription.Read("vdp.onnx").Options.Form));

    [Fact]
    public void Blocks_OfTheWholeReadme_AreRunByTheseTests() =>
        Assert.Equal(6, CodeBlock().Count(Readme));

    private static string Readme => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

    private static void AssertWrites(string section, string expected)
    {
        TextWriter console = Console.Out;
        using StringWriter written = new();
        try
        {
            Console.SetOut(written);
            Run(section, () => Assert.Contains(expected, written.ToString()));
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    // Runs the section's program in a folder with the committed models and nothing else, and then looks at what it left there.
    private static void Run(string section, Action check)
    {
        Match block = CodeBlock().Matches(Readme).Single(found => found.Groups["section"].Value == section);
        Assembly program = Compile(block.Groups["code"].Value);
        string before = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("r2n2-readme-");
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            Directory.CreateSymbolicLink("models", Path.Combine(AppContext.BaseDirectory, "models"));
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
            check();
        }
        finally
        {
            Environment.CurrentDirectory = before;
            folder.Delete(recursive: true);
        }
    }

    private static Assembly Compile(string example)
    {
        // Everything this test project was built with, which is what a user's project would reference.
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "ReadmeExample",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(example)],
            trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    // A block of code and the heading of its section.
    [GeneratedRegex("## (?<section>[^\\n]*)\\n(?:(?!\\n## )(?!```csharp).)*```csharp\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
