using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>
/// A training loss: a sum of weighted squares that arises step by step, evaluated for S coefficient tables at once. A loss
/// says what a step is; value, gradient and Jacobian follow from reading that with another reader.
/// </summary>
/// <remarks>Axes: [p directions,] S starts, N instances, then the instance's own.</remarks>
/// <param name="unknowns">p, the number of coefficients.</param>
/// <param name="steps">The number of steps.</param>
/// <param name="evaluations">The evaluations of f that all steps take for one instance.</param>
internal abstract class Objective(int unknowns, int steps, int evaluations) : IDisposable
{
    private readonly TorchReader _reader = new();
    private long _functionEvaluations;

    /// <summary>p, the number of coefficients.</summary>
    public int Unknowns { get; } = unknowns;

    /// <summary>The number of starts × instances to evaluate at once.</summary>
    public int PartSize => Training.PartSize.Of(StepFunctions, Unknowns);

    /// <summary>The number of threads that may evaluate parts side by side without taking too much memory together.</summary>
    /// <param name="processors">The most that are of use.</param>
    public int Threads(int processors) => Training.PartSize.Threads(StepFunctions, Unknowns, processors);

    /// <summary>The shape of an instance's error.</summary>
    protected abstract Shape ErrorShape { get; }

    /// <summary>What a step evaluates.</summary>
    protected abstract IReadOnlyList<RecordedFunction> StepFunctions { get; }

    /// <summary>Evaluations of f for one instance so far; a derivative in one direction counts as one.</summary>
    public long FunctionEvaluations
    {
        get => Interlocked.Read(ref _functionEvaluations);
        set => Interlocked.Exchange(ref _functionEvaluations, value);
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
        Pass<Tensor> pass = new(_reader, value => value, block, theta, starts);
        Tensor[] state = Begin(pass);
        Tensor loss = zeros(starts, block.Count, dtype: ScalarType.Float64);
        for (int k = 0; k < steps; k++)
        {
            using DisposeScope step = NewDisposeScope();
            (state, Tensor error, double weight) = Advance(pass, state, k);
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
        Count(block, coefficients, directions: Unknowns);
        Pass<Dual<Tensor>> pass = new(
            new DualReader<Tensor>(_reader), value => new Dual<Tensor>(value), block, Seeds(coefficients), starts);
        Dual<Tensor>[] state = Begin(pass);
        Sums sums = new(starts, Unknowns, Accumulate);
        for (int k = 0; k < steps; k++)
        {
            using DisposeScope step = NewDisposeScope();
            (state, Dual<Tensor> error, double weight) = Advance(pass, state, k);
            sums.Add(
                Whole(error.Value, starts, block.Count),
                error.Tangent is null ? null : Whole(error.Tangent, Unknowns, starts, block.Count),
                weight);
            sums.MoveToOuter(step);
            state = [.. state.Select(value => MoveToOuter(step, value))];
        }

        return sums.ToNormalEquations();
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>What the first step begins with.</summary>
    protected abstract T[] Begin<T>(Pass<T> pass)
        where T : class;

    /// <summary>One step: the new state, an error whose square the loss adds up, [S, N, …] or alike for some of them, and its weight.</summary>
    protected abstract (T[] State, T Error, double Weight) Advance<T>(Pass<T> pass, T[] state, int k)
        where T : class;

    private Tensor Accumulate(Tensor sum, double weight, Tensor term) =>
        _reader.Add(sum, _reader.Multiply(term, _reader.Constant([weight], Shape.Scalar)));

    // An error that is the same for all starts or all instances has no axis for them.
    private Tensor Whole(Tensor error, params ReadOnlySpan<long> leading)
    {
        long[] shape = [.. leading, .. ErrorShape.Dimensions.ToArray().Select(length => (long)length)];
        return error.expand(shape);
    }

    private static Dual<Tensor> MoveToOuter(DisposeScope scope, Dual<Tensor> value) =>
        new(scope.MoveToOuter(value.Value), value.Tangent is null ? null : scope.MoveToOuter(value.Tangent));

    // θ_j as [S, 1] with its direction, [p, 1, 1]: one in its own place.
    private Dual<Tensor>[] Seeds(Tensor coefficients)
    {
        Tensor directions = eye(Unknowns, dtype: ScalarType.Float64).reshape(Unknowns, Unknowns, 1, 1);
        return [.. Enumerable.Range(0, Unknowns).Select(j =>
            new Dual<Tensor>(coefficients.narrow(1, j, 1), directions.select(1, j)))];
    }

    private void Count(InstanceBlock block, Tensor coefficients, int directions) =>
        Interlocked.Add(ref _functionEvaluations, coefficients.shape[0] * block.Count * evaluations * (1L + directions));

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
