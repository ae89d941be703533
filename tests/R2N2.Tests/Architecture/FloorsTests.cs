using R2N2.Tests.Build;

namespace R2N2.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public sealed class FloorsTests
{
    private static readonly SourceReferences _core = Source("R2N2");

    [Fact]
    public void Folders_OfTheCore_AllHaveTheirFloor() => Assert.DoesNotContain(_core.Folders, folder => Floors.Of(folder) < 0);

    [Fact]
    public void References_OfTheCore_NeverLeadUpwards()
    {
        FolderUse[] uses = [.. _core.AcrossFolders()];

        // Were nothing found at all, this test could not fail.
        Assert.Contains(uses, use => use.User == "Solvers" && use.Used == "Onnx/Graph");
        Assert.DoesNotContain(uses, use => Floors.Of(use.Used) > Floors.Of(use.User));
    }

    // The project's own folder is its face: what it shows comes from the folders, and what they hand out lies there.
    [Theory]
    [InlineData("R2N2.Training")]
    [InlineData("R2N2.Inference")]
    [InlineData("R2N2.MLNet")]
    [InlineData("R2N2.MLNet.Training")]
    public void Folders_OfOtherProjects_FormNoCircle(string project)
    {
        FolderUse[] uses = [.. Source(project).AcrossFolders().Where(use => use.User.Length > 0 && use.Used.Length > 0)];

        // What leads to a folder that leads nowhere else is not part of a circle.
        for (int before = int.MaxValue; uses.Length < before;)
        {
            before = uses.Length;
            HashSet<string> users = [.. uses.Select(use => use.User)];
            uses = [.. uses.Where(use => users.Contains(use.Used))];
        }

        Assert.Empty(uses);
    }

    private static SourceReferences Source(string project) => new(Path.Combine(Repository.Root, "src", project));
}
