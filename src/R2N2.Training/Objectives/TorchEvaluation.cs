using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Evaluates a loss with TorchSharp, for S coefficient tables at once.</summary>
/// <remarks>Axes: [p directions,] S starts, N instances, then the instance's own.</remarks>
/// <param name="objective">The loss.</param>
internal sealed class TorchEvaluation(Objective objective) : IEvaluation
{
    private readonly TorchReader _reader = new();

    public double[] Loss(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        using DisposeScope scope = NewDisposeScope();
        return Loss(block, ToTensor(points)).data<double>().ToArray();
    }

    public double[] InstanceLosses(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        using DisposeScope scope = NewDisposeScope();
        return InstanceLosses(block, ToTensor(points)).data<double>().ToArray();
    }

    public NormalEquations Linearize(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        using DisposeScope scope = NewDisposeScope();
        return Linearize(block, ToTensor(points));
    }

    /// <summary>The loss of each start, summed over the block's instances, [S].</summary>
    /// <param name="block">The instances.</param>
    /// <param name="coefficients">The starts, [S, p].</param>
    public Tensor Loss(InstanceBlock block, Tensor coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        return scope.MoveToOuter(InstanceLosses(block, coefficients).sum(1));
    }

    /// <summary>The loss of each start on each of the block's instances, [S, N].</summary>
    /// <param name="block">The instances.</param>
    /// <param name="coefficients">The starts, [S, p].</param>
    public Tensor InstanceLosses(InstanceBlock block, Tensor coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        Count(block, coefficients, directions: 0);
        Tensor[] theta = [.. coefficients.unsqueeze(1).unbind(-1)];
        long starts = coefficients.shape[0];
        Pass<Tensor> pass = Pass(_reader, value => value, block, theta, starts);
        Tensor[] state = objective.Begin(pass);
        Tensor loss = zeros(starts, block.Count, dtype: ScalarType.Float64);
        for (int k = 0; k < objective.Steps; k++)
        {
            using DisposeScope step = NewDisposeScope();
            (state, Tensor error, double weight) = objective.Advance(pass, state, k);
            Tensor squares = Whole(error, starts, block.Count).Squared().reshape(starts, block.Count, -1);
            loss = step.MoveToOuter(Accumulate(loss, weight, squares.sum(2)));
            state = [.. state.Select(value => step.MoveToOuter(value))];
        }

        return scope.MoveToOuter(loss);
    }

    /// <summary>Loss, gradient and JᵀJ of each start, summed over the block's instances; the Jacobian is exact.</summary>
    /// <param name="block">The instances.</param>
    /// <param name="coefficients">The starts, [S, p].</param>
    public NormalEquations Linearize(InstanceBlock block, Tensor coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        int starts = (int)coefficients.shape[0];
        Count(block, coefficients, directions: objective.Unknowns);
        Pass<Dual<Tensor>> pass = Pass(
            new DualReader<Tensor>(_reader), value => new Dual<Tensor>(value), block, Seeds(coefficients), starts);
        Dual<Tensor>[] state = objective.Begin(pass);
        Sums sums = new(starts, objective.Unknowns, Accumulate);
        for (int k = 0; k < objective.Steps; k++)
        {
            using DisposeScope step = NewDisposeScope();
            (state, Dual<Tensor> error, double weight) = objective.Advance(pass, state, k);
            sums.Add(
                Whole(error.Value, starts, block.Count),
                error.Tangent is null ? null : Whole(error.Tangent, objective.Unknowns, starts, block.Count),
                weight);
            sums.MoveToOuter(step);
            state = [.. state.Select(value => MoveToOuter(step, value))];
        }

        return sums.ToNormalEquations();
    }

    public void Dispose() => _reader.Dispose();

    private static Pass<T> Pass<T>(IReader<T> reader, Func<Tensor, T> lift, InstanceBlock block, T[] theta, long starts)
        where T : class => new(
            reader,
            lift(block.InitialGuess.expand(starts, block.Count, block.InitialGuess.shape[^1])),
            [.. block.Parameters.Select(lift)],
            block.Label is null ? null : lift(block.Label),
            block.Scale is null ? null : lift(block.Scale),
            theta);

    private Tensor Accumulate(Tensor sum, double weight, Tensor term) =>
        _reader.Add(sum, _reader.Multiply(term, _reader.Constant([weight], Shape.Scalar)));

    // An error that is the same for all starts or all instances has no axis for them.
    private Tensor Whole(Tensor error, params ReadOnlySpan<long> leading)
    {
        long[] shape = [.. leading, .. objective.ErrorShape.Dimensions.ToArray().Select(length => (long)length)];
        return error.expand(shape);
    }

    private static Dual<Tensor> MoveToOuter(DisposeScope scope, Dual<Tensor> value) =>
        new(scope.MoveToOuter(value.Value), value.Tangent is null ? null : scope.MoveToOuter(value.Tangent));

    // θ_j as [S, 1] with its direction, [p, 1, 1]: one in its own place.
    private Dual<Tensor>[] Seeds(Tensor coefficients)
    {
        Tensor directions = eye(objective.Unknowns, dtype: ScalarType.Float64).reshape(objective.Unknowns, objective.Unknowns, 1, 1);
        return [.. Enumerable.Range(0, objective.Unknowns).Select(j =>
            new Dual<Tensor>(coefficients.narrow(1, j, 1), directions.select(1, j)))];
    }

    private Tensor ToTensor(IReadOnlyList<double[]> points) =>
        Tensors.From([.. points.SelectMany(point => point)], [points.Count, objective.Unknowns]);

    private void Count(InstanceBlock block, Tensor coefficients, int directions) =>
        objective.Count(coefficients.shape[0] * block.Count, directions);

    /// <summary>Loss, Jᵀr and JᵀJ as they add up.</summary>
    private sealed class Sums(int starts, int unknowns, Func<Tensor, double, Tensor, Tensor> accumulate)
    {
        private Tensor _loss = zeros(starts, dtype: ScalarType.Float64);
        private Tensor _gradient = zeros(starts, unknowns, 1, dtype: ScalarType.Float64);
        private Tensor _matrix = zeros(starts, unknowns, unknowns, dtype: ScalarType.Float64);

        public void Add(Tensor value, Tensor? tangent, double weight)
        {
            Tensor residual = value.reshape(starts, -1, 1);
            _loss = accumulate(_loss, weight, residual.Squared().sum([1, 2]));
            if (tangent is not null)
            {
                Tensor jacobian = tangent.transpose(0, 1).reshape(starts, unknowns, -1);
                _gradient = accumulate(_gradient, weight, jacobian.matmul(residual));
                _matrix = accumulate(_matrix, weight, jacobian.matmul(jacobian.transpose(1, 2)));
            }
        }

        public void MoveToOuter(DisposeScope scope) => scope.MoveToOuter(_loss, _gradient, _matrix);

        public NormalEquations ToNormalEquations()
        {
            NormalEquations result = new(starts, unknowns);
            _loss.data<double>().CopyTo(result.Loss);
            _gradient.data<double>().CopyTo(result.Gradient);
            _matrix.data<double>().CopyTo(result.Matrix);
            return result;
        }
    }
}
