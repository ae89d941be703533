namespace R2N2.Training;

/// <summary>The training loss over a set of instances, per instance: what training minimises.</summary>
/// <param name="objective">The loss.</param>
/// <param name="evaluation">Evaluates it for a block.</param>
/// <param name="threads">What that runs on.</param>
/// <param name="blocks">The instances; read anew at each evaluation.</param>
/// <param name="count">Their number.</param>
/// <param name="cancellation">Looked at before each part of a block.</param>
internal sealed class DataProblem(
    Objective objective,
    IEvaluation evaluation,
    EvaluationThreads threads,
    Func<IEnumerable<InstanceBlock>> blocks,
    long count,
    CancellationToken cancellation) : ILeastSquares
{
    private readonly int _partSize = objective.PartSize;

    public int Unknowns => objective.Unknowns;

    /// <summary>The number of instances.</summary>
    public long Count => count;

    /// <summary>The instances.</summary>
    public IEnumerable<InstanceBlock> Blocks => blocks();

    /// <summary>The same, looking at another token.</summary>
    public DataProblem With(CancellationToken other) => new(objective, evaluation, threads, blocks, count, other);

    public double[] Loss(IReadOnlyList<double[]> points)
    {
        var losses = new double[points.Count];
        foreach ((Part part, double[] loss) in Evaluate(points, part => evaluation.Loss(part.Block, part.Points)))
        {
            AddTo(losses.AsSpan(part.First), loss);
        }

        return losses;
    }

    /// <summary>The loss of each instance at each point, part by part.</summary>
    public IEnumerable<InstanceLosses> LossByInstance(IReadOnlyList<double[]> points)
    {
        foreach ((Part part, double[] losses) in Evaluate(points, part => evaluation.InstanceLosses(part.Block, part.Points)))
        {
            yield return new InstanceLosses(part.Block.Index, part.First, [.. losses.Chunk(part.Block.Count)]);
        }
    }

    public NormalEquations Linearize(IReadOnlyList<double[]> points)
    {
        NormalEquations sum = new(points.Count, Unknowns);
        foreach ((Part part, NormalEquations equations) in Evaluate(points, part => evaluation.Linearize(part.Block, part.Points)))
        {
            sum.Add(equations, part.First, 1.0 / count);
        }

        return sum;
    }

    // Block by block, since a stream holds one block at a time; the parts of a block side by side, in a fixed order.
    private IEnumerable<(Part Part, T Result)> Evaluate<T>(IReadOnlyList<double[]> points, Func<Part, T> evaluate)
    {
        foreach (InstanceBlock block in blocks())
        {
            Part[] parts = [.. Split(block, points)];
            try
            {
                T[] results = threads.Run(parts.Length, i =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    return evaluate(parts[i]);
                });
                for (int i = 0; i < parts.Length; i++)
                {
                    yield return (parts[i], results[i]);
                }
            }
            finally
            {
                Array.ForEach(parts, part => part.Block.Dispose());
            }
        }
    }

    private IEnumerable<Part> Split(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        for (int row = 0; row < block.Count; row += _partSize)
        {
            int rows = Math.Min(_partSize, block.Count - row);
            int first = 0;
            foreach (double[][] group in points.Chunk(Math.Max(1, _partSize / rows)))
            {
                yield return new Part(block.Rows(row, rows), first, group);
                first += group.Length;
            }
        }
    }

    private void AddTo(Span<double> sum, double[] part)
    {
        for (int i = 0; i < part.Length; i++)
        {
            sum[i] += part[i] / count;
        }
    }

    /// <summary>Some rows of a block, and some of the points.</summary>
    private sealed record Part(InstanceBlock Block, int First, double[][] Points);
}
