using System.Diagnostics;
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

    /// <summary>A solver and the baseline; Newton-GMRES with as many products as the solver has inner iterations, if null.</summary>
    public static Evaluation<SolverMetrics> Compare(SolverTransformer model, EquationFamily family, IDataView data, ClassicalSolver? baseline)
    {
        var description = SolverDescriptionReader.Read(model.Solver.File.Exported);
        EvaluationRows.RequireSameInputs(description, family);
        SolverMetrics results = OfResults(
            model.Transform(data), model.Solver.Cancellation, Output(model, SolverOutputs.ResidualNorm), Output(model, SolverOutputs.Iterations), Output(model, SolverOutputs.Status));
        int n = description.Superstructure.InnerIterations;
        SolverMetrics solver = results with
        {
            Method = $"R2N2, n = {n}",
            EvaluationsPerRow = 1 + (description.Superstructure.Evaluations(description.StateSize) * results.MeanIterations),
            TimePerRow = ModelTime.PerRow(model, data),
        };
        ClassicalSolver method = (baseline ?? new NewtonGmres { InnerIterations = n }) with
        {
            AbsoluteTolerance = description.Options.AbsoluteTolerance,
            RelativeTolerance = description.Options.RelativeTolerance,
            IterationLimit = description.Options.IterationLimit ?? description.OuterIterations,
        };
        return new Evaluation<SolverMetrics>(solver, Baseline(model, method, family, data));
    }

    private static SolverMetrics Baseline(SolverTransformer model, ClassicalSolver method, EquationFamily family, IDataView data)
    {
        MetricsCounter counter = new();
        Stopwatch clock = new();
        foreach (InstanceBatch instances in EvaluationRows.Read(model, data, model.Solver.Inputs))
        {
            clock.Start();
            SolveResult solved = method.Solve(family, instances);
            clock.Stop();
            for (int i = 0; i < solved.Count; i++)
            {
                SolvedInstance row = solved[i];
                counter.Add((long)row.Status, row.ResidualNorm, row.Iterations, solved.Evaluations!.Value.Span[i]);
            }
        }

        return counter.ToMetrics(method.Name, clock.Elapsed);
    }

    private static string Output(SolverTransformer model, string output) => model.Solver.ColumnOf(output);
}
