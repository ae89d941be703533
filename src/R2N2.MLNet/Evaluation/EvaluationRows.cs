using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The rows of data as instances, for evaluation.</summary>
internal static class EvaluationRows
{
    private const int MostRows = 1024;

    /// <summary>Reads them in batches of a few mebibytes.</summary>
    /// <param name="model">The model that is evaluated.</param>
    /// <param name="data">The data.</param>
    /// <param name="columns">What is read.</param>
    public static IEnumerable<InstanceBatch> Read(SolverTransformer model, IDataView data, IReadOnlyList<SolverInput> columns) =>
        new DataViewInstances(data, columns, model.Solver.Cancellation)
            .Read(BlockLimits.RowsOf(columns.Sum(column => (long)column.Parameter.Shape.Size), MostRows));
}
