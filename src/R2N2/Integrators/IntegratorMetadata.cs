using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What an exported file says about the integrator in its metadata; the keys are part of the format.</summary>
internal static class IntegratorMetadata
{
    public const string Embedded = "r2n2.embedded";
    public const string EstimateExponent = "r2n2.estimateExponent";
    public const string Safety = "r2n2.safety";
    public const string SmallestFactor = "r2n2.smallestFactor";
    public const string LargestFactor = "r2n2.largestFactor";
    public const string StepLimit = "r2n2.stepLimit";

    /// <summary>The entries for an integrator; those without a value are left out.</summary>
    public static IEnumerable<StringStringEntryProto> Write(R2N2Integrator integrator, IntegratorExportOptions options)
    {
        AdaptiveOptions? adaptive = options.Form == IntegratorForm.Adaptive ? options.Adaptive : null;
        ButcherTableau tableau = integrator.Tableau;
        (string Key, string? Value)[] entries =
        [
            (MetadataKeys.Format, MetadataKeys.CurrentFormat),
            (SolverMetadata.Family, integrator.Family.Name),
            (SolverMetadata.StateSize, integrator.Family.StateSize.ToString(CultureInfo.InvariantCulture)),
            (MetadataKeys.IntegratorForm, options.Form.ToString()),
            (SolverMetadata.Coefficients, tableau.Coefficients.ToString()),
            (Embedded, tableau.HasEmbedded ? string.Join(' ', tableau.Embedded.ToArray().Select(value => Text(value))) : null),
            (EstimateExponent, Text(tableau.EstimateExponent)),
            (SolverMetadata.TrainingLoss, Text(integrator.TrainingLoss)),
            (SolverMetadata.AbsoluteTolerance, Text(adaptive?.AbsoluteTolerance)),
            (SolverMetadata.RelativeTolerance, Text(adaptive?.RelativeTolerance)),
            (Safety, Text(adaptive?.Safety)),
            (SmallestFactor, Text(adaptive?.SmallestFactor)),
            (LargestFactor, Text(adaptive?.LargestFactor)),
            (StepLimit, adaptive?.StepLimit.ToString(CultureInfo.InvariantCulture)),
            (SolverMetadata.Precision, options.Precision.ToString()),
            (SolverMetadata.LibraryVersion, OnnxModel.LibraryVersion),
        ];
        return entries
            .Where(entry => entry.Value is not null)
            .Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value });
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IntegratorDescription Read(MetadataReader reader) => reader.Describe(entries => new IntegratorDescription
    {
        FamilyName = entries.Entry(SolverMetadata.Family),
        StateSize = entries.Integer(SolverMetadata.StateSize),
        Inputs = [.. entries.Model.Graph.Input.Where(input => input.Name != IntegratorInputs.Steps).Select(entries.Input)],
        Tableau = new ButcherTableau(Coefficients.Parse(entries.Entry(SolverMetadata.Coefficients)), ReadEmbedded(entries))
        {
            EstimateExponent = entries.Number(EstimateExponent),
        },
        TrainingLoss = entries.Number(SolverMetadata.TrainingLoss),
        LibraryVersion = entries.Entry(SolverMetadata.LibraryVersion),
        Options = ReadOptions(entries),
    });

    private static double[] ReadEmbedded(MetadataReader entries) => entries.Has(Embedded)
        ? [.. entries.Entry(Embedded).Split(' ').Select(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))]
        : [];

    private static IntegratorExportOptions ReadOptions(MetadataReader entries)
    {
        IntegratorExportOptions options = new()
        {
            Form = entries.Named<IntegratorForm>(MetadataKeys.IntegratorForm),
            Precision = entries.Named<OnnxPrecision>(SolverMetadata.Precision),
        };
        return options.Form != IntegratorForm.Adaptive ? options : options with
        {
            Adaptive = new AdaptiveOptions
            {
                AbsoluteTolerance = entries.RequiredNumber(SolverMetadata.AbsoluteTolerance),
                RelativeTolerance = entries.RequiredNumber(SolverMetadata.RelativeTolerance),
                Safety = entries.RequiredNumber(Safety),
                SmallestFactor = entries.RequiredNumber(SmallestFactor),
                LargestFactor = entries.RequiredNumber(LargestFactor),
                StepLimit = entries.Integer(StepLimit),
            },
        };
    }

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
