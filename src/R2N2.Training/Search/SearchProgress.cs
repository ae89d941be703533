namespace R2N2.Training;

/// <summary>How far a search is; reported when a candidate is begun, in each iteration of its training, and when it is done.</summary>
/// <param name="Candidate">The name of the candidate.</param>
/// <param name="Done">How many candidates are done with.</param>
/// <param name="Count">How many there are; more at the end, where a start was learned for the best of them.</param>
/// <param name="Best">The best one so far; null where there is none yet.</param>
/// <param name="Training">How far its training is; null where it is not being trained.</param>
/// <param name="Elapsed">Wall time since the search began.</param>
public sealed record SearchProgress(
    string Candidate, int Done, int Count, SearchCandidate? Best, TrainingProgress? Training, TimeSpan Elapsed);
