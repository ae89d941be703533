namespace R2N2.Training;

/// <summary>How far training is; reported after every iteration.</summary>
/// <param name="Stage">What it is doing, in words for a person.</param>
/// <param name="Iteration">Iterations made so far, over all stages.</param>
/// <param name="ActiveStarts">The starts still running.</param>
/// <param name="Loss">The lowest loss of this stage so far, on the instances of this stage.</param>
/// <param name="ValidationLoss">The lowest loss of any start on held-out instances, where there are any and it is finite.</param>
/// <param name="Coefficients">The coefficients with that loss, row by row.</param>
/// <param name="Elapsed">Wall time since training began.</param>
public sealed record TrainingProgress(
    string Stage, int Iteration, int ActiveStarts, double Loss, double? ValidationLoss, IReadOnlyList<double> Coefficients, TimeSpan Elapsed);
