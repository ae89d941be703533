using MathNet.Numerics.LinearAlgebra;
using R2N2.Onnx;
using R2N2.Onnx.Format;
using R2N2.Reference;
using R2N2.Tests.Engines;
using R2N2.Vectorised;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Linear systems of every kind and size: A x = b row by row, the same x in all engines, NaN for singular instances alone.</summary>
public class SolveTests
{
    private static readonly int[] _sizes = [1, 2, 3, 4, 5, 10, 30];

    public static TheoryData<string, string> EnginesAndKinds() => AllEngines.With(SystemMatrices.Kinds.Keys);

    public static TheoryData<string> Engines() => [.. AllEngines.Names];

    [Theory]
    [MemberData(nameof(EnginesAndKinds))]
    public void Solve_AnyMatrix_SatisfiesEveryEquationToRounding(string engine, string kind)
    {
        foreach (int m in _sizes)
        {
            (double[][] matrices, double[][] rights) = Draw(SystemMatrices.Kinds[kind], m, 20);
            double[][] solutions = Solve(engine, matrices, rights);
            for (int i = 0; i < matrices.Length; i++)
            {
                AssertSolves(matrices[i], solutions[i], rights[i], $"{kind} of {m}, instance {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndKinds))]
    public void Solve_AnyMatrix_IsTheSameInEveryEngine(string engine, string kind)
    {
        foreach (int m in _sizes)
        {
            (double[][] matrices, double[][] rights) = Draw(SystemMatrices.Kinds[kind], m, 20);
            double[][] solutions = Solve(engine, matrices, rights);
            for (int i = 0; i < matrices.Length; i++)
            {
                AssertClose(PlainElimination.Solve(matrices[i], rights[i]), solutions[i], 1e-12 * Math.Max(1, m / 5.0), $"{kind} of {m}, instance {i}");
            }
        }
    }

    // The solution moves by as much as the condition says, whoever computes it; the residual stays at rounding.
    [Theory]
    [MemberData(nameof(Engines))]
    public void Solve_NearlySingularMatrix_HasAResidualLikeLapack(string engine)
    {
        foreach (int m in (int[])[2, 3, 5, 10])
        {
            (double[][] matrices, double[][] rights) = Draw((random, size) => SystemMatrices.NearlySingular(random, size, 1e-11), m, 20);
            double[][] solutions = Solve(engine, matrices, rights);
            for (int i = 0; i < matrices.Length; i++)
            {
                var matrix = Matrix<double>.Build.DenseOfRowMajor(m, m, matrices[i]);
                var right = Vector<double>.Build.Dense(rights[i]);
                var reference = matrix.LU().Solve(right);
                var solution = Vector<double>.Build.Dense(solutions[i]);
                AssertSolves(matrices[i], solutions[i], rights[i], $"{m}, instance {i}");
                Assert.True((solution - reference).L2Norm() <= 1e-3 * reference.L2Norm(), $"{m}, instance {i}: {solution} and {reference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Solve_SingularInstances_AreNaNAndLeaveTheOthersAlone(string engine)
    {
        foreach (int m in (int[])[1, 2, 3, 5, 10])
        {
            (double[][] matrices, double[][] rights) = Draw(SystemMatrices.WellConditioned, m, 40);
            double[][] expected = Solve(engine, matrices, rights);
            double[][] singular = [.. SystemMatrices.Singular(m)];
            for (int k = 0; k < singular.Length; k++)
            {
                matrices[3 * k] = singular[k];
            }

            double[][] solutions = Solve(engine, matrices, rights);
            for (int i = 0; i < matrices.Length; i++)
            {
                if (i % 3 == 0 && i / 3 < singular.Length)
                {
                    Assert.All(solutions[i], number => Assert.Equal(double.NaN, number));
                }
                else
                {
                    AssertClose(expected[i], solutions[i], engine.Contains("torch", StringComparison.Ordinal) ? 1e-14 : 0, $"{m}, instance {i}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Solve_NumbersThatAreNotFinite_NeverGivesAFiniteSolution(string engine)
    {
        foreach (double number in (double[])[double.NaN, double.PositiveInfinity])
        {
            foreach (int place in (int[])[0, 5, 15])
            {
                (double[][] matrices, double[][] rights) = Draw(SystemMatrices.WellConditioned, 4, 9);
                matrices[4][place] = number;
                Assert.Contains(Solve(engine, matrices, rights)[4], double.IsNaN);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Inverse_TimesTheMatrix_IsTheIdentity(string engine)
    {
        foreach (int m in _sizes)
        {
            (double[][] matrices, _) = Draw(SystemMatrices.WellConditioned, m, 5);
            Expression a = Input("a", Shape.Matrix(m, m));
            RecordedFunction function = new("inverse", [a], [MatMul(a, Inverse(a)), MatMul(Inverse(a), a)]);
            NDArray[] products = AllEngines.Get(engine).Evaluate(function, [Batch(matrices, a.Shape)]);
            double[] identity = [.. Enumerable.Range(0, matrices.Length * m * m).Select(at => at % (m * m) % (m + 1) == 0 ? 1.0 : 0.0)];
            Assert.All(products, product => AssertClose(identity, product.Values, 1e-12, $"{m}"));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Diag_NumbersThatAreNotFinite_LeavesZerosBeside(string engine)
    {
        Expression x = Input("x", Shape.Vector(3));
        RecordedFunction function = new("diag", [x], [Diag(x)]);
        double[] diagonal = AllEngines.Get(engine).Evaluate(function, [NDArray.Vector(double.NaN, double.PositiveInfinity, 2)])[0].Values;
        Assert.Equal([double.NaN, 0, 0, 0, double.PositiveInfinity, 0, 0, 0, 2], diagonal);
    }

    [Fact]
    public void Solve_OneMatrixSeveralTimes_IsFactorisedOnce()
    {
        Expression a = Input("a", Shape.Matrix(3, 3));
        Expression b = Input("b", Shape.Vector(3));
        RecordedFunction twice = new("twice", [a, b], [Expression.Solve(a, Expression.Solve(a, b))]);
        Expression[] inputs = [Input("a", a.Shape), Input("b", b.Shape), Input("along", a.Shape)];
        Dual<Expression>[] results = Function(3).Evaluate(
            new DualReader<Expression>(ExpressionReader.Instance), new Dual<Expression>(inputs[0], inputs[2]), new Dual<Expression>(inputs[1]));
        RecordedFunction derivative = new("derivative", inputs, [results[0].Value, results[0].Tangent!]);

        foreach (RecordedFunction function in (RecordedFunction[])[twice, derivative])
        {
            Operation[] operations = [.. Plan.Of(function).Steps.Select(step => step.Operation)];
            Assert.Single(operations, Operation.Factorisation);
            Assert.Equal(2, operations.Count(operation => operation == Operation.Substitution));
            var graph = ModelProto.Parser.ParseFrom(OnnxFunction.ToModel(function, 1)).Graph;
            Assert.Equal(5, graph.Node.Count(node => node.OpType == "Loop"));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Differentiate_Solve_MatchesCentralDifferences(string engine)
    {
        const int M = 5;
        const double Step = 1e-5;
        (double[][] matrices, double[][] rights) = Draw(SystemMatrices.WellConditioned, M, 7);
        (double[][] alongMatrices, double[][] alongRights) = Draw(SystemMatrices.WellConditioned, M, 7, seed: 1);
        RecordedFunction function = Function(M);
        NDArray[] at = [Batch(matrices, Shape.Matrix(M, M)), Batch(rights, Shape.Vector(M))];
        NDArray[] along = [Batch(alongMatrices, Shape.Matrix(M, M)), Batch(alongRights, Shape.Vector(M))];

        double[] derivative = AllEngines.Get(engine).Differentiate(function, at, along)[0].Values;

        double[] Moved(double by) => AllEngines.Get(engine).Evaluate(
            function, [.. at.Zip(along, (x, d) => new NDArray(x.Lengths, [.. x.Values.Zip(d.Values, (value, move) => value + (by * move))]))])[0].Values;
        AssertClose([.. Moved(Step).Zip(Moved(-Step), (above, below) => (above - below) / (2 * Step))], derivative, 1e-7, "central differences");
    }

    [Fact]
    public void Solve_ThreeHundredUnknowns_SatisfiesEveryEquationToRounding()
    {
        (double[][] matrices, double[][] rights) = Draw(SystemMatrices.WellConditioned, 300, 3);
        double[][] solutions = Solve("vectorised", matrices, rights);
        Assert.All(Enumerable.Range(0, 3), i => AssertSolves(matrices[i], solutions[i], rights[i], $"instance {i}"));
    }

    private static double[][] Solve(string engine, double[][] matrices, double[][] rights)
    {
        int m = rights[0].Length;
        NDArray[] inputs = [Batch(matrices, Shape.Matrix(m, m)), Batch(rights, Shape.Vector(m))];
        return [.. AllEngines.Get(engine).Evaluate(Function(m), inputs)[0].Values.Chunk(m)];
    }

    private static RecordedFunction Function(int m)
    {
        Expression a = Input("a", Shape.Matrix(m, m));
        Expression b = Input("b", Shape.Vector(m));
        return new RecordedFunction("solve", [a, b], [Expression.Solve(a, b)]);
    }

    private static NDArray Batch(double[][] instances, Shape shape) => NDArray.Batch(instances.Length, shape, [.. instances.SelectMany(values => values)]);

    private static (double[][] Matrices, double[][] Rights) Draw(Func<Random, int, double[]> kind, int m, int count, int seed = 100)
    {
        Random random = new(seed + m);
        double[][] matrices = [.. Enumerable.Range(0, count).Select(_ => kind(random, m))];
        return (matrices, [.. Enumerable.Range(0, count).Select(_ => SystemMatrices.Numbers(random, m))]);
    }

    // Each equation holds to rounding of what is added up in it, magnified by no more than the growth of numbers in elimination.
    private static void AssertSolves(double[] matrix, double[] solution, double[] right, string what)
    {
        int m = solution.Length;
        double largest = solution.Max(Math.Abs);
        for (int i = 0; i < m; i++)
        {
            double residual = -right[i];
            double size = Math.Abs(right[i]);
            for (int j = 0; j < m; j++)
            {
                residual += matrix[(i * m) + j] * solution[j];
                size += Math.Abs(matrix[(i * m) + j]) * Math.Abs(solution[j]);
            }

            double row = matrix[(i * m)..((i + 1) * m)].Max(Math.Abs) * largest;
            Assert.True(Math.Abs(residual) <= 1e-14 * Math.Max(m, 3) * Math.Max(size, Math.Min(row, size * 1e3)), $"{what}: equation {i} is left with {residual:R} of {size:R}.");
        }
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= tolerance * Math.Max(Math.Abs(expected[i]), Math.Min(largest, 1)),
                $"{what}: element {i} is {actual[i]:R}, expected {expected[i]:R}.");
        }
    }
}
