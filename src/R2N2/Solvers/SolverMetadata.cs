using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What an exported file says about the solver in its metadata; the keys are part of the format.</summary>
internal static class SolverMetadata
{
    public const string Family = "r2n2.family";
    public const string StateSize = "r2n2.stateSize";
    public const string InitialGuess = "r2n2.initialGuess";
    public const string InitialPoint = "r2n2.initialPoint";
    public const string Generation = "r2n2.generation";
    public const string Assembly = "r2n2.assembly";
    public const string InnerIterations = "r2n2.innerIterations";
    public const string OuterIterations = "r2n2.outerIterations";
    public const string Coefficients = "r2n2.coefficients";
    public const string TrainingLoss = "r2n2.trainingLoss";
    public const string LibraryVersion = "r2n2.libraryVersion";
    public const string AbsoluteTolerance = "r2n2.absoluteTolerance";
    public const string RelativeTolerance = "r2n2.relativeTolerance";
    public const string IterationLimit = "r2n2.iterationLimit";
    public const string Form = "r2n2.form";
    public const string StallRate = "r2n2.stallRate";
    public const string StallLimit = "r2n2.stallLimit";
    public const string Precision = "r2n2.precision";

    public const string SafeguardRate = "r2n2.safeguardRate";
    public const string ResidualHistory = "r2n2.residualHistory";
    public const string Iterates = "r2n2.iterates";

    /// <summary>Before the name of an input in the family; the value is its name in the file.</summary>
    public const string InputName = "r2n2.inputName.";

    /// <summary>Before the name of an output by the contract; the value is its name in the file.</summary>
    public const string OutputName = "r2n2.outputName.";

    private const string Wanted = "true";

    /// <summary>The entries for a network; those without a value are left out.</summary>
    public static IEnumerable<StringStringEntryProto> Write(R2N2Network network, OnnxExportOptions options, int limit)
    {
        (string Key, string? Value)[] entries =
        [
            (MetadataKeys.Format, MetadataKeys.CurrentFormat),
            (Family, network.Family.Name),
            (StateSize, Text(network.Family.StateSize)),
            (InitialGuess, network.Family.InitialGuess.Name),
            (InitialPoint, Text(network.Family.InitialGuess.Point)),
            (Generation, network.Superstructure.Generation.Name),
            (Assembly, network.Superstructure.Assembly.ToString()),
            (InnerIterations, Text(network.Superstructure.InnerIterations)),
            (OuterIterations, Text(network.OuterIterations)),
            (Coefficients, network.Coefficients.ToString()),
            (TrainingLoss, Text(network.TrainingLoss)),
            (LibraryVersion, OnnxModel.LibraryVersion),
            (AbsoluteTolerance, Text(options.AbsoluteTolerance)),
            (RelativeTolerance, Text(options.RelativeTolerance)),
            (IterationLimit, Text(limit)),
            (Form, options.Form.ToString()),
            (StallRate, Text(options.StallRate)),
            (StallLimit, Text(options.StallLimit)),
            (Precision, options.Precision.ToString()),
            (SafeguardRate, Text(options.Safeguard?.Rate)),
            (ResidualHistory, options.ResidualHistory ? Wanted : null),
            (Iterates, options.Iterates ? Wanted : null),
            .. options.InputNames.Select(entry => (InputName + entry.Key, (string?)entry.Value)),
            .. options.OutputNames.Select(entry => (OutputName + entry.Key, (string?)entry.Value)),
        ];
        return entries
            .Where(entry => entry.Value is not null)
            .Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value });
    }

    /// <summary>The entry for f.</summary>
    /// <param name="f">f as recorded.</param>
    /// <param name="graph">The finished graph; large constants that it holds are not written again.</param>
    public static StringStringEntryProto WriteFunction(RecordedFunction f, GraphProto graph) =>
        new() { Key = MetadataKeys.Function, Value = FunctionText.Write(f, graph) };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Text(IReadOnlyList<double> values) =>
        values.Count == 0 ? null : string.Join(' ', values.Select(value => Text(value)));

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
