namespace R2N2.Training;

/// <summary>Adam at work: an iteration is a pass over all instances, in mini-batches drawn anew.</summary>
/// <remarks>
/// <see cref="LeastSquaresStart.Point"/> is the best point so far; where Adam is now, and its two moments, are the
/// start's memory.
/// </remarks>
internal sealed class AdamSteps(DataProblem problem, Adam options, int seed) : IStartOptimizer
{
    private const double Epsilon = 1e-8;

    public void Begin(IReadOnlyList<LeastSquaresStart> starts)
    {
        double[] losses = problem.Loss([.. starts.Select(start => start.Point)]);
        for (int i = 0; i < starts.Count; i++)
        {
            int p = starts[i].Point.Length;
            starts[i].Loss = losses[i];
            starts[i].Stop = double.IsFinite(losses[i]) ? StopReason.None : StopReason.NotFinite;
            starts[i].Memory = [[.. starts[i].Point], new double[p], new double[p], [0]];
        }
    }

    public void Step(IReadOnlyList<LeastSquaresStart> starts)
    {
        LeastSquaresStart[] active = [.. starts.Where(start => start.IsActive)];
        Random random = new(HashCode(active[0].Iterations));
        foreach (InstanceBlock block in problem.Blocks)
        {
            foreach (InstanceBlock batch in block.Shuffle(options.BatchSize, random))
            {
                using (batch)
                {
                    Update(active, batch);
                }
            }
        }

        double[] losses = problem.Loss([.. active.Select(start => start.Memory[0])]);
        for (int i = 0; i < active.Length; i++)
        {
            Judge(active[i], losses[i]);
        }
    }

    private void Update(LeastSquaresStart[] active, InstanceBlock batch)
    {
        double[][] gradients = problem.BatchGradient(batch, [.. active.Select(start => start.Memory[0])]);
        for (int i = 0; i < active.Length; i++)
        {
            if (gradients[i].All(double.IsFinite))
            {
                Update(active[i], gradients[i]);
            }
        }
    }

    private void Update(LeastSquaresStart start, double[] gradient)
    {
        double progress = Math.Min(1, start.Iterations / (double)Math.Max(1, options.IterationLimit - 1));
        double rate = options.LearningRate * Math.Pow(options.FinalLearningRate / options.LearningRate, progress);
        (double[] point, double[] first, double[] second, double[] updates) =
            (start.Memory[0], start.Memory[1], start.Memory[2], start.Memory[3]);
        double step = ++updates[0];
        for (int j = 0; j < gradient.Length; j++)
        {
            first[j] = (options.FirstDecay * first[j]) + ((1 - options.FirstDecay) * gradient[j]);
            second[j] = (options.SecondDecay * second[j]) + ((1 - options.SecondDecay) * gradient[j] * gradient[j]);
            double mean = first[j] / (1 - Math.Pow(options.FirstDecay, step));
            double deviation = Math.Sqrt(second[j] / (1 - Math.Pow(options.SecondDecay, step)));
            point[j] -= rate * mean / (deviation + Epsilon);
        }
    }

    private void Judge(LeastSquaresStart start, double loss)
    {
        start.Iterations++;
        if (loss < start.Loss)
        {
            start.Loss = loss;
            start.Point = [.. start.Memory[0]];
        }

        start.Stop = !double.IsFinite(loss) ? StopReason.NotFinite
            : start.Iterations >= options.IterationLimit ? StopReason.IterationLimit
            : StopReason.None;
    }

    // HashCode.Combine differs from process to process, so it cannot serve here.
    private int HashCode(int pass) => unchecked((seed * 397) ^ pass);
}
