using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Everything that is written and read back: all kinds of f, of networks, of files.</summary>
internal static class RoundTripModels
{
    private static readonly double[,] _matrix = { { 1 / 3.0, -0.0 }, { 1e-300, 7 } };

    /// <summary>f with every primitive, and constants that only round-trip text brings back.</summary>
    public static EquationFamily EveryPrimitive { get; } = ProblemFamily.Equations(
        "every primitive: a \"name\" | with = signs",
        2,
        [new("s"), new("back\\slash\nnew line", 2), new("A", 2, 2)],
        (x, p) =>
        {
            (Expression s, Expression v, Expression a) = (p["s"], p["back\\slash\nnew line"], p["A"]);
            Expression unary = Sin(x) + Cos(x) + Tanh(x) + Exp(-Abs(x)) + Log(Sqrt(Abs(x) + 1.1)) + Sign(x)
                + Atan(x) + Cbrt(x) + Log1p(Abs(x)) + Expm1(x) + Erf(x) + NormalCdf(x);
            Expression binary = Min(x, v) - (Max(s, x) / (2 + Pow(Abs(x), 2.5))) + SelectLess(x, s, v, 1e-17);
            Expression structure = Concat(Reshape(a, 4)[1..3], Stack(a[0, 1], 0.1)[1..])[..2] + Sum(Transpose(a * a) * _matrix, 0);
            return unary + binary + structure + (a * x) + ((Expression)_matrix * x) + Stack(x[1], double.NegativeInfinity * s);
        },
        InitialGuess.Constant(0.1, -0.0));

    /// <summary>Sparse matrices with numbers that only round-trip text brings back, and with rows of no elements; a transpose; shifts.</summary>
    public static EquationFamily Structured { get; } = ProblemFamily.Equations(
        "structured",
        6,
        [new("b", 6)],
        (x, p) =>
        {
            var a = SparseMatrix.FromTriplets(9, 6, [(0, 0, 1 / 3.0), (8, 5, -0.0), (2, 1, 1e-300), (2, 5, 7), (4, 0, 1), (4, 2, 0.1), (4, 3, double.NaN)]);
            var small = SparseMatrix.FromTriplets(6, 6, [(3, 4, 0.7)]);
            Expression grid = Reshape(x, 2, 3);
            Expression stencil = Shift(grid, 1, 1, ShiftEdge.ReflectAtFace) - Shift(grid, 0, -1, ShiftEdge.Zero);
            return x - p["b"] + (a.Transpose() * (a * Sin(x))) + (small * x) + (small * p["b"]) + Reshape(stencil, 6);
        },
        InitialGuess.Zero);

    /// <summary>Linear systems with one and with several right-hand sides, products and diagonals.</summary>
    public static EquationFamily Systems { get; } = ProblemFamily.Equations(
        "systems",
        2,
        [new("A", 2, 2), new("b", 2)],
        (x, p) => x - Solve(p["A"] + Diag(1 / 3.0 * x), p["b"]) - (Inverse((Expression)_matrix + Outer(x, p["b"])) * Diag(p["A"])) - Dot(x, p["b"]),
        InitialGuess.Zero);

    public static IReadOnlyDictionary<string, R2N2Network> Networks { get; } = new[]
    {
        ("systems", Network(Systems, Superstructure.Krylov(2))),
        ("systems, derivatives", Network(Systems, Superstructure.NewtonKrylov(2))),
        ("structured", Network(Structured, Superstructure.NewtonKrylov(2))),
        ("fixed point", ExportSamples.FixedPoint),
        ("parameters", ExportSamples.Parameters),
        ("every primitive", Network(EveryPrimitive, Superstructure.Krylov(2))),
        ("every primitive, derivatives", Network(EveryPrimitive, Superstructure.NewtonKrylov(3))),
        ("linear, one matrix", new R2N2Network(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), ReferenceProblems.PublishedFixed)),
        ("linear, many matrices", new R2N2Network(ReferenceProblems.LinearRandom(), Superstructure.Krylov(4), ReferenceProblems.PublishedRandom)),
        ("chandrasekhar", Network(ReferenceProblems.Chandrasekhar(10), Superstructure.NewtonKrylov(4))),
        ("preconditioned by a matrix", Network(
            ProblemFamily.Equations("cubic", 2, x => (x * x * x) - 2),
            Superstructure.Krylov(2) with { Preconditioner = Preconditioner.Constant(_matrix) })),
        ("preconditioned by a function", Network(
            EveryPrimitive,
            Superstructure.NewtonKrylov(2) with { Preconditioner = Preconditioner.Function((x, p) => p["A"] / (2 + Sum(Abs(x)))) })),
        ("Newton", Network(ReferenceProblems.Chandrasekhar(10), Superstructure.MultiPointNewton(2))),
        ("Jacobi", Network(EveryPrimitive, Superstructure.Krylov(2) with { Preconditioner = Preconditioner.Diagonal })),
        ("preconditioned by a diagonal", Network(
            EveryPrimitive, Superstructure.Krylov(1) with { Preconditioner = Preconditioner.Function((x, p) => p["s"] / (1 + Abs(x))) })),
        ("Anderson", Network(
            EveryPrimitive, Superstructure.Anderson(3) with { Preconditioner = Preconditioner.Function((x, p) => p["s"] / (1 + Abs(x))) })),
        ("minimal residual", Network(
            EveryPrimitive, Superstructure.NewtonKrylov(3) with { Assembly = AssemblyModule.MinimalResidual })),
        ("a table for each iteration", Network(EveryPrimitive, Superstructure.NewtonKrylov(2) with { Tables = TableModule.PerIteration(3) })),
        ("tables by features", Network(
            EveryPrimitive,
            Superstructure.Krylov(2) with { Tables = TableModule.Conditional(p => p["s"] / 3, p => Sin(Sum(p["A"] * p["A"]))) })),
        ("tables and history", Network(
            EveryPrimitive,
            Superstructure.Anderson(1) with { Tables = TableModule.Conditional(p => p["s"]) })),
        ("guess by another name", Network(
            ProblemFamily.Equations("named", 1, x => (x * x) - 2, InitialGuess.Given("first guess")), Superstructure.Krylov(1))),
        ("guess of the parameters", Network(
            EveryPrimitive.WithInitialGuess(InitialGuess.Function(p => (p["A"] * Cos(p["back\\slash\nnew line"])) + (p["s"] / 3.0))),
            Superstructure.Krylov(2))),
        ("guess of no parameter", Network(
            EveryPrimitive.WithInitialGuess(InitialGuess.Function(_ => new double[] { 1 / 3.0, -0.0 })), Superstructure.Krylov(2))),
        ("NaN of its own", Network(
            ProblemFamily.Equations("nan", 1, x => x - SelectLess(x, 0, BitConverter.Int64BitsToDouble(0x7ff8000000000123), 1)),
            Superstructure.Krylov(1))),
    }.ToDictionary(pair => pair.Item1, pair => pair.Item2);

    public static IReadOnlyList<SolverExportOptions> Options { get; } =
    [
        .. from form in Enum.GetValues<IterationForm>()
           from precision in Enum.GetValues<OnnxPrecision>()
           from tolerance in (double?[])[1.0 / 3e9, null]
           select new SolverExportOptions
           {
               Form = form,
               Precision = precision,
               AbsoluteTolerance = tolerance,
               RelativeTolerance = tolerance is null ? null : 1e-3,
               IterationLimit = tolerance is null ? null : 4,
               StallRate = 2.0 / 3,
               StallLimit = 2,
           },
        new() { Safeguard = null },
        new() { Safeguard = new Safeguard { Rate = 0.7 }, ResidualHistory = true, IterationLimit = 6 },
        new() { AbsoluteTolerance = null, Iterates = true, OutputNames = new Dictionary<string, string> { [SolverOutputs.Iterates] = "all" } },
        new() { OutputNames = new Dictionary<string, string> { [SolverOutputs.Solution] = "x*", [SolverOutputs.Status] = "end" } },
    ];

    public static IReadOnlyDictionary<string, R2N2Integrator> Integrators { get; } = new[]
    {
        ("autonomous", new R2N2Integrator(ReferenceIntegrations.VanDerPol, ButcherTableau.RungeKutta4) { TrainingLoss = 0.1 }),
        ("embedded row", new R2N2Integrator(ReferenceIntegrations.Square, ButcherTableau.DormandPrince)),
        ("driven", new R2N2Integrator(
            ProblemFamily.InitialValue(
                "driven", 2, [new("a"), new("w", 2)], (t, y, p) => Stack(y[1], (p["a"] * Sin(t)) - (p["w"][0] * Sin(y[0])))),
            ButcherTableau.BogackiShampine)),
        ("stiff", new R2N2Integrator(StiffProblems.Robertson.Family, RosenbrockTableau.Rodas4)),
    }.ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static R2N2Network Network(EquationFamily family, Superstructure superstructure) => new(
        family,
        superstructure,
        Coefficients.Split([.. Enumerable.Range(1, superstructure.CoefficientCount).Select(i => -1.0 / (i + 2))], superstructure.TableSize));
}
