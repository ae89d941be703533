using System.Diagnostics;
using Microsoft.ML;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>Evaluates equation solvers over data, in blocks of rows.</summary>
internal static class SolverEvaluator
{
    private const int BlockRows = 1024;

    /// <summary>The metrics of data that are solved.</summary>
    public static SolverMetrics OfResults(IDataView data, string norms, string iterations, string statuses)
    {
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
            counter.Add((long)readStatus(), readNorm(), (long)readIterations(), 0);
        }

        return counter.ToMetrics("solver", null);
    }

    /// <summary>A solver and the baseline.</summary>
    public static Evaluation<SolverMetrics> Compare(SolverTransformer model, EquationFamily family, IDataView data, SolverEvaluationOptions options)
    {
        var description = SolverDescriptionReader.Read(model.Solver.File.Exported);
        RequireSameInputs(description, family);
        SolverMetrics results = OfResults(
            model.Transform(data), Output(model, SolverOutputs.ResidualNorm), Output(model, SolverOutputs.Iterations), Output(model, SolverOutputs.Status));
        int n = description.Superstructure.InnerIterations;
        SolverMetrics solver = results with
        {
            Method = $"R2N2, n = {n}",
            EvaluationsPerRow = 1 + (n * results.MeanIterations),
            TimePerRow = ModelTime.PerRow(model, data),
        };
        return new Evaluation<SolverMetrics>(solver, Baseline(model, description, family, data, options));
    }

    private static SolverMetrics Baseline(
        SolverTransformer model, SolverDescription description, EquationFamily family, IDataView data, SolverEvaluationOptions options)
    {
        int n = options.BaselineInnerIterations ?? description.Superstructure.InnerIterations;
        NewtonGmres method = new(family, n);
        MetricsCounter counter = new();
        Stopwatch clock = new();
        foreach (InstanceBatch instances in new DataViewInstances(data, model.Solver.Inputs).Read(BlockRows))
        {
            clock.Start();
            (SolveStatus Status, double Norm, int Iterations, int Evaluations)[] solved = method.Solve(
                instances,
                description.Options.AbsoluteTolerance,
                description.Options.RelativeTolerance,
                description.Options.IterationLimit ?? description.OuterIterations);
            clock.Stop();
            foreach ((SolveStatus status, double norm, int iterations, int evaluations) in solved)
            {
                counter.Add((long)status, norm, iterations, evaluations);
            }
        }

        return counter.ToMetrics($"Newton-GMRES({n})", clock.Elapsed);
    }

    private static string Output(SolverTransformer model, string output) => model.Solver.ColumnOf(output);

    private static void RequireSameInputs(SolverDescription description, EquationFamily family)
    {
        if (!description.Inputs.SequenceEqual(family.Inputs) || description.StateSize != family.StateSize)
        {
            throw new ArgumentException(
                $"The solver is for the family '{description.FamilyName}' with {description.StateSize} unknowns and the inputs "
                + $"{string.Join(", ", description.Inputs)}; the family '{family.Name}' has {family.StateSize} unknowns and the inputs "
                + $"{string.Join(", ", family.Inputs)}. Give the family that it was trained for.");
        }
    }
}
