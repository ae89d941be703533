using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What an iteration decides is read by another engine than ONNX: over plain arrays, one instance at a time.</summary>
public sealed class SolverTurnTests
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
        using var solver = OnnxSolver.Load(problem.Network.ToOnnx(_options));
        SolveResult expected = solver.Solve(problem.Batch(instances));

        (SolveStatus Status, int Iterations)[] found = [.. instances.Select(instance => Solve(problem.Network, problem.Equations.Guess(instance), instance))];

        int same = Enumerable.Range(0, Count).Count(i =>
            found[i].Status == expected[i].Status && found[i].Iterations == expected[i].Iterations);
        Assert.InRange(same, 0.9 * Count, Count);
    }

    private static (SolveStatus Status, int Iterations) Solve(R2N2Network network, double[] guess, Dictionary<string, double[]> instance)
    {
        ArrayReader reader = ArrayReader.Instance;
        EquationFamily family = network.Family;
        int m = family.StateSize;
        ArrayValue[] parameters = [.. family.Parameters.Select(p => new ArrayValue(instance[p.Name], 1, p.Shape))];
        ArrayValue[] theta = [.. network.Coefficients.Values.ToArray().Select(Number)];
        SolverNumbers<ArrayValue> numbers = SolverNumber.Of(_options).Select(number => Number(number.Value));
        SolverTurn turn = new(m, _options);
        SafeguardSearch search = new(m, Resolution);
        OuterIteration iteration = new(family, network.Superstructure);
        PlainSafeguardEngine engine = new(family, parameters);
        SolverPoint<ArrayValue> At(ArrayValue x)
        {
            ArrayValue f = family.Evaluate(reader, x, parameters);
            return new(x, f, new ResidualNorm(m).Of(reader, x, f));
        }

        (SolverState<ArrayValue> state, ArrayValue target) = turn.Start(reader, At(new ArrayValue(guess, 1, Shape.Vector(m))), numbers);
        for (int k = 0; k < _options.IterationLimit && state.Status.Values[0] < 0; k++)
        {
            (ArrayValue next, ArrayValue[] vectors) = iteration.Step(reader, state.X, state.F, parameters, theta);
            SolverPoint<ArrayValue> point = At(next);
            ArrayValue level = Number(0);
            (ArrayValue failed, ArrayValue bound) = turn.Check(reader, state, point.Norm, target, numbers);
            if (failed.Values[0] > 0)
            {
                (point, level) = search.Search(engine, new(state.X, state.F, state.Norm), point, bound, vectors);
            }

            state = turn.Next(reader, state, point, level, target, numbers);
        }

        return ((SolveStatus)SolverEnd.Limited(reader, state.Status).Values[0], (int)state.Iterations.Values[0]);
    }

    private static ArrayValue Number(double value) => new([value], 1, Shape.Scalar);
}
