using R2N2.Reference;

namespace R2N2.Benchmarks.Engine;

/// <summary>
/// What one slow instance among a thousand costs the others: the time of a batch with such instances over that of the same batch
/// with ordinary ones in their places.
/// </summary>
internal static class TailBenchmark
{
    private const int Unknowns = 10;
    private const int Rows = 20_000;
    private const int Every = 1_000;
    private const int TimesMean = 4;
    private const int Warmup = 30;
    private const int Rounds = 51;

    public static void Run(Figures figures)
    {
        ChandrasekharCase problem = new(Unknowns, Rows);
        using var vectorised = Solver.Load(problem.Model);
        using var onnx = OnnxSolver.Load(problem.Model);
        double mean = onnx.Solve(problem.Batch).Iterations.ToArray().Average();
        InstanceBatch tail = WithSlow(problem, FindSlow(onnx, TimesMean * mean));
        double slowest = onnx.Solve(tail).Iterations.ToArray().Max();
        Figures.Note($"tail: {Rows:N0} instances of {Unknowns} unknowns, {mean:F2} iterations in the mean; one of {Every:N0} needs {slowest}");
        figures.Add("tail.vectorised", Ratio(vectorised), "<= 1.15");
        figures.Add("tail.onnx", Ratio(onnx));

        double Ratio(ISolver solver) => InTurn.Ratio(Warmup, Rounds, () => solver.Solve(tail), () => solver.Solve(problem.Batch));
    }

    // Starts far from the solution; those that converge after about so many iterations.
    private static List<double[]> FindSlow(OnnxSolver solver, double iterations)
    {
        const int candidates = 20_000;
        const double spread = 20;
        double[] guesses = ReferenceProblems.ChandrasekharData(candidates, Unknowns, seed: 11)[InitialGuess.DefaultName].ToArray();
        double[] far = Array.ConvertAll(guesses, guess => 1 + (spread * (guess - 1)));
        SolveResult solved = solver.Solve(InstanceBatch.Of(candidates, (InitialGuess.DefaultName, far)));
        List<double[]> slow =
        [
            .. Enumerable.Range(0, candidates)
                .Where(i => solved.Status.Span[i] == SolveStatus.Converged && Math.Abs(solved.Iterations.Span[i] - iterations) <= 1)
                .Select(i => far[(i * Unknowns)..((i + 1) * Unknowns)])
                .Take(Rows / Every),
        ];
        return slow.Count > 0
            ? slow
            : throw new InvalidOperationException($"None of {candidates} far starts needs about {iterations:F0} iterations; take other ones.");
    }

    private static InstanceBatch WithSlow(ChandrasekharCase problem, List<double[]> slow)
    {
        double[] guesses = [.. problem.Guesses];
        for (int i = 0; i < Rows / Every; i++)
        {
            slow[i % slow.Count].CopyTo(guesses, ((i * Every) + (Every / 2)) * Unknowns);
        }

        return InstanceBatch.Of(Rows, (InitialGuess.DefaultName, guesses));
    }
}
