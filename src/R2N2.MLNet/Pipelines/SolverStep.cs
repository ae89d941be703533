using Microsoft.ML;
using R2N2.Onnx;
using R2N2.Onnx.Format;

namespace R2N2.MLNet;

/// <summary>Solvers: the graphs of their files become part of the pipeline's.</summary>
internal static class SolverStep
{
    /// <summary>The columns that a solver adds.</summary>
    /// <param name="graph">Where nodes go.</param>
    /// <param name="model">The solver's file, its inputs and outputs named like columns.</param>
    /// <param name="added">The columns that it adds.</param>
    /// <param name="columns">The visible columns before it.</param>
    public static Dictionary<string, PipelineValue> Write(
        PipelineGraph graph,
        ModelProto model,
        IReadOnlyList<DataViewSchema.Column> added,
        IReadOnlyDictionary<string, PipelineValue> columns)
    {
        GraphProto solver = model.Graph;
        if (solver.Input.Select(input => columns[input.Name]).FirstOrDefault(input => input.Tensor is null) is { } missing)
        {
            return added.ToDictionary(column => column.Name, _ => PipelineValue.None($"needs a column that {missing.Reason}"));
        }

        Dictionary<string, int[]> dimensions = solver.Output.ToDictionary(output => output.Name, DimensionsOf);
        IReadOnlyDictionary<string, string> results = graph.Splice(solver, $"{solver.Name}/", solver.Input.ToDictionary(
            input => input.Name, input => As(graph, columns[input.Name].Tensor!, input)));
        return added.ToDictionary(column => column.Name, column => PipelineValue.Of(
            Flat(graph, results[column.Name], dimensions[column.Name])));
    }

    // Without the batch axis.
    private static int[] DimensionsOf(ValueInfoProto value) =>
        [.. value.Type.TensorType.Shape.Dim.Skip(1).Select(dimension => checked((int)dimension.DimValue))];

    private static string Flat(PipelineGraph graph, string value, int[] dimensions) => dimensions.Length switch
    {
        0 => graph.Emit("Unsqueeze", [value, graph.Integers(1)]),
        1 => value,
        _ => graph.Shaped(value, [dimensions.Aggregate(1, (size, length) => checked(size * length))]),
    };

    private static string As(PipelineGraph graph, string value, ValueInfoProto input)
    {
        int[] dimensions = DimensionsOf(input);
        return dimensions.Length switch
        {
            0 => graph.Emit("Squeeze", [value, graph.Integers(1)]),
            1 => value,
            _ => graph.Shaped(value, dimensions),
        };
    }
}
