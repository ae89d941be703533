using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>How long a model takes for a row.</summary>
internal static class ModelTime
{
    /// <summary>Reads the model's first output of all rows once.</summary>
    /// <param name="model">The model, which has seen the data before.</param>
    /// <param name="data">The data.</param>
    /// <returns>The time for a row, on average.</returns>
    public static TimeSpan PerRow(SolverTransformer model, IDataView data)
    {
        IDataView view = model.Transform(data);
        DataViewSchema.Column output = view.Schema[model.Solver.Outputs[0].Name];
        long rows = 0;
        var clock = Stopwatch.StartNew();
        using DataViewRowCursor cursor = view.GetRowCursor([output]);
        ValueGetter<VBuffer<double>> read = cursor.GetGetter<VBuffer<double>>(output);
        VBuffer<double> values = default;
        for (; cursor.MoveNext(); rows++)
        {
            read(ref values);
        }

        return clock.Elapsed / Math.Max(rows, 1);
    }
}
