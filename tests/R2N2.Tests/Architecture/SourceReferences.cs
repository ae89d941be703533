using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R2N2.Tests.Architecture;

/// <summary>Which folders of a project use which, by what the compiler makes of every name in its source.</summary>
internal sealed class SourceReferences
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    private readonly string _root;
    private readonly CSharpCompilation _compilation;

    /// <summary>Reads a project.</summary>
    /// <param name="root">Its folder.</param>
    public SourceReferences(string root)
    {
        _root = root;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _compilation = CSharpCompilation.Create(
            Path.GetFileName(root),
            [CSharpSyntaxTree.ParseText(ImplicitUsings), .. SourceFiles(root).Select(Parse)],
            trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetFileNameWithoutExtension(path) != Path.GetFileName(root))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All));
    }

    /// <summary>The folders that hold source, relative to the project's; the project's own is empty.</summary>
    public IEnumerable<string> Folders => _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).Select(FolderOf).Distinct();

    /// <summary>Each use of what another folder declares.</summary>
    public IEnumerable<FolderUse> AcrossFolders() =>
        from tree in _compilation.SyntaxTrees
        where tree.FilePath.Length > 0
        let user = FolderOf(tree)
        from declared in Uses(tree)
        where declared.Folder != user
        select new FolderUse(user, Path.GetRelativePath(_root, tree.FilePath), declared.Folder, declared.Name);

    private static IEnumerable<string> SourceFiles(string root) => Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
        .Where(path => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));

    private static SyntaxTree Parse(string path) => CSharpSyntaxTree.ParseText(
        File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None), path);

    private HashSet<(string Folder, string Name)> Uses(SyntaxTree tree)
    {
        SemanticModel model = _compilation.GetSemanticModel(tree);
        HashSet<(string, string)> uses = [];
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
            symbol = symbol is IMethodSymbol { ReducedFrom: IMethodSymbol extension } ? extension : symbol;
            if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType) is INamedTypeSymbol type && FolderOf(symbol!) is string folder)
            {
                uses.Add((folder, type.Name));
            }
        }

        return uses;
    }

    // A part of a type that is declared in several folders counts where that part is; the type itself where its first part is.
    private string? FolderOf(ISymbol symbol) => symbol.OriginalDefinition.DeclaringSyntaxReferences
        .Select(reference => reference.SyntaxTree)
        .Where(tree => tree.FilePath.Length > 0)
        .Select(FolderOf)
        .MinBy(folder => Array.IndexOf(Floors.Order, folder));

    private string FolderOf(SyntaxTree tree)
    {
        string folder = Path.GetRelativePath(_root, Path.GetDirectoryName(tree.FilePath)!).Replace('\\', '/');
        return folder == "." ? "" : folder;
    }
}
