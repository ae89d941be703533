using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>The training loss over a set of instances, per instance: what an optimiser minimises.</summary>
/// <param name="objective">The loss of a block.</param>
/// <param name="blocks">The instances; read anew at each evaluation.</param>
/// <param name="count">Their number.</param>
/// <param name="cancellation">Looked at before each block.</param>
internal sealed class DataProblem(
    EquationObjective objective, Func<IEnumerable<InstanceBlock>> blocks, long count, CancellationToken cancellation) : ILeastSquares
{
    // Starts × instances evaluated at once: enough to hide the overhead of calls, little enough to stay in the cache.
    private const int EvaluatedAtOnce = 1024;

    public int Unknowns => objective.Unknowns;

    /// <summary>The number of instances.</summary>
    public long Count => count;

    /// <summary>The instances.</summary>
    public IEnumerable<InstanceBlock> Blocks => blocks();

    public double[] Loss(IReadOnlyList<double[]> points)
    {
        var losses = new double[points.Count];
        foreach ((InstanceBlock block, int first, double[][] group) in Work(points))
        {
            using Tensor table = ToTensor(group);
            using Tensor loss = objective.Loss(block, table);
            double[] part = loss.data<double>().ToArray();
            for (int i = 0; i < part.Length; i++)
            {
                losses[first + i] += part[i] / count;
            }
        }

        return losses;
    }

    /// <summary>The loss at each point, and its gradient, without a Jacobian.</summary>
    public (double[] Losses, double[][] Gradients) Gradient(IReadOnlyList<double[]> points)
    {
        var losses = new double[points.Count];
        double[][] gradients = [.. points.Select(_ => new double[Unknowns])];
        foreach ((InstanceBlock block, int first, double[][] group) in Work(points))
        {
            (double[] loss, double[] gradient) = Gradient(block, group);
            for (int i = 0; i < gradient.Length; i++)
            {
                losses[first + (i / Unknowns)] += i % Unknowns == 0 ? loss[i / Unknowns] / count : 0;
                gradients[first + (i / Unknowns)][i % Unknowns] += gradient[i] / count;
            }
        }

        return (losses, gradients);
    }

    /// <summary>The gradient of the loss per instance of one mini-batch, at each point.</summary>
    public double[][] BatchGradient(InstanceBlock batch, IReadOnlyList<double[]> points)
    {
        cancellation.ThrowIfCancellationRequested();
        (_, double[] gradient) = Gradient(batch, points);
        return [.. gradient.Select(value => value / batch.Count).Chunk(Unknowns)];
    }

    public NormalEquations Linearize(IReadOnlyList<double[]> points)
    {
        NormalEquations sum = new(points.Count, Unknowns);
        foreach ((InstanceBlock block, int first, double[][] group) in Work(points))
        {
            using Tensor table = ToTensor(group);
            sum.Add(objective.Linearize(block, table), first, 1.0 / count);
        }

        return sum;
    }

    private IEnumerable<(InstanceBlock Block, int First, double[][] Group)> Work(IReadOnlyList<double[]> points)
    {
        foreach (InstanceBlock block in blocks())
        {
            int first = 0;
            foreach (double[][] group in points.Chunk(Math.Max(1, EvaluatedAtOnce / block.Count)))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return (block, first, group);
                first += group.Length;
            }
        }
    }

    private (double[] Loss, double[] Gradient) Gradient(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor loss, Tensor gradient) = objective.Gradient(block, ToTensor(points));
        return (loss.data<double>().ToArray(), gradient.data<double>().ToArray());
    }

    private Tensor ToTensor(IReadOnlyList<double[]> points) =>
        Tensors.From([.. points.SelectMany(point => point)], [points.Count, Unknowns], CPU);
}
