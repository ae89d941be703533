namespace R2N2.Tests.Architecture;

/// <summary>The folders of src/R2N2 from the ground upwards: each may use those before it, never those behind it.</summary>
internal static class Floors
{
    /// <summary>The project's own folder first: what everything may use.</summary>
    public static readonly string[] Order =
    [
        "", "Expressions", "Problems", "Methods", "Vectorised/Kernels", "Vectorised", "Onnx/Format", "Onnx/Graph", "Onnx/Import", "Solvers", "Integrators",
    ];

    /// <summary>The floor that a folder belongs to: its own, or that of the nearest folder around it; -1 for none.</summary>
    public static int Of(string folder) => Array.IndexOf(Order, Order
        .Where(floor => folder == floor || (floor.Length > 0 && folder.StartsWith(floor + "/", StringComparison.Ordinal)))
        .DefaultIfEmpty("none")
        .MaxBy(floor => floor.Length));
}
