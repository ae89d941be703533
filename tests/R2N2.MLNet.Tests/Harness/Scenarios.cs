using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Reference;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

/// <summary>The solvers that every check of the tests is run over.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Linear,
        Linear with
        {
            Name = "linear, in ONNX Runtime",
            Options = new() { Inference = new InferenceOptions { Engine = Engine.OnnxRuntime } },
        },
        Linear with { Name = "linear, right sides in single precision", Columns = [SingleVector("b", 5)], Residual = LinearSingle },
        Linear with
        {
            Name = "linear, columns renamed",
            Options = new()
            {
                InputColumns = new Dictionary<string, string[]> { ["b"] = ["right side"] },
                OutputPrefix = "linear ",
                SolutionColumn = "x",
            },
            Columns = [Vector("right side", 5)],
        },
        Linear with
        {
            Name = "linear, right side from three columns",
            Options = new() { InputColumns = new Dictionary<string, string[]> { ["b"] = ["first", "middle", "last"] } },
            Columns =
            [
                SingleVector("middle", 3),
                (nameof(InstanceRow.Number), "first", NumberDataViewType.Double),
                (nameof(InstanceRow.SingleNumber), "last", NumberDataViewType.Single),
            ],
            Row = random => new InstanceRow
            {
                Number = Uniform(random),
                SingleVector = [.. Enumerable.Range(0, 3).Select(_ => (float)Uniform(random))],
                SingleNumber = (float)Uniform(random),
            },
            Residual = (row, x) => LinearResidual(
                (i, j) => ReferenceProblems.LinearMatrix[i, j],
                [row.Number, .. row.SingleVector.Select(value => (double)value), row.SingleNumber],
                x),
        },
        Linear with { Name = "linear, exactly two iterations", Options = Exactly(2) },
        LinearRandom([Matrix("A", 5, 5), Vector("b", 5)], "linear, matrices of their own"),
        LinearRandom([Matrix("A", 25), Vector("b", 5)], "linear, matrices as flat vectors"),
        Chandrasekhar,
        Chandrasekhar with { Name = "Chandrasekhar, directional derivatives", Options = new() { Generation = GenerationModule.DirectionalDerivatives } },
        Chandrasekhar with
        {
            Name = "Chandrasekhar, single-precision file",
            Options = new() { Export = new() { Precision = OnnxPrecision.Float32 } },
            Precision = 1e-5,
        },
        Scalar([("Number", "mu", NumberDataViewType.Double)], "scalar parameter", row => row.Number),
        Scalar([("SingleNumber", "mu", NumberDataViewType.Single)], "scalar parameter in single precision", row => row.SingleNumber),
        Scalar([Vector("mu", 1)], "scalar parameter as a vector of one", row => row.Vector[0]),
    ];

    /// <summary>A x = b, with one A for all and a b for each row.</summary>
    public static Scenario Linear => new()
    {
        Name = "linear",
        Family = ReferenceProblems.LinearFixed(),
        Columns = [Vector("b", 5)],
        Row = random =>
        {
            double[] b = [.. ReferenceProblems.MeanRightSide.Select(mean => mean + Uniform(random))];
            return new InstanceRow { Vector = b, SingleVector = [.. b.Select(value => (float)value)] };
        },
        Residual = (row, x) => LinearResidual((i, j) => ReferenceProblems.LinearMatrix[i, j], row.Vector, x),
    };

    /// <summary>x = 1/(1 - A x), with a guess for each row.</summary>
    public static Scenario Chandrasekhar => new()
    {
        Name = "Chandrasekhar",
        Family = ReferenceProblems.Chandrasekhar(10),
        Columns = [("Guess", "X0", new VectorDataViewType(NumberDataViewType.Double, 10))],
        Row = random => new InstanceRow { Guess = [.. Enumerable.Range(0, 10).Select(_ => 1 + (0.5 * Uniform(random)))] },
        Residual = (_, x) =>
        {
            double[,] a = ReferenceProblems.ChandrasekharMatrix(x.Length);
            return [.. x.Select((value, i) => value - (1 / (1 - x.Select((other, j) => a[i, j] * other).Sum())))];
        },
    };

    public static IEnumerable<object[]> Names => All.Select(scenario => new object[] { scenario.Name });

    public static Scenario Get(string name) => All.Single(scenario => scenario.Name == name);

    private static Scenario LinearRandom(IReadOnlyList<(string Member, string Column, DataViewType Type)> columns, string name) => new()
    {
        Name = name,
        Family = ReferenceProblems.LinearRandom(),
        Columns = columns,
        Row = random =>
        {
            InstanceBatch one = ReferenceProblems.LinearRandomData(1, random.Next());
            return new InstanceRow { Matrix = one["A"].ToArray(), Vector = one["b"].ToArray() };
        },
        Residual = (row, x) => LinearResidual((i, j) => row.Matrix[(5 * i) + j], row.Vector, x),
    };

    private static Scenario Scalar(
        IReadOnlyList<(string Member, string Column, DataViewType Type)> columns, string name, Func<InstanceRow, double> mu) => new()
        {
            Name = name,
            Family = ProblemFamily.Equations(
                "tanh", 3, [new("mu")], (x, p) => x + (0.2 * Expression.Tanh(x)) - p["mu"], InitialGuess.Constant(0.5)),
            Columns = columns,
            Row = random =>
            {
                double value = 1 + Uniform(random);
                return new InstanceRow { Number = value, SingleNumber = (float)value, Vector = [value] };
            },
            Residual = (row, x) => [.. x.Select(value => value + (0.2 * Math.Tanh(value)) - mu(row))],
        };

    private static EquationSolverOptions Exactly(int iterations) => new()
    {
        Loss = new EquationLoss { OuterIterations = iterations },
        Export = new() { AbsoluteTolerance = null, IterationLimit = iterations },
    };

    private static double[] LinearSingle(InstanceRow row, double[] x) => LinearResidual(
        (i, j) => ReferenceProblems.LinearMatrix[i, j], [.. row.SingleVector.Select(value => (double)value)], x);

    private static double[] LinearResidual(Func<int, int, double> a, double[] b, double[] x) =>
        [.. b.Select((right, i) => x.Select((value, j) => a(i, j) * value).Sum() - right)];

    private static double Uniform(Random random) => (2 * random.NextDouble()) - 1;

    private static (string Member, string Column, DataViewType Type) Vector(string column, int size) =>
        (nameof(InstanceRow.Vector), column, new VectorDataViewType(NumberDataViewType.Double, size));

    private static (string Member, string Column, DataViewType Type) SingleVector(string column, int size) =>
        (nameof(InstanceRow.SingleVector), column, new VectorDataViewType(NumberDataViewType.Single, size));

    private static (string Member, string Column, DataViewType Type) Matrix(string column, params int[] dimensions) =>
        (nameof(InstanceRow.Matrix), column, new VectorDataViewType(NumberDataViewType.Double, dimensions));
}
