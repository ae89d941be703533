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
    public void Example_CompiledAndRun_WritesAModelThatMLNetLoads()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        string example = CodeBlock().Match(readme).Groups["code"].Value;
        Assembly program = Compile(example);

        string before = Environment.CurrentDirectory;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("r2n2-readme-");
        try
        {
            Environment.CurrentDirectory = folder.FullName;
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);

            MLContext ml = new();
            ITransformer loaded = ml.Model.Load("solver.zip", out DataViewSchema schema);
            Assert.Contains(loaded.GetOutputSchema(schema), column => column.Name == SolverOutputs.Solution);
            Assert.True(new FileInfo("solver.onnx").Length > 0);
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

    [GeneratedRegex("## In 20 lines\\s+```csharp\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
