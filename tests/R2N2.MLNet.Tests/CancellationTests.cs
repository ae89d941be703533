using System.Runtime.CompilerServices;
using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

public sealed class CancellationTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void FitEvaluateAndExport_InACancelledContext_EndAtOnce()
    {
        IDataView data = _context.Data.LoadFromEnumerable(DecayRow.Many(100));
        IDataView linear = Scenarios.Linear.Data(_context, 20, seed: 1);
        using EquationSolverTransformer model = FittedScenarios.Fit(Scenarios.Linear, _context);
        using SolverTransformer step = SolverFiles.Decay(_context);
        IDataView solved = model.Transform(linear);
        using TemporaryFolder folder = new();

        CancelExecution(_context);

        AssertEnds(() => Scenarios.Linear.Estimator(_context).Fit(linear));
        AssertEnds(() => _context.R2N2().Evaluate(model, linear));
        AssertEnds(() => _context.R2N2().Evaluate(solved));
        AssertEnds(() => _context.R2N2().ExportPipeline(step, data.Schema, folder.File("pipeline.onnx")));
    }

    [Fact]
    public void Fit_ContextCancelledDuringTraining_EndsLongBeforeItsEnd()
    {
        int reports = 0;
        Reporter cancel = new(() =>
        {
            if (++reports == 3)
            {
                CancelExecution(_context);
            }
        });
        EquationSolverOptions options = Scenarios.Linear.Quick with
        {
            Training = new TrainingOptions
            {
                Race = false,
                Starts = 2000,
                SampleSize = 16,
                Optimizer = new() { IterationLimit = int.MaxValue, GradientTolerance = 0, StepTolerance = 0, CostTolerance = 0 },
            },
            Progress = cancel,
        };

        AssertEnds(() => _context.R2N2().EquationSolver(Scenarios.Linear.Family, options).Fit(Scenarios.Linear.Data(_context, 20, seed: 1)));
    }

    // AutoML calls it; it is not public.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(CancelExecution))]
    private static extern void CancelExecution(MLContext context);

    private static void AssertEnds(Action operation) =>
        Assert.Contains("CancelExecution", Assert.Throws<OperationCanceledException>(operation).Message, StringComparison.Ordinal);

    private sealed class Reporter(Action report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report();
    }
}
