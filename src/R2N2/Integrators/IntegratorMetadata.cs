using static R2N2.Onnx.ModelMetadata;

namespace R2N2.Onnx;

/// <summary>What only integrators say in their metadata; the keys are part of the format.</summary>
internal static class IntegratorMetadata
{
    public const string Gamma = "r2n2.gamma";
    public const string Order = "r2n2.order";
    public const string Embedded = "r2n2.embedded";
    public const string EstimateExponent = "r2n2.estimateExponent";
    public const string Safety = "r2n2.safety";
    public const string SmallestFactor = "r2n2.smallestFactor";
    public const string LargestFactor = "r2n2.largestFactor";
    public const string StepLimit = "r2n2.stepLimit";

    /// <summary>The entries for an integrator; those without a value are to be left out.</summary>
    public static IEnumerable<(string Key, string? Value)> Of(ButcherTableau tableau, IntegratorExportOptions options)
    {
        AdaptiveOptions? adaptive = options.Form == IntegratorForm.Adaptive ? options.Adaptive : null;
        return
        [
            (MetadataKeys.IntegratorForm, options.Form.ToString()),
            (Gamma, tableau is RosenbrockTableau method ? Text(method.Gamma.ToArray()) : null),
            (Order, Text(tableau.Order)),
            (Embedded, Text(tableau.Embedded.ToArray())),
            (EstimateExponent, Text(tableau.EstimateExponent)),
            (MetadataKeys.AbsoluteTolerance, Text(adaptive?.AbsoluteTolerance)),
            (MetadataKeys.RelativeTolerance, Text(adaptive?.RelativeTolerance)),
            (Safety, Text(adaptive?.Safety)),
            (SmallestFactor, Text(adaptive?.SmallestFactor)),
            (LargestFactor, Text(adaptive?.LargestFactor)),
            (StepLimit, adaptive is null ? null : Text(adaptive.StepLimit)),
        ];
    }
}
