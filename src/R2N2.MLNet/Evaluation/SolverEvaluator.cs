using Microsoft.ML;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>Evaluates equation solvers over data, in blocks of rows.</summary>
internal static class SolverEvaluator
{
    /// <summary>The metrics of data that are solved.</summary>
    public static SolverMetrics OfResults(IDataView data, ContextCancellation cancellation, string norms, string iterations, string statuses)
    {
        cancellation.ThrowIfCancelled();
        MetricsCounter counter = new();
        DataViewSchema.Column norm = NumberReader.Find(data.Schema, norms, "the residual norm");
        DataViewSchema.Column iteration = NumberReader.Find(data.Schema, iterations, "the number of iterations");
        DataViewSchema.Column status = NumberReader.Find(data.Schema, statuses, "the status");
        using DataViewRowCursor cursor = data.GetRowCursor([norm, iteration, status]);
        Func<double> readNorm = NumberReader.Create(cursor, norm);
        Func<double> readIterations = NumberReader.Create(cursor, iteration);
        Func<double> readStatus = NumberReader.Create(cursor, status);
        while (cursor.MoveNext())
        {
            cancellation.Poll();
            counter.Add(readStatus(), readNorm(), (long)readIterations(), 0);
        }

        return counter.ToMetrics("solver", null);
    }

    /// <summary>A solver and a classical one, or, if null, those that are usual.</summary>
    public static Evaluation<SolverMetrics> Compare(SolverTransformer model, EquationFamily family, IDataView data, ClassicalSolver? baseline)
    {
        var description = SolverDescriptionReader.Read(model.Solver.File.Exported);
        EvaluationRows.RequireSameInputs(description, family);
        SolverMetrics results = OfResults(
            model.Transform(data), model.Solver.Cancellation, Output(model, SolverOutputs.ResidualNorm), Output(model, SolverOutputs.Iterations), Output(model, SolverOutputs.Status));
        SolverMetrics solver = results with
        {
            Method = $"R2N2, n = {description.Superstructure.InnerIterations}",
            EvaluationsPerRow = SolverEvaluations.PerRow(model, description, data, results.MeanIterations),
            TimePerRow = ModelTime.PerRow(model, data),
        };
        BaselineSolvers baselines = new(model, family, data, description);
        return new Evaluation<SolverMetrics>(solver, baseline is null ? baselines.Usual() : [baselines.Solve(baseline)]);
    }

    private static string Output(SolverTransformer model, string output) => model.Solver.ColumnOf(output);
}
