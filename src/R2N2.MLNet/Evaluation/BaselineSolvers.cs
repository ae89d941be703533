using System.Diagnostics;
using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>Classical methods on the rows that a solver is evaluated on, at its tolerance.</summary>
/// <param name="model">The solver.</param>
/// <param name="family">The problem.</param>
/// <param name="data">The rows.</param>
/// <param name="description">What the solver says about itself.</param>
internal sealed class BaselineSolvers(SolverTransformer model, EquationFamily family, IDataView data, SolverDescription description)
{
    // A step of Newton's method takes about m³ operations; all of them some seconds.
    private const double NewtonOperations = 4e9;

    /// <summary>The chord method, where the mean Jacobian of the first rows has an inverse; Newton's; Newton-GMRES with as many products as the solver has inner iterations.</summary>
    public IReadOnlyList<SolverMetrics> Usual()
    {
        int m = family.StateSize;
        InstanceBatch? sample = Batches().FirstOrDefault();
        MeanJacobian? mean = sample is null ? null : MeanJacobian.Of(family, MeanJacobian.SampleOf(family, sample));
        long newtonRows = (long)Math.Max(NewtonOperations / Math.Pow(m, 3), 2);
        return
        [
            .. mean is null ? Array.Empty<SolverMetrics>() : [Solve(new Chord(mean))],
            Solve(new Newton(), newtonRows),
            Solve(new NewtonGmres { InnerIterations = description.Superstructure.InnerIterations }),
        ];
    }

    /// <summary>A classical method, with the solver's tolerances and limit in place of its own.</summary>
    /// <param name="baseline">The method.</param>
    /// <param name="most">The most rows.</param>
    public SolverMetrics Solve(ClassicalSolver baseline, long most = long.MaxValue)
    {
        ClassicalSolver method = baseline.WithLimitsOf(description.Options);
        MetricsCounter counter = new();
        Stopwatch clock = new();
        long rows = 0;
        foreach (InstanceBatch batch in Batches().TakeWhile(_ => rows < most))
        {
            InstanceBatch instances = batch.Slice(0, (int)Math.Min(batch.Count, most - rows));
            clock.Start();
            SolveResult solved = method.Solve(family, instances);
            clock.Stop();
            rows += instances.Count;
            for (int i = 0; i < solved.Count; i++)
            {
                SolvedInstance row = solved[i];
                counter.Add((long)row.Status, row.ResidualNorm, row.Iterations, solved.Evaluations!.Value.Span[i]);
            }
        }

        return counter.ToMetrics(method.Name, clock.Elapsed);
    }

    private IEnumerable<InstanceBatch> Batches() => EvaluationRows.Read(model, data, model.Solver.Inputs);
}
