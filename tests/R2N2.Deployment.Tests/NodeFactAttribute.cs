namespace R2N2.Deployment.Tests;

/// <summary>A fact that needs Node.js; skipped, with the reason, where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip =
        SearchPath.Has("node") ? null : "There is no Node.js; tests/R2N2.Languages.Tests/install.sh installs it on Debian.";
}
