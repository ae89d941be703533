namespace R2N2.Training;

/// <summary>
/// Adam over mini-batches, all starts at once. Slow and approximate for this problem; here for comparison, and for data so
/// plentiful that a pass over all of it is too much for one step.
/// </summary>
/// <remarks>Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1.
/// The gradient is taken by backward differentiation. Where f guards a singular term by SelectLess, Min or Max, that may
/// give NaN at the guard; Levenberg-Marquardt differentiates forward and has no such limit.
/// </remarks>
public sealed record Adam : Optimizer
{
    /// <summary>The largest number of passes over the instances; 2000 by default, at least 1.</summary>
    public override int IterationLimit { get; init; } = 2000;

    /// <summary>The learning rate of the first pass; 1e-2 by default. It falls geometrically to <see cref="FinalLearningRate"/>.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>The learning rate of the last pass; 1e-4 by default.</summary>
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>The number of instances of a mini-batch; 256 by default, at least 1.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>β₁, how slowly the mean of the gradient forgets; 0.9 by default, from 0 to below 1.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂, how slowly the mean of its square forgets; 0.999 by default, from 0 to below 1.</summary>
    public double SecondDecay { get; init; } = 0.999;

    internal override IStartOptimizer Over(DataProblem problem, int seed) => new AdamSteps(problem, this, seed);

    internal override void Validate()
    {
        Require(IterationLimit >= 1, nameof(IterationLimit), IterationLimit, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Require(FinalLearningRate > 0 && double.IsFinite(FinalLearningRate), nameof(FinalLearningRate), FinalLearningRate, "above 0");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(FirstDecay is >= 0 and < 1, nameof(FirstDecay), FirstDecay, "from 0 to below 1");
        Require(SecondDecay is >= 0 and < 1, nameof(SecondDecay), SecondDecay, "from 0 to below 1");
    }
}
