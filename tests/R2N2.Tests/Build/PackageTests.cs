using System.Reflection;
using System.Xml.Linq;
using R2N2.Training;

namespace R2N2.Tests.Build;

/// <summary>What a library's code uses and its project does not declare, applications get in another version, or not at all.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("R2N2", typeof(Expression))]
    [InlineData("R2N2.Training", typeof(Trainer))]
    [InlineData("R2N2.Inference", typeof(OnnxSolver))]
    public void References_BeyondTheFramework_AreDeclaredPackages(string project, Type member)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] declared =
        [
            .. Included(XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")), "PackageReference"),
        ];
        string[] used =
        [
            .. member.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(name => !name.StartsWith("R2N2", StringComparison.Ordinal) && !File.Exists(Path.Combine(framework, $"{name}.dll"))),
        ];

        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.Contains(declared, package => package == name || package == $"{name}.Managed"));
    }

    [Theory]
    [InlineData("R2N2")]
    [InlineData("R2N2.Inference")]
    [InlineData("R2N2.MLNet")]
    public void Packages_OfWhatOnlySolves_AreWithoutTorchSharp(string project)
    {
        Assert.DoesNotContain(Packages(project), name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));

        // Were nothing followed at all, this test could not fail.
        Assert.Contains("TorchSharp", Packages("R2N2.MLNet.Training"));
    }

    // Whoever compiles an application ahead of time is warned of libraries that do not say so.
    [Theory]
    [InlineData(typeof(Expression))]
    [InlineData(typeof(OnnxSolver))]
    public void Assembly_ThatSolves_SaysThatItCompilesAheadOfTime(Type member)
    {
        Assert.Contains(
            member.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
            entry => entry is { Key: "IsAotCompatible", Value: "True" });
    }

    // Those of a project and of all projects that it uses.
    private static HashSet<string> Packages(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        return
        [
            .. Included(file, "PackageReference"),
            .. Included(file, "ProjectReference").SelectMany(path => Packages(path[(path.LastIndexOf('/') + 1)..^".csproj".Length])),
        ];
    }

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(reference => reference.Attribute("Include")!.Value);
}
