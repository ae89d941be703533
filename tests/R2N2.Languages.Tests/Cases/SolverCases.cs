using R2N2.Reference;

namespace R2N2.Languages.Tests.Cases;

/// <summary>Equation solvers: every kind of parameter, both generations, every kind of end, both forms, both precisions.</summary>
internal static class SolverCases
{
    private const int Count = 40;

    private static readonly (string Name, SolverExportOptions Options)[] _kinds =
    [
        ("fixed-loop", new() { AbsoluteTolerance = null, IterationLimit = 3 }),
        ("fixed-unrolled", new() { AbsoluteTolerance = null, IterationLimit = 2, Form = IterationForm.Unrolled }),
        ("tolerance-loop", new() { AbsoluteTolerance = 1e-8, IterationLimit = 12 }),
        ("tolerance-unrolled", new() { AbsoluteTolerance = 1e-8, IterationLimit = 6, Form = IterationForm.Unrolled }),
        ("relative-loop", new() { AbsoluteTolerance = 1e-9, RelativeTolerance = 1e-4, IterationLimit = 12 }),
        ("recorded-loop", new() { AbsoluteTolerance = 1e-8, IterationLimit = 6, ResidualHistory = true, Iterates = true }),
        ("safeguard-unrolled", new() { AbsoluteTolerance = 1e-8, IterationLimit = 3, Form = IterationForm.Unrolled, Safeguard = new() }),
        ("single-fixed-unrolled", new()
        {
            AbsoluteTolerance = null, IterationLimit = 2, Form = IterationForm.Unrolled, Precision = OnnxPrecision.Float32,
        }),
        ("single-tolerance-loop", new() { AbsoluteTolerance = 1e-3, IterationLimit = 12, Precision = OnnxPrecision.Float32 }),
    ];

    public static IEnumerable<ExportedCase> All()
    {
        foreach (string name in PlainProblems.Names)
        {
            var problem = PlainProblems.Of(name);
            foreach ((string kind, SolverExportOptions options) in _kinds)
            {
                yield return Case($"{problem.Family.Name}-{name}-{kind}".ToLowerInvariant(), problem, options, WithNotFinite(problem));
            }
        }

        var linear = PlainProblems.LinearRandom;
        yield return Case("no-instances", linear, new(), linear.Batch([]));
        yield return Case("one-instance", linear, new() { AbsoluteTolerance = 1e-8 }, linear.Batch(linear.Instances(1)));
    }

    // One instance that is not finite, among others that must not notice.
    private static InstanceBatch WithNotFinite(PlainProblem problem)
    {
        Dictionary<string, double[]>[] instances = problem.Instances(Count);
        instances[Count / 2].Values.First()[0] = double.NaN;
        return problem.Batch(instances);
    }

    private static ExportedCase Case(string name, PlainProblem problem, SolverExportOptions options, InstanceBatch batch)
    {
        byte[] model = problem.Network.ToOnnx(options);
        using var solver = OnnxSolver.Load(model);
        SolveResult solved = solver.Solve(batch);
        CaseTensor[] expected =
        [
            CaseTensor.Of(SolverOutputs.Solution, [batch.Count, solved.StateSize], solved.Solution.Span),
            CaseTensor.Of(SolverOutputs.ResidualNorm, [batch.Count], solved.ResidualNorm.Span),
            CaseTensor.Of(SolverOutputs.Iterations, [batch.Count], solved.Iterations.Span),
            CaseTensor.Of(SolverOutputs.Status, [batch.Count], Array.ConvertAll(solved.Status.ToArray(), status => (long)status)),
            .. Recorded(SolverOutputs.ResidualHistory, [batch.Count, options.IterationLimit + 1 ?? 0], solved.ResidualHistory),
            .. Recorded(SolverOutputs.Iterates, [batch.Count, options.IterationLimit + 1 ?? 0, solved.StateSize], solved.Iterates),
        ];
        return new ExportedCase(
            name, model, options.Precision, ExportedCase.Columns(batch, solver.Description.Inputs, options.Precision), expected);
    }

    private static CaseTensor[] Recorded(string name, long[] lengths, ReadOnlyMemory<double>? values) =>
        values is null ? [] : [CaseTensor.Of(name, lengths, values.Value.Span)];
}
