using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>
/// The training loss of an equation solver as a sum of squares: Σ_k w_k ‖f(x_k)‖² per instance, or
/// Σ_k w_k ‖x_k - x*‖²/s² where labels are given. Evaluated for S coefficient tables at once.
/// </summary>
/// <remarks>Axes: [p directions,] S starts, N instances, m unknowns.</remarks>
internal sealed class EquationObjective : IDisposable
{
    private readonly TorchReader _reader;
    private readonly RecordedFunction _residual;
    private readonly RecordedFunction _step;
    private readonly double[] _weights;
    private readonly int _inner;

    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <param name="weights">w_k for k = 1 … K.</param>
    /// <param name="device">Where to compute.</param>
    public EquationObjective(EquationFamily family, Superstructure superstructure, IReadOnlyList<double> weights, Device device)
    {
        _reader = new TorchReader(device);
        _residual = family.Residual;
        _step = OuterIteration.Record(family, superstructure);
        _weights = [.. weights];
        _inner = superstructure.InnerIterations;
        Unknowns = Coefficients.Count(_inner);
    }

    /// <summary>p, the number of coefficients.</summary>
    public int Unknowns { get; }

    /// <summary>Evaluations of f for one instance so far; a derivative in one direction counts as one.</summary>
    public long FunctionEvaluations { get; private set; }

    /// <summary>The loss of each start, summed over the block's instances, [S].</summary>
    /// <param name="block">The instances.</param>
    /// <param name="coefficients">The starts, [S, p].</param>
    public Tensor Loss(InstanceBlock block, Tensor coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        Count(block, coefficients, directions: 0);
        Tensor[] parameters = block.Parameters;
        Tensor[] theta = [.. coefficients.unsqueeze(1).unbind(-1)];
        Tensor x = Start(block, coefficients.shape[0]);
        Tensor f = _residual.Evaluate(_reader, [x, .. parameters])[0];
        Tensor loss = zeros(coefficients.shape[0], dtype: coefficients.dtype, device: coefficients.device);
        foreach (double weight in _weights)
        {
            using DisposeScope iteration = NewDisposeScope();
            x = _step.Evaluate(_reader, [x, f, .. parameters, .. theta])[0];
            f = _residual.Evaluate(_reader, [x, .. parameters])[0];
            loss = loss + (weight * Error(block, x, f).square().sum([1, 2]));
            (x, f, loss) = iteration.MoveToOuter(x, f, loss);
        }

        return scope.MoveToOuter(loss);
    }

    /// <summary>Loss, [S], and its gradient, [S, p], summed over the block's instances, by backward differentiation.</summary>
    /// <param name="block">The instances.</param>
    /// <param name="coefficients">The starts, [S, p].</param>
    public (Tensor Loss, Tensor Gradient) Gradient(InstanceBlock block, Tensor coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor variable = coefficients.detach().clone().requires_grad_();
        Tensor loss = Loss(block, variable);
        loss.sum().backward();
        return scope.MoveToOuter(loss.detach(), variable.grad!.detach());
    }

    /// <summary>Loss, gradient and JᵀJ of each start, summed over the block's instances; the Jacobian is exact.</summary>
    /// <param name="block">The instances.</param>
    /// <param name="coefficients">The starts, [S, p].</param>
    public NormalEquations Linearize(InstanceBlock block, Tensor coefficients)
    {
        using DisposeScope scope = NewDisposeScope();
        int starts = (int)coefficients.shape[0];
        Count(block, coefficients, directions: Unknowns);
        DualReader<Tensor> reader = new(_reader);
        Dual<Tensor>[] parameters = [.. block.Parameters.Select(parameter => new Dual<Tensor>(parameter))];
        Dual<Tensor>[] theta = Seeds(coefficients);
        Dual<Tensor> x = new(Start(block, starts));
        Dual<Tensor> f = new(_residual.Evaluate(_reader, [x.Value, .. block.Parameters])[0]);
        Tensor loss = zeros(starts, dtype: coefficients.dtype, device: coefficients.device);
        Tensor gradient = zeros(starts, Unknowns, 1, dtype: coefficients.dtype, device: coefficients.device);
        Tensor matrix = zeros(starts, Unknowns, Unknowns, dtype: coefficients.dtype, device: coefficients.device);
        foreach (double weight in _weights)
        {
            using DisposeScope iteration = NewDisposeScope();
            x = _step.Evaluate(reader, [x, f, .. parameters, .. theta])[0];
            f = _residual.Evaluate(reader, [x, .. parameters])[0];
            Tensor error = Error(block, x.Value, f.Value).reshape(starts, -1, 1);
            Tensor jacobian = Error(block, x.Tangent!, f.Tangent!, tangent: true).transpose(0, 1).reshape(starts, Unknowns, -1);
            loss = loss + (weight * error.square().sum([1, 2]));
            gradient = gradient + (weight * jacobian.matmul(error));
            matrix = matrix + (weight * jacobian.matmul(jacobian.transpose(1, 2)));
            (loss, gradient, matrix) = iteration.MoveToOuter(loss, gradient, matrix);
            x = new(iteration.MoveToOuter(x.Value), iteration.MoveToOuter(x.Tangent!));
            f = new(iteration.MoveToOuter(f.Value), iteration.MoveToOuter(f.Tangent!));
        }

        NormalEquations result = new(starts, Unknowns);
        loss.data<double>().CopyTo(result.Loss);
        gradient.data<double>().CopyTo(result.Gradient);
        matrix.data<double>().CopyTo(result.Matrix);
        return result;
    }

    public void Dispose() => _reader.Dispose();

    private void Count(InstanceBlock block, Tensor coefficients, int directions) =>
        FunctionEvaluations += coefficients.shape[0] * block.Count * (1 + (_weights.Length * _inner)) * (1L + directions);

    private static Tensor Start(InstanceBlock block, long starts) =>
        block.InitialGuess.expand(starts, block.Count, block.InitialGuess.shape[^1]);

    private static Tensor Error(InstanceBlock block, Tensor x, Tensor f, bool tangent = false)
    {
        if (block.Label is null)
        {
            return f;
        }

        Tensor error = tangent ? x : x.sub(block.Label);
        return block.Scale is null ? error : error.mul(block.Scale);
    }

    // θ_j as [S, 1] with its direction, [p, 1, 1]: one in its own place.
    private Dual<Tensor>[] Seeds(Tensor coefficients)
    {
        Tensor directions = eye(Unknowns, dtype: coefficients.dtype, device: coefficients.device).reshape(Unknowns, Unknowns, 1, 1);
        return [.. Enumerable.Range(0, Unknowns).Select(j =>
            new Dual<Tensor>(coefficients.narrow(1, j, 1), directions.select(1, j)))];
    }
}
