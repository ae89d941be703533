using System.Numerics.Tensors;

namespace R2N2.Benchmarks.Engine;

/// <summary>A batch of the Chandrasekhar H-equation by all engines, on all processors: nanoseconds for an instance.</summary>
/// <param name="name">What the figures are called.</param>
/// <param name="unknowns">m.</param>
/// <param name="rows">The number of instances.</param>
internal sealed class BatchBenchmark(string name, int unknowns, int rows)
{
    private const double NanosecondsPerMicrosecond = 1000;

    // How far two solutions may lie apart whose residuals are at most 1e-10.
    private const double Agreement = 1e-9;

    /// <summary>What the vectorised engine should need, beside the others.</summary>
    public string Expected { get; init; } = "<= 1.5 handWritten";

    /// <summary>Rounds that are not counted.</summary>
    public int Warmup { get; init; } = 100;

    /// <summary>Rounds that are.</summary>
    public int Rounds { get; init; } = 51;

    /// <summary>How many of the instances Newton's method solves in a round; null, the default, for all.</summary>
    public int? NewtonRows { get; init; }

    /// <summary>Measures.</summary>
    public void Run(Figures figures)
    {
        Figures.Note($"{name}: m = {unknowns}, {rows:N0} instances, tolerance, status and safeguard; median of {Rounds} rounds in turn");
        ChandrasekharCase problem = new(unknowns, rows);
        using var vectorised = Solver.Load(problem.Model);
        using var onnx = OnnxSolver.Load(problem.Model);
        SolveResult solved = onnx.Solve(problem.Batch);

        // Fresh pages for the results would be measured as well.
        SolveBuffer vectorisedResults = new(problem.Batch.Count, vectorised.Description.StateSize);
        SolveBuffer onnxResults = new(problem.Batch.Count, vectorised.Description.StateSize);
        double evaluations = 1 + (problem.Network.Superstructure.InnerIterations * solved.Iterations.ToArray().Average());
        int whole = (int)Math.Round(evaluations);
        using WholeBatchSession session = new(problem.Model);
        using BareFunction bare = new(problem.Network.Family, whole);
        HandWritten handWritten = new(problem.Matrix, problem.Network.Coefficients, ChandrasekharCase.Tolerance);
        DenseNewton newton = new(problem.Matrix, ChandrasekharCase.Tolerance);
        var solutions = new double[problem.Guesses.Length];
        var norms = new double[rows];
        int newtonRows = NewtonRows ?? rows;
        ReadOnlyMemory<double> newtonGuesses = problem.Guesses.AsMemory(0, newtonRows * unknowns);
        Memory<double> newtonSolutions = new double[newtonGuesses.Length];

        double[] medians = InTurn.Medians(
            Warmup,
            Rounds,
            () => vectorised.Solve(problem.Batch, vectorisedResults),
            () => onnx.Solve(problem.Batch, onnxResults),
            () => session.Solve(problem.Guesses, rows),
            () => newton.Solve(newtonGuesses, newtonSolutions),
            () => bare.Run(problem.Guesses, rows),
            () => handWritten.Solve(problem.Guesses, solutions, norms));
        RequireAgreement(solved.Solution.Span, vectorised.Solve(problem.Batch).Solution.Span);
        RequireAgreement(solved.Solution.Span, solutions);
        RequireAgreement(solved.Solution.Span[..newtonSolutions.Length], newtonSolutions.Span);

        double[] instances = Array.ConvertAll(medians, median => median * NanosecondsPerMicrosecond / rows);
        figures.Add($"{name}.vectorised", instances[0], Expected);
        figures.Add($"{name}.onnx", instances[1], "<= 2 bare");
        figures.Add($"{name}.session", instances[2]);
        figures.Add($"{name}.newtonLu", instances[3] * rows / newtonRows);
        figures.Add($"{name}.bare", instances[4] * evaluations / whole);
        figures.Add($"{name}.handWritten", instances[5]);
    }

    private void RequireAgreement(ReadOnlySpan<double> expected, ReadOnlySpan<double> found)
    {
        var differences = new double[expected.Length];
        TensorPrimitives.Subtract(expected, found, differences);
        double worst = TensorPrimitives.MaxMagnitude<double>(differences);
        if (!(Math.Abs(worst) <= Agreement))
        {
            throw new InvalidOperationException(
                $"{name}: two engines' solutions differ by {worst:E1}; {Agreement:E0} is allowed. One of them solves something else.");
        }
    }
}
