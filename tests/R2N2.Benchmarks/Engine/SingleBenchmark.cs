namespace R2N2.Benchmarks.Engine;

/// <summary>One instance of the Chandrasekhar H-equation at a time: nanoseconds for a call.</summary>
internal static class SingleBenchmark
{
    private const int Unknowns = 10;
    private const int Calls = 200;
    private const int Warmup = 50;
    private const int Rounds = 101;
    private const double NanosecondsPerMicrosecond = 1000;

    public static void Run(Figures figures)
    {
        Figures.Note($"chandrasekhar.single: m = {Unknowns}, one instance a call; median of {Rounds} rounds of {Calls} calls in turn");
        ChandrasekharCase problem = new(Unknowns, Calls);
        using var vectorised = Solver.Load(problem.Model);
        using var onnx = OnnxSolver.Load(problem.Model);
        InstanceBatch[] instances = [.. Enumerable.Range(0, Calls).Select(i => problem.Batch.Slice(i, 1))];
        DenseNewton newton = new(problem.Matrix, ChandrasekharCase.Tolerance);
        var solution = new double[Unknowns];

        double[] medians = InTurn.Medians(
            Warmup,
            Rounds,
            () => Repeat(i => vectorised.Solve(problem.Guesses.AsSpan(i * Unknowns, Unknowns), solution)),
            () => Repeat(i => onnx.Solve(instances[i])),
            () => Repeat(i => newton.SolveAll(problem.Guesses.AsSpan(i * Unknowns, Unknowns), solution)));
        figures.Add("chandrasekhar.single.vectorised", medians[0] * NanosecondsPerMicrosecond / Calls, "<= 3000, newtonLu");
        figures.Add("chandrasekhar.single.onnx", medians[1] * NanosecondsPerMicrosecond / Calls);
        figures.Add("chandrasekhar.single.newtonLu", medians[2] * NanosecondsPerMicrosecond / Calls);
    }

    // One call is too short to be timed alone.
    private static void Repeat(Action<int> call)
    {
        for (int i = 0; i < Calls; i++)
        {
            call(i);
        }
    }
}
