using Google.Protobuf;
using R2N2.Onnx;
using R2N2.Onnx.Format;
using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Superstructures;

public class PreconditionerTests
{
    private const int Unknowns = 3;

    private static readonly double[,] _matrix = { { 0.5, -0.1, 0.2 }, { 0.3, 0.7, -0.4 }, { 0, 0.2, 0.9 } };

    public static IReadOnlyDictionary<string, Func<Expression, InstanceParameters, Expression>> Matrices { get; } =
        new Dictionary<string, Func<Expression, InstanceParameters, Expression>>
        {
            ["constant"] = (_, _) => _matrix,
            ["parameter"] = (_, p) => p["P"],
            ["diagonal of where it is"] = (x, p) => p["s"] / (1 + (x * x)),
            ["matrix of where it is"] = (x, p) => p["P"] * Exp(-Norm(x)),
        };

    public static IEnumerable<object[]> Cases =>
        from engine in AllEngines.Names
        from matrix in Matrices.Keys
        from generation in OuterStep.Generations
        select new object[] { engine, matrix, generation.Name };

    // The vectors are those of g = P(x_k) f; x_k is a parameter of that family, since P stays while f is evaluated elsewhere.
    [Theory]
    [MemberData(nameof(Cases))]
    public void OuterIteration_Preconditioned_StepsAsTheFamilyOfPTimesF(string engine, string matrix, string generation)
    {
        EquationFamily family = Family((x, p) => F(x, p));
        EquationFamily product = ProblemFamily.Equations(
            "product", Unknowns, [.. family.Parameters, new("x_k", Unknowns)], (x, p) => Times(Matrices[matrix](p["x_k"], p), F(x, p)));
        Random random = new(5);
        for (int n = 1; n <= 3; n++)
        {
            double[] theta = OuterStep.DrawTheta(random, n), x = Draw(random, Unknowns);
            Dictionary<string, double[]> p = new() { ["P"] = Draw(random, 9), ["s"] = Draw(random, 1) };
            Superstructure plain = new(n, GenerationModule.Parse(generation));
            Superstructure preconditioned = plain with { Preconditioner = Preconditioner.Function(Matrices[matrix]) };

            double[] expected = OuterStep.Run(product, plain, theta, x, new Dictionary<string, double[]>(p) { ["x_k"] = x });

            OuterStep.AssertClose(expected, OuterStep.Run(family, preconditioned, theta, x, p, AllEngines.Get(engine)));
        }
    }

    [Fact]
    public void Constant_SameMatrix_IsEqualAndFunctionOfItSteps()
    {
        Preconditioner constant = Preconditioner.Constant(_matrix);
        Preconditioner function = Preconditioner.Function((_, _) => _matrix);
        Random random = new(1);
        double[] theta = OuterStep.DrawTheta(random, 2), x = Draw(random, Unknowns);
        Dictionary<string, double[]> p = new() { ["P"] = Draw(random, 9), ["s"] = [1] };
        EquationFamily family = Family(F);

        Assert.Equal(constant, Preconditioner.Constant((double[,])_matrix.Clone()));
        Assert.NotEqual(constant, Preconditioner.Constant(new double[3, 3]));
        Assert.NotEqual(constant, function);
        Assert.Equal(
            OuterStep.Run(family, Superstructure.Krylov(2) with { Preconditioner = constant }, theta, x, p),
            OuterStep.Run(family, Superstructure.Krylov(2) with { Preconditioner = function }, theta, x, p));
    }

    [Fact]
    public void Constant_ArrayChangedLater_KeepsWhatItWas()
    {
        double[,] matrix = (double[,])_matrix.Clone();
        Preconditioner constant = Preconditioner.Constant(matrix);
        matrix[0, 0] = 17;

        Assert.Equal(Preconditioner.Constant(_matrix), constant);
    }

    [Fact]
    public void Newton_ThetaMinusOne_IsNewtonsMethod()
    {
        R2N2Network network = new(ReferenceProblems.LinearRandom(), Superstructure.Newton, new Coefficients(-1.0));
        AssertSame(network, ReferenceProblems.LinearRandomData(40, 3), steps: 1);
        AssertSame(new(ReferenceProblems.Chandrasekhar(10), Superstructure.Newton, new Coefficients(-1.0)), ReferenceProblems.ChandrasekharData(40, 10, 3), steps: 3);

        static void AssertSame(R2N2Network network, InstanceBatch instances, int steps)
        {
            Newton classical = new() { AbsoluteTolerance = null, IterationLimit = steps };
            using Solver solver = network.ToSolver(new() { AbsoluteTolerance = null, IterationLimit = steps });

            OuterStep.AssertClose(
                classical.Solve(network.Family, instances).Solution.ToArray(), solver.Solve(instances).Solution.ToArray(), 1e-11);
        }
    }

    // n inner iterations with all θ = -1 are n steps of Newton's method with one derivative.
    [Fact]
    public void MultiPointNewton_ThetaMinusOne_ConvergesWithOrderNPlusOne()
    {
        EquationFamily family = ReferenceProblems.Chandrasekhar(10);
        double[] guess = [.. Enumerable.Repeat(0.8, 10)];
        InstanceBatch instances = InstanceBatch.Of(1, ("X0", guess));
        double[] solution = new Newton { AbsoluteTolerance = null, IterationLimit = 12 }.Solve(family, instances).Solution.ToArray();

        double[] errors = [ConvergenceOrder.Distance(guess, solution), .. Enumerable.Range(1, 2).Select(k =>
        {
            R2N2Network network = new(family, Superstructure.MultiPointNewton(2), new Coefficients(-1.0, -1.0, -1.0));
            using Solver solver = network.ToSolver(new() { AbsoluteTolerance = null, IterationLimit = k });
            return ConvergenceOrder.Distance(solver.Solve(instances).Solution.Span, solution);
        })];

        Assert.InRange(ConvergenceOrder.Slope(errors[..^1], errors[1..]), 2.7, 3.3);
    }

    [Fact]
    public void Jacobian_TooManyUnknowns_NamesWhatToUse()
    {
        EquationFamily family = ProblemFamily.Equations("large", 200, x => x * x);

        string message = Assert.Throws<ArgumentException>(() => new R2N2Network(family, Superstructure.Newton, new Coefficients(-1.0))).Message;

        Assert.Contains("200", message, StringComparison.Ordinal);
        Assert.Contains("MeanJacobian", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_MatrixOfAnotherSize_NamesBothShapes()
    {
        Superstructure structure = Superstructure.Krylov(1) with { Preconditioner = Preconditioner.Constant(new double[2, 3]) };

        string message = Assert.Throws<ArgumentException>(() => new R2N2Network(Family(F), structure, new Coefficients(-1.0))).Message;

        Assert.Contains("[2, 3]", message, StringComparison.Ordinal);
        Assert.Contains("[3, 3]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_MeanJacobianNotComputed_SaysWhatToDo()
    {
        Superstructure structure = Superstructure.Krylov(1) with { Preconditioner = Preconditioner.MeanJacobian };

        string message = Assert.Throws<ArgumentException>(() => new R2N2Network(Family(F), structure, new Coefficients(-1.0))).Message;

        Assert.Contains("Train the network", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Function", "Constant", "computed")]
    [InlineData("Constant", "Whatever", "Whatever")]
    [InlineData("None", "Constant", "r2n2.preconditionerMatrix")]
    [InlineData("None", "MeanJacobian", "r2n2.preconditionerMatrix")]
    public void Load_NameThatDoesNotSuitTheMatrix_IsRefused(string written, string name, string named)
    {
        Preconditioner preconditioner = written switch
        {
            "Function" => Preconditioner.Function((x, _) => x),
            "Constant" => Preconditioner.Constant(_matrix),
            _ => Preconditioner.None,
        };
        R2N2Network network = new(Family(F), Superstructure.Krylov(1) with { Preconditioner = preconditioner }, new Coefficients(-1.0));
        var model = ModelProto.Parser.ParseFrom(network.ToOnnx());
        StringStringEntryProto? entry = model.MetadataProps.SingleOrDefault(entry => entry.Key == SolverMetadata.Preconditioner);
        if (entry is null)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = SolverMetadata.Preconditioner, Value = name });
        }
        else
        {
            entry.Value = name;
        }

        string message = Assert.Throws<OnnxFormatException>(() => R2N2Network.Load(model.ToByteArray())).Message;

        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    private static EquationFamily Family(Func<Expression, InstanceParameters, Expression> f) =>
        ProblemFamily.Equations("preconditioned", Unknowns, [new("P", Unknowns, Unknowns), new("s")], f);

    private static Expression F(Expression x, InstanceParameters p) => (x * x * x) + (p["P"] * x) - Sin(p["s"] * x);

    private static Expression Times(Expression matrix, Expression vector) => matrix.Shape.Rank == 1 ? matrix * vector : MatMul(matrix, vector);

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
}
