using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>What moves elements about, adds them up, or multiplies matrices.</summary>
internal static class StructureCases
{
    private static readonly Shape _scalar = Shape.Scalar;
    private static readonly Shape _vector3 = Shape.Vector(3);
    private static readonly Shape _vector4 = Shape.Vector(4);
    private static readonly Shape _matrix = Shape.Matrix(4, 3);

    // Rows of two, no, one, three and one element.
    private static readonly SparseMatrix _sparse = SparseMatrix.FromTriplets(
        5, 4, [(3, 3, 1), (0, 1, 2), (0, 0, -0.5), (2, 3, 4), (3, 0, 1), (3, 1, 0.25), (4, 2, -3), (3, 3, 0.5)]);

    private static readonly double[] _dense = [-0.5, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0.25, 0, 1.5, 0, 0, -3, 0];
    private static readonly double[,] _constant = { { 0.5, -1, 2 }, { 3, 0.25, -4 } };
    private static readonly double[,] _system = { { 0.5, -1, 2 }, { 3, 0.25, -4 }, { 1, 1, 1 } };

    public static IEnumerable<LawCase> All { get; } =
        [.. Leaves(), .. Sums(), .. Norms(), .. Parts(), .. Joins(), .. Shifts(), .. Products(), .. SparseProducts(), .. Systems()];

    private static IEnumerable<LawCase> Leaves() =>
    [
        new LinearCase("Input vector", Primitive.Input, [_vector4], x => x[0], x => x[0]),
        new ConstantCase("Constant scalar", _vector4, _ => 2.5, [2.5]),
        new ConstantCase("Constant vector", _vector4, _ => new[] { 1.5, -2 }, [1.5, -2]),
        new ConstantCase("Constant matrix", _vector4, _ => _constant, [0.5, -1, 2, 3, 0.25, -4]),
        new LinearCase("Broadcast to vector", Primitive.Broadcast, [_scalar],
            x => ExpressionReader.Instance.Broadcast(x[0], _vector4), x => Repeat(x[0][0], 4)),
        new LinearCase("Broadcast to matrix", Primitive.Broadcast, [_scalar],
            x => ExpressionReader.Instance.Broadcast(x[0], _matrix), x => Repeat(x[0][0], 12)),
    ];

    private static IEnumerable<LawCase> Sums() =>
    [
        new LinearCase("Sum of vector", Primitive.Sum, [_vector4], x => Sum(x[0]), x => [x[0].Sum()]),
        new LinearCase("Sum of all of matrix", Primitive.Sum, [_matrix], x => Sum(x[0]), x => [x[0].Sum()]),
        new LinearCase("Sum of matrix rows", Primitive.Sum, [_matrix], x => Sum(x[0], 0),
            x => Fill(3, c => x[0][c] + x[0][3 + c] + x[0][6 + c] + x[0][9 + c])),
        new LinearCase("Sum of matrix columns", Primitive.Sum, [_matrix], x => Sum(x[0], 1),
            x => Fill(4, r => x[0][3 * r] + x[0][(3 * r) + 1] + x[0][(3 * r) + 2])),
    ];

    private static IEnumerable<LawCase> Norms() =>
    [
        new NormCase("Norm of vector", _vector4),
        new NormCase("Norm of matrix", _matrix),
    ];

    private static IEnumerable<LawCase> Parts() =>
    [
        new LinearCase("Index of vector", Primitive.Index, [_vector4], x => x[0][2], x => [x[0][2]]),
        new LinearCase("Index of matrix row", Primitive.Index, [_matrix], x => x[0][^1], x => x[0][9..]),
        new LinearCase("Index of matrix element", Primitive.Index, [_matrix], x => x[0][1, 2], x => [x[0][5]]),
        new LinearCase("Index of matrix column", Primitive.Index, [_matrix], x => x[0][.., 1],
            x => Fill(4, r => x[0][(3 * r) + 1])),
        new LinearCase("Slice of vector", Primitive.Slice, [_vector4], x => x[0][1..3], x => x[0][1..3]),
        new LinearCase("Slice of matrix rows", Primitive.Slice, [_matrix], x => x[0][1..3], x => x[0][3..9]),
        new LinearCase("Slice of matrix block", Primitive.Slice, [_matrix], x => x[0][2.., 1..],
            x => [x[0][7], x[0][8], x[0][10], x[0][11]]),
        new LinearCase("Transpose", Primitive.Transpose, [_matrix], x => Transpose(x[0]),
            x => Fill(12, i => x[0][(3 * (i % 4)) + (i / 4)])),
        new LinearCase("Diag of vector", Primitive.Reshape, [_vector3], x => Diag(x[0]),
            x => [x[0][0], 0, 0, 0, x[0][1], 0, 0, 0, x[0][2]]),
        new LinearCase("Diag of matrix", Primitive.Index, [Shape.Matrix(3, 3)], x => Diag(x[0]), x => [x[0][0], x[0][4], x[0][8]]),
        new LinearCase("Diag of tall matrix", Primitive.Index, [_matrix], x => Diag(x[0]), x => [x[0][0], x[0][4], x[0][8]]),
        new LinearCase("Diag of wide matrix", Primitive.Index, [Shape.Matrix(2, 3)], x => Diag(x[0]), x => [x[0][0], x[0][4]]),
        new LinearCase("Reshape matrix to vector", Primitive.Reshape, [_matrix], x => Reshape(x[0], 12), x => x[0]),
        new LinearCase("Reshape vector to matrix", Primitive.Reshape, [_vector4], x => Reshape(x[0], 2, 2), x => x[0]),
        new LinearCase("Reshape matrix to matrix", Primitive.Reshape, [_matrix], x => Reshape(x[0], 2, 6), x => x[0]),
        new LinearCase("Reshape scalar to matrix", Primitive.Reshape, [_scalar], x => Reshape(x[0], 1, 1), x => x[0]),
    ];

    private static IEnumerable<LawCase> Joins() =>
    [
        new LinearCase("Stack of scalars", Primitive.Stack, [_scalar, _scalar, _scalar], x => Stack(x), x => [x[0][0], x[1][0], x[2][0]]),
        new LinearCase("Stack of vectors", Primitive.Stack, [_vector3, _vector3], x => Stack(x), x => [.. x[0], .. x[1]]),
        new LinearCase("Stack of one", Primitive.Stack, [_vector3], x => Stack(x), x => x[0]),
        new LinearCase("Concat of vectors", Primitive.Concat, [_vector3, _vector4], x => Concat(x), x => [.. x[0], .. x[1]]),
        new LinearCase("Concat of matrices", Primitive.Concat, [_matrix, Shape.Matrix(2, 3)], x => Concat(x), x => [.. x[0], .. x[1]]),
        new LinearCase("Concat of matrices side by side", Primitive.Concat, [_matrix, Shape.Matrix(4, 2)],
            x => ExpressionReader.Instance.Concat(x, [x[0].Shape, x[1].Shape], -1),
            x => [.. Enumerable.Range(0, 4).SelectMany(r => x[0][(3 * r)..((3 * r) + 3)].Concat(x[1][(2 * r)..((2 * r) + 2)]))]),
        new LinearCase("Concat of one", Primitive.Concat, [_vector3], x => Concat(x), x => x[0]),
    ];

    private static IEnumerable<LawCase> Shifts() =>
    [
        new LinearCase("Shift of vector, zeros beyond", Primitive.Concat, [_vector4], x => Shift(x[0], 1, ShiftEdge.Zero),
            x => [x[0][1], x[0][2], x[0][3], 0]),
        new LinearCase("Shift of vector, periodic", Primitive.Concat, [_vector4], x => Shift(x[0], -1, ShiftEdge.Periodic),
            x => [x[0][3], x[0][0], x[0][1], x[0][2]]),
        new LinearCase("Shift of matrix rows, reflected at the face", Primitive.Concat, [_matrix],
            x => Shift(x[0], 0, 2, ShiftEdge.ReflectAtFace), x => [.. x[0][6..12], .. x[0][9..12], .. x[0][6..9]]),
        new LinearCase("Shift of matrix columns, reflected at the point", Primitive.Concat, [_matrix],
            x => Shift(x[0], 1, -1, ShiftEdge.ReflectAtPoint), x => Fill(12, i => x[0][i - (i % 3) + (i % 3 == 2 ? 1 : 1 - (i % 3))])),
    ];

    private static IEnumerable<LawCase> SparseProducts() =>
    [
        new LinearCase("sparse matrix times vector", Primitive.SparseProduct, [_vector4], x => _sparse * x[0], x => Product(_dense, x[0], 5, 4, 1)),
        new LinearCase("vector times sparse matrix", Primitive.SparseProduct, [Shape.Vector(5)], x => x[0] * _sparse, x => Product(x[0], _dense, 1, 5, 4)),
        new LinearCase("sparse matrix times matrix", Primitive.Reshape, [Shape.Matrix(4, 2)], x => _sparse * x[0], x => Product(_dense, x[0], 5, 4, 2)),
        new LinearCase("matrix times sparse matrix", Primitive.Transpose, [Shape.Matrix(2, 5)], x => x[0] * _sparse, x => Product(x[0], _dense, 2, 5, 4)),
        new LinearCase("sparse matrix of single elements times vector", Primitive.SparseProduct, [_vector3],
            x => SparseMatrix.FromTriplets(4, 3, [(0, 2, 1), (1, 0, -2), (2, 0, 1), (3, 1, 0.5)]) * x[0],
            x => [x[0][2], -2 * x[0][0], x[0][0], 0.5 * x[0][1]]),
    ];

    private static IEnumerable<LawCase> Products() =>
    [
        new BilinearCase("MatrixVector", Primitive.MatrixVector, _matrix, _vector3, x => x[0] * x[1], (a, b) => Product(a, b, 4, 3, 1)),
        new BilinearCase("MatrixVector, square", Primitive.MatrixVector, Shape.Matrix(4, 4), _vector4,
            x => x[0] * x[1], (a, b) => Product(a, b, 4, 4, 1)),
        new BilinearCase("vector times matrix", Primitive.MatrixVector, _vector4, _matrix, x => x[0] * x[1],
            (a, b) => Product(a, b, 1, 4, 3)),
        new LinearCase("constant matrix times vector", Primitive.MatrixVector, [_vector3], x => _constant * x[0],
            x => Product([0.5, -1, 2, 3, 0.25, -4], x[0], 2, 3, 1)),
        new LinearCase("matrix times constant vector", Primitive.MatrixVector, [_matrix], x => x[0] * new[] { 1.5, 2, -1 },
            x => Product(x[0], [1.5, 2, -1], 4, 3, 1)),
        new BilinearCase("MatrixMatrix", Primitive.MatrixMatrix, _matrix, Shape.Matrix(3, 2), x => x[0] * x[1],
            (a, b) => Product(a, b, 4, 3, 2)),
        new BilinearCase("MatrixMatrix, square", Primitive.MatrixMatrix, Shape.Matrix(4, 4), Shape.Matrix(4, 4), x => x[0] * x[1],
            (a, b) => Product(a, b, 4, 4, 4)),
        new LinearCase("constant matrix times matrix", Primitive.MatrixMatrix, [Shape.Matrix(3, 4)], x => _constant * x[0],
            x => Product([0.5, -1, 2, 3, 0.25, -4], x[0], 2, 3, 4)),
        new BilinearCase("outer product", Primitive.MatrixMatrix, _vector4, _vector3, x => Outer(x[0], x[1]), (a, b) => Product(a, b, 4, 1, 3)),
        new BilinearCase("Dot", Primitive.Sum, _vector4, _vector4, x => Dot(x[0], x[1]), (a, b) => Product(a, b, 1, 4, 1)),
        new BilinearCase("dot product", Primitive.Sum, _vector4, _vector4, x => MatMul(x[0], x[1]), (a, b) => Product(a, b, 1, 4, 1)),
    ];

    private static IEnumerable<LawCase> Systems() =>
    [
        new SolveCase("Solve", _vector4, x => Solve(SolveCase.Shifted(x[0]), x[1])),
        new SolveCase("Solve, one unknown", Shape.Vector(1), x => Solve(SolveCase.Shifted(x[0]), x[1])),
        new SolveCase("Solve, two unknowns", Shape.Vector(2), x => Solve(SolveCase.Shifted(x[0]), x[1])),
        new SolveCase("Solve, several right-hand sides", _matrix, x => Solve(SolveCase.Shifted(x[0]), x[1])),
        new SolveCase("Solve, square right-hand side", Shape.Matrix(4, 4), x => Solve(SolveCase.Shifted(x[0]), x[1])),
        new LinearCase("Solve, constant matrix", Primitive.Solve, [_vector3], x => Solve(_system, x[0]),
            x => PlainElimination.Solve([0.5, -1, 2, 3, 0.25, -4, 1, 1, 1], x[0])),
        new LinearCase("Solve, constant matrix and several right-hand sides", Primitive.Solve, [Shape.Matrix(3, 2)], x => Solve(_system, x[0]),
            x => PlainElimination.Solve([0.5, -1, 2, 3, 0.25, -4, 1, 1, 1], x[0])),
    ];

    private static double[] Product(double[] a, double[] b, int rows, int inner, int columns) => Fill(rows * columns, at =>
    {
        double sum = 0;
        for (int k = 0; k < inner; k++)
        {
            sum += a[(at / columns * inner) + k] * b[(k * columns) + (at % columns)];
        }

        return sum;
    });

    private static double[] Fill(int length, Func<int, double> element) => [.. Enumerable.Range(0, length).Select(element)];

    private static double[] Repeat(double value, int count) => Fill(count, _ => value);
}
