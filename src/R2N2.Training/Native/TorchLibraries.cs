namespace R2N2.Training.Native;

/// <summary>The native files that TorchSharp needs, by the names they have on this system.</summary>
internal static class TorchLibraries
{
    /// <summary>TorchSharp's own native library, from the package TorchSharp.</summary>
    public static string TorchSharp => FileName("LibTorchSharp");

    /// <summary>The libraries of libtorch, in an order in which each finds those before it loaded.</summary>
    public static IReadOnlyList<string> Torch => [FileName("c10"), FileName("torch_cpu"), FileName("torch")];

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
