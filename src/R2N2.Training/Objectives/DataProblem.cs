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

    /// <summary>The loss of a block.</summary>
    public EquationObjective Objective => objective;

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

    private Tensor ToTensor(double[][] points) =>
        tensor([.. points.SelectMany(point => point)], points.Length, Unknowns, dtype: ScalarType.Float64);
}
