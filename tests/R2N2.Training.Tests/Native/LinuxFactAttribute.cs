using System.Runtime.InteropServices;

namespace R2N2.Training.Tests.Native;

/// <summary>A test that needs Linux, where TorchSharp's native library is an ELF file.</summary>
public class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Skip = "TorchSharp brings its native library as an ELF file for Linux x64 only.";
        }
    }
}
