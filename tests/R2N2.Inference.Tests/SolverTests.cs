using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

public abstract class SolverTests(TestedEngine engine)
{
    private static PlainProblem Problem => PlainProblems.LinearRandom;

    [Fact]
    public void Solve_NoInstances_GivesAnEmptyResult()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx());

        SolveResult found = solver.Solve(Problem.Batch([]));

        Assert.Equal(0, found.Count);
        Assert.Equal(5, found.StateSize);
        Assert.Equal(0, found.Solution.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => found[0]);
    }

    [Fact]
    public void Solve_ColumnMissing_NamesItAndWhatIsThere()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx());

        var error = Assert.Throws<ArgumentException>(() => solver.Solve(InstanceBatch.Of(1, ("b", new double[5]))));

        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
        Assert.Contains("they have b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_ColumnOfAnotherLength_NamesBothLengths()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx());

        var error = Assert.Throws<ArgumentException>(
            () => solver.Solve(InstanceBatch.Of(2, ("A", new double[50]), ("b", new double[9]))));

        Assert.Contains("'b' has 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("need 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_FromSeveralThreadsAtOnce_GivesEachItsOwnResults()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx(new() { IterationLimit = 12 }));
        InstanceBatch[] batches = [.. Enumerable.Range(0, 8).Select(seed => Problem.Batch(Problem.Instances(50, seed)))];
        double[][] expected = [.. batches.Select(batch => solver.Solve(batch).Solution.ToArray())];

        Parallel.For(0, 64, i => Assert.Equal(expected[i % 8], solver.Solve(batches[i % 8]).Solution.ToArray()));
    }

    [Fact]
    public void Solve_SliceOfABatch_NeedsNoCopy()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx(new() { IterationLimit = 12 }));
        InstanceBatch batch = Problem.Batch(Problem.Instances(40));

        SolveResult whole = solver.Solve(batch);
        SolveResult part = solver.Solve(batch.Slice(10, 5));

        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(whole[10 + i].Iterations, part[i].Iterations));
        Assert.Equal(whole.ResidualNorm.ToArray()[10..15].Select(norm => norm < 1e-10), part.ResidualNorm.ToArray().Select(norm => norm < 1e-10));
    }

    [Fact]
    public void Buffer_FilledAndSolvedAgainAndAgain_MatchesSolve()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx(new() { IterationLimit = 12 }));
        BatchBuffer buffer = new(engine.RunnerOf(solver), 30);
        foreach (int count in (int[])[30, 30, 7, 0])
        {
            InstanceBatch batch = Problem.Batch(Problem.Instances(count, seed: count));
            for (int i = 0; i < solver.Description.Inputs.Count; i++)
            {
                batch[solver.Description.Inputs[i].Name].Span.CopyTo(buffer.Input(i));
            }

            buffer.Solve(count);

            SolveResult expected = solver.Solve(batch);
            Assert.Equal(expected.Solution.ToArray(), buffer.Numbers(0)[..(5 * count)].ToArray());
            Assert.Equal(expected.ResidualNorm.ToArray(), buffer.Numbers(1)[..count].ToArray());
            Assert.Equal(expected.Iterations.ToArray(), buffer.Integers(2)[..count].ToArray());
            Assert.Equal(expected.Status.ToArray().Select(status => (long)status), buffer.Integers(3)[..count].ToArray());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Solve(31));
    }

    [Fact]
    public void Run_ColumnsOfACallerWithMoreRows_SolvesThoseCountedOnly()
    {
        using var solver = engine.LoadSolver(Problem.Network.ToOnnx());
        InstanceBatch batch = Problem.Batch(Problem.Instances(21));
        ReadOnlyMemory<double>[] inputs = [.. solver.Description.Inputs.Select(input => batch[input.Name])];
        double[][] before = [.. inputs.Select(input => input.ToArray())];
        var columns = BatchColumns.For(engine.RunnerOf(solver).Signature, batch.Count, inputs);
        columns.Numbers[0].Span.Fill(7);
        columns.Integers[3].Span.Fill(7);

        engine.RunnerOf(solver).Run(columns, 13);

        Assert.Equal(solver.Solve(batch).Solution.ToArray()[..(13 * 5)], columns.Numbers[0].ToArray()[..(13 * 5)]);
        Assert.All(columns.Numbers[0].ToArray()[(13 * 5)..], value => Assert.Equal(7, value));
        Assert.All(columns.Integers[3].ToArray()[13..], value => Assert.Equal(7, value));
        Assert.Equal(before, inputs.Select(input => input.ToArray()));
    }

    [Fact]
    public void Solve_AfterDispose_IsRefused()
    {
        var solver = engine.LoadSolver(Problem.Network.ToOnnx());
        solver.Dispose();

        Assert.Throws<ObjectDisposedException>(() => solver.Solve(Problem.Batch(Problem.Instances(1))));
    }

    [Fact]
    public void Dispose_WhileOthersSolve_LetsThemFinish()
    {
        InstanceBatch batch = Problem.Batch(Problem.Instances(300));
        for (int round = 0; round < 20; round++)
        {
            var solver = engine.LoadSolver(Problem.Network.ToOnnx());
            int solved = 0;
            int refused = 0;
            Parallel.For(0, 8, i =>
            {
                try
                {
                    Assert.Equal(300, solver.Solve(batch).Count);
                    Interlocked.Increment(ref solved);
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }

                if (i == round % 8)
                {
                    solver.Dispose();
                }
            });

            Assert.Equal(8, solved + refused);
            Assert.Throws<ObjectDisposedException>(() => solver.Solve(batch));
        }
    }

    [Fact]
    public void Load_FromFile_SolvesLikeFromMemory()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            Problem.Network.SaveOnnx(path);
            using var solver = engine.LoadSolver(path);

            Assert.Equal("linear-random", solver.Description.FamilyName);
            Assert.Equal(3, solver.Solve(Problem.Batch(Problem.Instances(3))).Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_SomethingElse_SaysSo()
    {
        Assert.Throws<OnnxFormatException>(() => engine.LoadSolver("not a model"u8.ToArray()));
        Assert.Throws<FileNotFoundException>(() => engine.LoadSolver(Path.Combine(Path.GetTempPath(), "there-is-no-such.onnx")));
    }

    public sealed class OverOnnxRuntime() : SolverTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : SolverTests(TestedEngine.Vectorised);
}
