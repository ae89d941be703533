using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Writes what every exported file says about itself in its metadata.</summary>
internal static class ModelMetadata
{
    /// <summary>Writes the metadata of a model; entries without a value are left out.</summary>
    /// <param name="model">The model, its graph complete: large constants that it holds are not written again.</param>
    /// <param name="family">The problem.</param>
    /// <param name="f">f as recorded.</param>
    /// <param name="coefficients">What was learned.</param>
    /// <param name="loss">The training loss, if any.</param>
    /// <param name="options">How it is exported.</param>
    /// <param name="own">What only this kind of file says.</param>
    public static void Write(
        ModelProto model,
        ProblemFamily family,
        RecordedFunction f,
        Coefficients coefficients,
        double? loss,
        OnnxExportOptions options,
        IEnumerable<(string Key, string? Value)> own)
    {
        (string Key, string? Value)[] entries =
        [
            (MetadataKeys.Format, MetadataKeys.CurrentFormat),
            (MetadataKeys.LibraryVersion, OnnxModel.LibraryVersion),
            (MetadataKeys.Family, family.Name),
            (MetadataKeys.StateSize, Text(family.StateSize)),
            (MetadataKeys.Coefficients, coefficients.ToString()),
            (MetadataKeys.TrainingLoss, Text(loss)),
            (MetadataKeys.Precision, options.Precision.ToString()),
            .. own,
            .. options.InputNames.Select(entry => (MetadataKeys.InputName + entry.Key, (string?)entry.Value)),
            .. options.OutputNames.Select(entry => (MetadataKeys.OutputName + entry.Key, (string?)entry.Value)),
            (MetadataKeys.Function, FunctionText.Write(f, model.Graph)),
        ];
        model.MetadataProps.AddRange(entries
            .Where(entry => entry.Value is not null)
            .Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
    }

    /// <summary>An integer as text.</summary>
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as text that gives the same number again; null for null.</summary>
    public static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Numbers as text; null for none.</summary>
    public static string? Text(IReadOnlyList<double> values) =>
        values.Count == 0 ? null : string.Join(' ', values.Select(value => Text(value)));
}
