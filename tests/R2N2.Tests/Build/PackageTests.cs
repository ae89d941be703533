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
            .. XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")).Descendants("PackageReference")
                .Select(package => package.Attribute("Include")!.Value),
        ];
        string[] used =
        [
            .. member.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(name => !name.StartsWith("R2N2", StringComparison.Ordinal) && !File.Exists(Path.Combine(framework, $"{name}.dll"))),
        ];

        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.Contains(declared, package => package == name || package == $"{name}.Managed"));
    }
}
