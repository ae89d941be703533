using R2N2.Training.Native;

namespace R2N2.Training.Tests.Native;

/// <summary>A test that needs a Linux host whose C++ standard library TorchSharp cannot use as it is.</summary>
public sealed class OldLinuxFactAttribute : LinuxFactAttribute
{
    public OldLinuxFactAttribute()
    {
        if (Skip is null && HostLibrary.Find() is { } host && host.Versions.Contains("GLIBCXX_3.4.32"))
        {
            Skip = $"{host.Path} has all that TorchSharp asks for.";
        }
    }
}
