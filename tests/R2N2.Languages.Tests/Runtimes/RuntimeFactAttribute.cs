namespace R2N2.Languages.Tests.Runtimes;

/// <summary>A fact that needs a runtime; skipped, with the reason, where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeFactAttribute : FactAttribute
{
    public RuntimeFactAttribute(RuntimeKind kind)
    {
        Kind = kind;
        Skip = Tools.Missing(kind);
    }

    public RuntimeKind Kind { get; }
}
