using R2N2.Onnx.Format;
using static R2N2.Onnx.ModelMetadata;

namespace R2N2.Onnx;

/// <summary>What only solvers of equations say in their metadata; the keys are part of the format.</summary>
internal static class SolverMetadata
{
    public const string InitialGuess = "r2n2.initialGuess";
    public const string InitialPoint = "r2n2.initialPoint";

    /// <summary>The guess that is computed from the parameters, as <see cref="MetadataKeys.Function"/> is written.</summary>
    public const string InitialFunction = "r2n2.initialFunction";
    public const string Generation = "r2n2.generation";
    public const string Preconditioner = "r2n2.preconditioner";

    /// <summary>The preconditioner's matrix, as <see cref="MetadataKeys.Function"/> is written.</summary>
    public const string PreconditionerMatrix = "r2n2.preconditionerMatrix";
    public const string Assembly = "r2n2.assembly";
    public const string History = "r2n2.history";
    public const string Tables = "r2n2.tables";

    /// <summary>How many tables there are of those that go by the iteration.</summary>
    public const string TableCount = "r2n2.tableCount";

    /// <summary>The features of the others, as <see cref="MetadataKeys.Function"/> is written.</summary>
    public const string TableFeatures = "r2n2.tableFeatures";
    public const string InnerIterations = "r2n2.innerIterations";
    public const string OuterIterations = "r2n2.outerIterations";
    public const string IterationLimit = "r2n2.iterationLimit";
    public const string Form = "r2n2.form";
    public const string StallRate = "r2n2.stallRate";
    public const string StallLimit = "r2n2.stallLimit";
    public const string SafeguardRate = "r2n2.safeguardRate";
    public const string ResidualHistory = "r2n2.residualHistory";
    public const string Iterates = "r2n2.iterates";
    public const string Verdict = "r2n2.verdict";

    private const string Wanted = "true";

    /// <summary>The entries for a network; those without a value are to be left out.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">How it is exported.</param>
    /// <param name="limit">The most outer iterations.</param>
    /// <param name="graph">The graph, complete.</param>
    public static IEnumerable<(string Key, string? Value)> Of(
        R2N2Network network, SolverExportOptions options, int limit, GraphProto graph) =>
    [
        (InitialGuess, network.Family.InitialGuess.Name),
        (InitialPoint, Text(network.Family.InitialGuess.Point)),
        (InitialFunction, network.Family.Guess is { } guess ? FunctionText.Write(guess, graph) : null),
        (Generation, network.Superstructure.Generation.Name),
        (Preconditioner, network.Superstructure.Preconditioner == R2N2.Preconditioner.None ? null : network.Superstructure.Preconditioner.Name),
        (PreconditionerMatrix, network.Superstructure.Preconditioner.Record(network.Family) is { } matrix ? FunctionText.Write(matrix, graph) : null),
        (Assembly, network.Superstructure.Assembly.ToString()),
        (History, network.Superstructure.History == 0 ? null : Text(network.Superstructure.History)),
        (Tables, network.Superstructure.Tables == TableModule.Shared ? null : network.Superstructure.Tables.Name),
        (TableCount, network.Superstructure.Tables.ChangesByIteration ? Text(network.Superstructure.Tables.Count) : null),
        (TableFeatures, network.Superstructure.Tables.Record(network.Family) is { } features ? FunctionText.Write(features, graph) : null),
        (InnerIterations, Text(network.Superstructure.InnerIterations)),
        (OuterIterations, Text(network.OuterIterations)),
        (MetadataKeys.AbsoluteTolerance, Text(options.AbsoluteTolerance)),
        (MetadataKeys.RelativeTolerance, Text(options.RelativeTolerance)),
        (IterationLimit, Text(limit)),
        (Form, options.Form.ToString()),
        (StallRate, Text(options.StallRate)),
        (StallLimit, Text(options.StallLimit)),
        (SafeguardRate, Text(options.Safeguard?.Rate)),
        (ResidualHistory, options.ResidualHistory ? Wanted : null),
        (Iterates, options.Iterates ? Wanted : null),
        (Verdict, network.Verdict),
    ];
}
