using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What an iteration decides is read by another engine than ONNX: over plain arrays, one instance at a time.</summary>
public abstract class SolverTurnTests(TestedEngine engine)
{
    private const int Count = 200;
    private const double Resolution = 1.0 / (1L << 52);

    private static readonly SolverExportOptions _options = new() { IterationLimit = 30 };

    public static TheoryData<string> Names => [.. FarProblems.Names];

    // Rounding errors decide in few instances, and grow where vectors are nearly dependent.
    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_FarOutsideOverPlainArrays_EndsAsTheFileDoes(string name)
    {
        PlainProblem problem = FarProblems.Of(name);
        Dictionary<string, double[]>[] instances = problem.Instances(Count);
        using var solver = engine.LoadSolver(problem.Network.ToOnnx(_options));
        SolveResult expected = solver.Solve(problem.Batch(instances));

        (SolveStatus Status, int Iterations)[] found = [.. instances.Select(instance => Solve(problem.Network, problem.Equations.Guess(instance), instance))];

        int same = Enumerable.Range(0, Count).Count(i =>
            found[i].Status == expected[i].Status && found[i].Iterations == expected[i].Iterations);
        Assert.InRange(same, 0.9 * Count, Count);
    }

    private static (SolveStatus Status, int Iterations) Solve(R2N2Network network, double[] guess, Dictionary<string, double[]> instance)
    {
        PlainReader reader = new();
        EquationFamily family = network.Family;
        int m = family.StateSize;
        NDArray[] parameters = [.. family.Parameters.Select(p => new NDArray([.. p.Shape.Dimensions], instance[p.Name]))];
        NDArray[] all = [.. network.Coefficients.Values.ToArray().Select(NDArray.Scalar)];
        SolverNumbers<NDArray> numbers = SolverNumber.Of(_options).Select(number => NDArray.Scalar(number.Value));
        SolverTurn turn = new(m, _options, _options.IterationLimit!.Value, SafeguardAttempt.TriesAgain(network.Superstructure));
        SafeguardSearch search = new(family, network.Superstructure, Resolution);
        OuterIteration iteration = new(family, network.Superstructure);
        IterationTables tables = new(family, network.Superstructure);
        NDArray[] kept = tables.Keep(reader, parameters, all);
        PlainSafeguardEngine engine = new(family, parameters);
        SolverPoint<NDArray> At(NDArray x)
        {
            NDArray f = family.Evaluate(reader, x, parameters);
            return new(x, f, new ResidualNorm(m).Of(reader, x, f));
        }

        (SolverState<NDArray> state, NDArray target) = turn.Start(reader, At(NDArray.Vector(guess)), numbers);
        NDArray[] memory = iteration.Begin(state.X, state.F);
        for (int k = 0; k < _options.IterationLimit && state.Status.Values[0] < 0; k++)
        {
            IReadOnlyList<NDArray> theta = tables.Theta(reader, () => NDArray.Scalar(k), kept, all);
            (NDArray next, memory, NDArray[] vectors) = iteration.Step(reader, state.X, state.F, memory, parameters, theta);
            SolverPoint<NDArray> point = At(next);
            (NDArray failed, NDArray bound) = turn.Check(reader, state, point.Norm, target, numbers);
            SafeguardOutcome<NDArray> found = failed.Values[0] > 0
                ? search.Search(engine, state.Point, point, bound, state.Fallback, state.Attempt, vectors)
                : SafeguardOutcome<NDArray>.Unsearched(reader, point, state.Fallback);
            SolverState<NDArray> after = turn.Next(reader, state, found, target, numbers);
            memory = turn.Remember(reader, state, after, memory, iteration.Begin(after.X, after.F));
            state = after;
        }

        return ((SolveStatus)SolverEnd.Limited(reader, state.Status).Values[0], (int)state.Iterations.Values[0]);
    }

    public sealed class OverOnnxRuntime() : SolverTurnTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : SolverTurnTests(TestedEngine.Vectorised);
}
