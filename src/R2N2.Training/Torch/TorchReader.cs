using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Evaluates expressions with TorchSharp. Batch axes lead; elementwise operations broadcast them.</summary>
/// <remarks>
/// Results belong to the caller's dispose scope; constants are made once and belong to the reader. Shapes have been
/// checked when f was recorded: a mistake inside a native product would end the process.
/// </remarks>
internal sealed class TorchReader : IReader<Tensor>, IDisposable
{
    private readonly TensorConstants _constants = new();

    // What torch has is an erfc of a rounded x/√2, wrong in the left tail.
    private readonly Approximation _normalCdf = Approximation.NormalCdf(double.BitIncrement(1) - 1);
    private readonly Approximation _cbrt = Approximation.Cbrt();

    public Tensor Constant(double[] values, Shape shape) => _constants.Get(values, shape);

    public Tensor Broadcast(Tensor scalar, Shape shape)
    {
        long[] target = [.. scalar.shape, .. Lengths(shape)];
        Tensor value = scalar;
        for (int i = 0; i < shape.Rank; i++)
        {
            value = value.unsqueeze(-1);
        }

        return value.expand(target);
    }

    public Tensor Add(Tensor left, Tensor right) => left.Plus(right);

    public Tensor Subtract(Tensor left, Tensor right) => left.sub(right);

    public Tensor Multiply(Tensor left, Tensor right) => left.mul(right);

    public Tensor Divide(Tensor left, Tensor right) => left.div(right);

    public Tensor Negate(Tensor value) => value.neg();

    public Tensor Abs(Tensor value) => value.abs();

    // torch gives 0 for NaN, which would make a failed instance look solved.
    public Tensor Sign(Tensor value) => where(value.isnan(), value, value.sign());

    public Tensor Sqrt(Tensor value) => value.sqrt();

    public Tensor Exp(Tensor value) => value.exp();

    public Tensor Log(Tensor value) => value.log();

    public Tensor Sin(Tensor value) => value.sin();

    public Tensor Cos(Tensor value) => value.cos();

    public Tensor Tanh(Tensor value) => value.tanh();

    public Tensor Atan(Tensor value) => value.atan();

    public Tensor Cbrt(Tensor value) => _cbrt.Of(this, value);

    public Tensor Log1p(Tensor value) => value.log1p();

    public Tensor Expm1(Tensor value) => value.expm1();

    public Tensor Erf(Tensor value) => value.erf();

    public Tensor NormalCdf(Tensor value) => _normalCdf.Of(this, value);

    public Tensor Pow(Tensor value, Tensor exponent) => value.pow(exponent);

    public Tensor Min(Tensor left, Tensor right) => minimum(left, right);

    public Tensor Max(Tensor left, Tensor right) => maximum(left, right);

    public Tensor SelectLess(Tensor left, Tensor right, Tensor less, Tensor otherwise) =>
        where(left.lt(right), less, otherwise);

    public Tensor MatrixVector(Tensor matrix, Tensor vector)
    {
        if (matrix.dim() == 2)
        {
            return vector.matmul(matrix.t());
        }

        return SharesMatrices(matrix, vector)
            ? ManyVectors(matrix, vector)
            : matrix.matmul(vector.unsqueeze(-1)).squeeze(-1);
    }

    public Tensor MatrixMatrix(Tensor left, Tensor right) => left.matmul(right);

    public Tensor SparseProduct(SparseMatrix matrix, Tensor vector)
    {
        SparseGroups groups = matrix.Groups;
        Tensor terms = vector.index_select(-1, _constants.Indices(groups.Columns)).mul(_constants.Get(groups.Values, Shape.Vector(matrix.Count)));
        List<Tensor> sums = [];
        long first = 0;
        foreach ((int length, int rows) in groups.Groups)
        {
            Tensor group = terms.narrow(-1, first, (long)length * rows);
            sums.Add(group.view([.. group.shape[..^1], length, rows]).sum(-2));
            first += (long)length * rows;
        }

        if (groups.HasEmptyRows)
        {
            sums.Add(Constant([0], Shape.Vector(1)).expand([.. terms.shape[..^1], 1]));
        }

        Tensor joined = sums.Count == 1 ? sums[0] : cat(sums, -1);
        return groups.IsInOrder ? joined : joined.index_select(-1, _constants.Indices(groups.Places));
    }

    public Tensor Solve(Tensor matrix, Tensor right, Shape shape)
    {
        Tensor columns = shape.Rank == 1 ? right.unsqueeze(-1) : right;
        Tensor scale = matrix.abs().amax([-1], keepdim: true);
        (Tensor rows, Tensor lower, Tensor upper) = linalg.lu(matrix.div(scale));
        Tensor first = linalg.solve_triangular(lower, rows.transpose(-2, -1).matmul(columns.div(scale)), upper: false, unitriangular: true);
        Tensor solution = linalg.solve_triangular(upper, first, upper: true);
        Tensor solved = where(IsSingular(upper), Number(double.NaN), solution);
        return shape.Rank == 1 ? solved.squeeze(-1) : solved;
    }

    public Tensor Transpose(Tensor matrix) => matrix.transpose(-2, -1);

    public Tensor Sum(Tensor value, int axis) => value.sum(axis);

    public Tensor Norm(Tensor vector, Shape shape)
    {
        Tensor largest = vector.abs().amax([-1], keepdim: true);
        Tensor scale = Max(Min(largest, Number(EuclideanNorm.LargestScale)), Number(EuclideanNorm.SmallestScale));
        Tensor ratio = vector.div(scale);
        return ratio.mul(ratio).sum(-1).sqrt().mul(scale.squeeze(-1));
    }

    public Tensor Index(Tensor value, int axis, int index) => value.select(axis, index);

    public Tensor Slice(Tensor value, int axis, int start, int length) => value.narrow(axis, start, length);

    public Tensor Stack(IReadOnlyList<Tensor> values, Shape part) =>
        stack(broadcast_tensors([.. values]), -part.Rank - 1);

    public Tensor Concat(IReadOnlyList<Tensor> values, IReadOnlyList<Shape> parts, int axis)
    {
        long[] batch = LeadingShape(values, parts[0].Rank);
        return cat([.. values.Select((value, i) => value.expand([.. batch, .. Lengths(parts[i])]))], axis);
    }

    public Tensor Reshape(Tensor value, Shape source, Shape target) =>
        value.reshape([.. value.shape.SkipLast(source.Rank), .. Lengths(target)]);

    public void Dispose() => _constants.Dispose();

    // The factorisation neither fails nor warns where a column has no pivot.
    private Tensor IsSingular(Tensor upper)
    {
        Tensor pivots = upper.diagonal(0, -2, -1).abs();
        Tensor above = upper.triu(1).abs().amax([-2]);
        Tensor isPivot = pivots.gt(above.mul(Number(Singularity.InDouble)));
        return isPivot.all(-1, keepdim: true).logical_not().unsqueeze(-1);
    }

    private Tensor Number(double value) => Constant([value], Shape.Scalar);

    private static long[] Lengths(Shape shape)
    {
        var lengths = new long[shape.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = shape[i];
        }

        return lengths;
    }

    // Each instance has one matrix and several vectors (tangents, starts) along further leading axes.
    private static bool SharesMatrices(Tensor matrix, Tensor vector)
    {
        long[] matrices = matrix.shape[..^2];
        long[] vectors = vector.shape[..^1];
        return vectors.Length > matrices.Length && vectors.AsSpan(^matrices.Length..).SequenceEqual(matrices);
    }

    // One product per instance, its vectors as columns, instead of one copy of the matrix per vector.
    private static Tensor ManyVectors(Tensor matrix, Tensor vector)
    {
        long[] leading = vector.shape[..^(int)(matrix.dim() - 1)];
        long[] matrices = matrix.shape[..^2];
        Tensor columns = vector.reshape([-1, .. matrices, vector.shape[^1]]).movedim([0], [-1]);
        return matrix.matmul(columns).movedim([-1], [0]).reshape([.. leading, .. matrices, matrix.shape[^2]]);
    }

    private static long[] LeadingShape(IReadOnlyList<Tensor> values, int rank)
    {
        int axes = values.Max(value => value.shape.Length - rank);
        var batch = new long[axes];
        Array.Fill(batch, 1);
        foreach (Tensor value in values)
        {
            long[] leading = value.shape[..^rank];
            for (int i = 0; i < leading.Length; i++)
            {
                int at = axes - leading.Length + i;
                batch[at] = leading[i] == 1 ? batch[at] : leading[i];
            }
        }

        return batch;
    }
}
