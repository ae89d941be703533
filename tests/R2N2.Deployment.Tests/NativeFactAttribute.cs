namespace R2N2.Deployment.Tests;

/// <summary>A fact that needs what turns .NET into machine code ahead of time; skipped, with the reason, where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = !OperatingSystem.IsLinux()
        ? "Machine code is made on Linux only: its linker is found without Visual Studio or Xcode there."
        : SearchPath.Has("clang") || SearchPath.Has("gcc")
            ? null
            : "There is no linker, clang or gcc; tests/R2N2.Languages.Tests/install.sh installs it on Debian.";
}
