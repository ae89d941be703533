using R2N2.Reference;

namespace R2N2.Inference.Tests.Vectorised;

/// <summary>A solver and instances that end at very different times and in every way.</summary>
/// <param name="Network">The solver.</param>
/// <param name="Options">How it is exported.</param>
/// <param name="Draw">So many instances.</param>
public sealed record LaneCase(R2N2Network Network, SolverExportOptions Options, Func<int, InstanceBatch> Draw)
{
    private static readonly SolverExportOptions _default = new();

    private static readonly Dictionary<string, Func<LaneCase>> _makers = new()
    {
        ["near"] = () => Of(PlainProblems.ChandrasekharEvaluations, _default),
        ["derivatives"] = () => Of(PlainProblems.ChandrasekharDerivatives, _default),
        ["far"] = () => Of(FarProblems.Chandrasekhar, _default),
        ["far, limit reached"] = () => Of(FarProblems.Cubic, _default with { IterationLimit = 3 }),
        ["far, no safeguard"] = () => Of(FarProblems.CubicDerivatives, _default with { Safeguard = null }),
        ["matrices of every instance"] = () => Of(FarProblems.Linear, _default),
        ["fixed iterations"] = () => Of(PlainProblems.Wave, new() { AbsoluteTolerance = null, IterationLimit = 5 }),
        ["history"] = () => Of(PlainProblems.MinimalDerivatives, _default),
        ["far, history"] = () => Of(FarProblems.Anderson, _default),
        ["history, fixed iterations"] = () => Of(PlainProblems.Anderson, new() { AbsoluteTolerance = null, IterationLimit = 5 }),
        ["one unknown"] = Tail,
        ["scalar loops"] = Stencil,
        ["overflow under zeros of a matrix"] = Overflow,
        ["grid"] = Grid,
    };

    public static IEnumerable<string> Names => _makers.Keys;

    public static LaneCase Of(string name) => _makers[name]();

    private static LaneCase Of(PlainProblem problem, SolverExportOptions options) =>
        new(problem.Network, options, count => problem.Batch(problem.Instances(count)));

    // One in ten needs a hundred times as many iterations as the others.
    private static LaneCase Tail()
    {
        var family = ProblemFamily.Equations("tail", 1, [new("a")], (x, p) => p["a"] * (x - 1));
        return new(
            new R2N2Network(family, Superstructure.Krylov(1), new Coefficients(-1)),
            new() { IterationLimit = 300, StallRate = 1, Safeguard = null },
            count => InstanceBatch.Of(
                count,
                ("X0", [.. Enumerable.Range(0, count).Select(i => i / 7.0)]),
                ("a", [.. Enumerable.Range(0, count).Select(i => i % 10 == 3 ? 0.05 + (0.0001 * (i % 97)) : 0.99)])));
    }

    private static LaneCase Grid() => new(
        new R2N2Network(
            ProblemFamily.Equations("grid", 12, [new("lambda")], (x, p) =>
            {
                Expression u = Expression.Reshape(x, 3, 4);
                Expression sum = Expression.Shift(u, 0, 1, ShiftEdge.Zero) + Expression.Shift(u, 0, -1, ShiftEdge.Zero)
                    + Expression.Shift(u, 1, 1, ShiftEdge.ReflectAtPoint) + Expression.Shift(u, 1, -1, ShiftEdge.Zero) - (4 * u);
                return Expression.Reshape(sum, 12) + (0.1 * p["lambda"] * Expression.Exp(x));
            }),
            Superstructure.NewtonKrylov(3),
            Coefficients.KrylovBasis(3, -0.25)),
        new() { IterationLimit = 30 },
        count => InstanceBatch.Of(
            count,
            ("X0", new double[12 * count]),
            ("lambda", [.. Enumerable.Range(0, count).Select(i => i * 4.0 / count)])));

    // An intermediate value of some instances is infinite where most elements of a constant matrix are zero.
    private static LaneCase Overflow()
    {
        double[,] identity = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
        var family = ProblemFamily.Equations(
            "overflow",
            4,
            [new("P", 4, 4), new("p", 4)],
            (x, p) => x - Expression.Min(identity * Expression.Exp(1000 * p["P"]), 5)[.., 0] - Expression.Min(identity * Expression.Exp(1000 * p["p"]), 5),
            InitialGuess.Zero);
        return new(new R2N2Network(family, Superstructure.Krylov(1), new Coefficients(-1)), _default, count => InstanceBatch.Of(
            count,
            ("P", [.. Enumerable.Range(0, 16 * count).Select(i => i % 211 == 4 ? 0.8 : 1e-4 * (i % 7))]),
            ("p", [.. Enumerable.Range(0, 4 * count).Select(i => i % 59 == 1 ? 0.8 : 1e-4 * (i % 5))])));
    }

    private static LaneCase Stencil() => new(
        new R2N2Network(ReferenceProblems.Stencil(12), Superstructure.NewtonKrylov(3), Coefficients.KrylovBasis(3, -0.25)),
        new() { IterationLimit = 30 },
        count => InstanceBatch.Of(count, ("lambda", [.. Enumerable.Range(0, count).Select(i => i * 4.0 / count)])));
}
