namespace R2N2.Training;

/// <summary>One iteration in the history of a training run.</summary>
/// <param name="Iteration">Its number, from 0, over all stages.</param>
/// <param name="Instances">The number of instances the loss was taken over at that stage.</param>
/// <param name="ActiveStarts">The starts still running.</param>
/// <param name="Loss">The lowest loss of any start, per instance.</param>
/// <param name="ValidationLoss">The lowest loss of any start on held-out instances, where there are any and it is finite.</param>
public sealed record LossRecord(int Iteration, long Instances, int ActiveStarts, double Loss, double? ValidationLoss);
