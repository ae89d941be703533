using System.Globalization;
using static R2N2.Onnx.ModelMetadata;

namespace R2N2.Onnx;

/// <summary>What only integrators say in their metadata; the keys are part of the format.</summary>
internal static class IntegratorMetadata
{
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

    /// <summary>Reads the description out of the metadata.</summary>
    public static IntegratorDescription Read(MetadataReader reader) => reader.Describe(entries =>
    {
        IntegratorExportOptions options = ReadOptions(entries);
        string[] single = options.Form == IntegratorForm.Rollout ? [options.Inputs.For(IntegratorInputs.Steps)] : [];
        return new IntegratorDescription(entries, entries.Inputs(options.Inputs, single), options)
        {
            Tableau = new ButcherTableau(Coefficients.Parse(entries.Entry(MetadataKeys.Coefficients)), ReadEmbedded(entries))
            {
                EstimateExponent = entries.Number(EstimateExponent),
            },
        };
    });

    private static double[] ReadEmbedded(MetadataReader entries) => entries.Has(Embedded)
        ? [.. entries.Entry(Embedded).Split(' ').Select(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))]
        : [];

    private static IntegratorExportOptions ReadOptions(MetadataReader entries)
    {
        IntegratorExportOptions options = new()
        {
            Form = entries.Named<IntegratorForm>(MetadataKeys.IntegratorForm),
            Precision = entries.Named<OnnxPrecision>(MetadataKeys.Precision),
            InputNames = entries.Names(MetadataKeys.InputName),
            OutputNames = entries.Names(MetadataKeys.OutputName),
        };
        return options.Form != IntegratorForm.Adaptive ? options : options with
        {
            Adaptive = new AdaptiveOptions
            {
                AbsoluteTolerance = entries.RequiredNumber(MetadataKeys.AbsoluteTolerance),
                RelativeTolerance = entries.RequiredNumber(MetadataKeys.RelativeTolerance),
                Safety = entries.RequiredNumber(Safety),
                SmallestFactor = entries.RequiredNumber(SmallestFactor),
                LargestFactor = entries.RequiredNumber(LargestFactor),
                StepLimit = entries.Integer(StepLimit),
            },
        };
    }
}
