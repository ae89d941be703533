using R2N2.Vectorised;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Evaluates a loss with the vectorised engine: a few instances at a time, each from the first step to the last.</summary>
/// <param name="objective">The loss.</param>
internal sealed class LaneEvaluation(Objective objective) : IEvaluation
{
    private readonly Lock _gate = new();
    private LaneEngine<double>? _losses;
    private LaneEngine<double>? _equations;

    public double[] Loss(InstanceBlock block, IReadOnlyList<double[]> points) =>
        [.. InstanceLosses(block, points).Chunk(block.Count).Select(losses => losses.Sum())];

    public double[] InstanceLosses(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        LaneEngine<double> engine = Engine(ref _losses, block, recorded => recorded.Loss());
        double[] losses = new double[points.Count * block.Count];
        Run(engine, block, points, s => losses.AsMemory(s * block.Count, block.Count));
        objective.Count(losses.Length, directions: 0);
        return losses;
    }

    public NormalEquations Linearize(InstanceBlock block, IReadOnlyList<double[]> points)
    {
        LaneEngine<double> engine = Engine(ref _equations, block, recorded => recorded.Equations());
        int size = (objective.Unknowns + 1) * (objective.Unknowns + 2) / 2;
        double[] rows = new double[checked(points.Count * block.Count * size)];
        Run(engine, block, points, s => rows.AsMemory(s * block.Count * size, block.Count * size));
        objective.Count((long)points.Count * block.Count, directions: objective.Unknowns);
        NormalEquations equations = new(points.Count, objective.Unknowns);
        for (int s = 0; s < points.Count; s++)
        {
            Fill(equations, s, Sum(rows.AsSpan(s * block.Count * size, block.Count * size), size));
        }

        return equations;
    }

    public void Dispose()
    {
        _losses?.Clear();
        _equations?.Clear();
    }

    // The blocks of a loss have the same columns.
    private LaneEngine<double> Engine(ref LaneEngine<double>? known, InstanceBlock block, Func<RecordedObjective, RecordedFunction> function)
    {
        lock (_gate)
        {
            return known ??= new LaneEngine<double>(LaneScheme.Once(function(new RecordedObjective(
                objective,
                Shape.Vector((int)block.InitialGuess.shape[^1]),
                Array.ConvertAll(block.Parameters, Of),
                block.Label is null ? null : Of(block.Label),
                block.Scale is null ? null : Of(block.Scale)))));
        }
    }

    private static Shape Of(Tensor column) => Shape.Of([.. column.shape[1..].Select(length => (int)length)]);

    // On the caller's thread, point by point.
    private static void Run(
        LaneEngine<double> engine, InstanceBlock block, IReadOnlyList<double[]> points, Func<int, Memory<double>> output)
    {
        int n = block.Count;
        double[] state = block.InitialGuess.data<double>().ToArray();
        ReadOnlyMemory<double>[] columns =
        [
            block.InitialGuess.dim() == 1 ? Enumerable.Repeat(state, n).SelectMany(guess => guess).ToArray() : state,
            .. block.Parameters.Select(column => (ReadOnlyMemory<double>)column.data<double>().ToArray()),
            .. new[] { block.Label, block.Scale }.OfType<Tensor>().Select(column => (ReadOnlyMemory<double>)column.data<double>().ToArray()),
        ];
        for (int s = 0; s < points.Count; s++)
        {
            ReadOnlyMemory<double>[] theta = [.. points[s].Select(value => (ReadOnlyMemory<double>)Enumerable.Repeat(value, n).ToArray())];
            engine.Run(
                static (job, call) => (job.Inputs, job.Numbers, job.Count) = call,
                (Inputs: (ReadOnlyMemory<double>[])[.. columns, .. theta], Outputs: (Memory<double>[])[output(s)], Count: n),
                threads: 1);
        }
    }

    // Over the instances, in their order.
    private static double[] Sum(ReadOnlySpan<double> rows, int size)
    {
        double[] sum = new double[size];
        for (int i = 0; i < rows.Length; i += size)
        {
            for (int j = 0; j < size; j++)
            {
                sum[j] += rows[i + j];
            }
        }

        return sum;
    }

    private static void Fill(NormalEquations equations, int start, double[] triangle)
    {
        int p = equations.Gradient.Length / equations.Loss.Length;
        int at = 0;
        for (int i = 0; i < p; i++)
        {
            for (int j = i; j < p; j++, at++)
            {
                equations.Matrix[(((start * p) + i) * p) + j] = triangle[at];
                equations.Matrix[(((start * p) + j) * p) + i] = triangle[at];
            }

            equations.Gradient[(start * p) + i] = triangle[at++];
        }

        equations.Loss[start] = triangle[at];
    }
}
