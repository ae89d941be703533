using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace R2N2.Tests.Build;

/// <summary>What R2N2Accelerator makes of the project files, evaluated without restoring anything.</summary>
public sealed class AcceleratorTests
{
    private const string ByDefault = nameof(ByDefault);
    private const string ForCuda = nameof(ForCuda);

    private static readonly string[] Families = ["libtorch-", "TorchSharp-cpu", "TorchSharp-cuda"];
    private static readonly string[] Runtimes = ["Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu"];

    // Of all projects at once: most of the time goes into starting MSBuild.
    private static readonly Lazy<JsonElement> _references = new(References);

    public static TheoryData<string> Runnable =>
    [
        "tests/R2N2.Tests", "tests/R2N2.Training.Tests", "tests/R2N2.Inference.Tests", "tests/R2N2.MLNet.Tests",
        "tests/R2N2.Languages.Tests", "tests/R2N2.Benchmarks", "samples/Quickstart", "samples/Equations", "samples/Integrator", "samples/Pipeline",
    ];

    public static TheoryData<string> Libraries => ["src/R2N2", "src/R2N2.Training", "src/R2N2.Inference", "src/R2N2.MLNet", "src/R2N2.MLNet.Training"];

    [Theory]
    [MemberData(nameof(Runnable))]
    public void Cpu_IsTheDefault_AndBringsTheProcessorsNatives(string project)
    {
        Assert.Equal(["Microsoft.ML.OnnxRuntime", $"libtorch-cpu-{Platform}"], NativePackages(project, ByDefault));
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public void Cuda_SwapsBothNatives(string project)
    {
        string torch = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";

        Assert.Equal(["Microsoft.ML.OnnxRuntime.Gpu", torch], NativePackages(project, ForCuda));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Libraries_LeaveTheNativesToTheApplication(string project)
    {
        Assert.Empty(NativePackages(project, ByDefault));
        Assert.Empty(NativePackages(project, ForCuda));
    }

    [Fact]
    public void AnythingElse_IsRefusedByName()
    {
        (int exit, string output) = MSBuild(FileOf("samples/Quickstart"), "-t:CheckR2N2Accelerator", "-p:R2N2Accelerator=rocm");

        Assert.NotEqual(0, exit);
        Assert.Contains("R2N2Accelerator is 'rocm'; it must be 'cpu' or 'cuda'.", output, StringComparison.Ordinal);
    }

    private static string Platform
    {
        get
        {
            string system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
                : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx"
                : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static string[] NativePackages(string project, string kind)
    {
        string[] names =
        [
            .. _references.Value.GetProperty(kind).EnumerateArray()
                .Where(item => item.GetProperty("MSBuildSourceProjectFile").GetString() == FileOf(project))
                .Select(item => item.GetProperty("Identity").GetString()!),
        ];
        Assert.NotEmpty(names);
        return [.. names.Where(name => Runtimes.Contains(name) || Families.Any(family => name.StartsWith(family, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    private static JsonElement References()
    {
        (int exit, string output) = MSBuild(
            Path.Combine(Repository.Root, "tests", "R2N2.Tests", "Build", "PackageReferences.proj"),
            "-t:Collect", $"-getItem:{ByDefault}", $"-getItem:{ForCuda}");
        Assert.True(exit == 0, output);
        using var items = JsonDocument.Parse(output);
        return items.RootElement.GetProperty("Items").Clone();
    }

    private static string FileOf(string project) => Path.Combine(Repository.Root, project, $"{Path.GetFileName(project)}.csproj");

    private static (int ExitCode, string Output) MSBuild(string file, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", file, "-nologo", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own settings would lead the new process astray.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["R2N2_PROJECTS"] = string.Join(';', ((IEnumerable<string>)[.. Runnable, .. Libraries]).Select(FileOf));
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
