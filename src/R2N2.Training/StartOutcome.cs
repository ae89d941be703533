namespace R2N2.Training;

/// <summary>What became of one start.</summary>
/// <param name="Index">Its number: warm starts first, then random ones.</param>
/// <param name="Iterations">The iterations it made.</param>
/// <param name="Loss">The last loss seen for it, per instance, on <paramref name="Instances"/> instances.</param>
/// <param name="Instances">The number of instances it got to see.</param>
/// <param name="Stop">Why it ended.</param>
/// <param name="Coefficients">Where it ended, row by row.</param>
public sealed record StartOutcome(
    int Index, int Iterations, double Loss, long Instances, StopReason Stop, IReadOnlyList<double> Coefficients);
