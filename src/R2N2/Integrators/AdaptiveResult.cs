namespace R2N2;

/// <summary>An adaptive integration of every instance.</summary>
/// <param name="State">y at the time reached, m numbers for every instance.</param>
/// <param name="ReachedTime">The time reached; the end where the status is <see cref="IntegrationStatus.Completed"/>.</param>
/// <param name="Status">How every instance ended.</param>
/// <param name="AcceptedSteps">The steps taken.</param>
/// <param name="RejectedSteps">The steps repeated with a smaller size.</param>
/// <param name="FunctionEvaluations">
/// The evaluations of f, the first one included. A Rosenbrock method makes one derivative and one decomposition besides, for every step taken or
/// repeated.
/// </param>
public sealed record AdaptiveResult(
    ReadOnlyMemory<double> State,
    ReadOnlyMemory<double> ReachedTime,
    ReadOnlyMemory<IntegrationStatus> Status,
    ReadOnlyMemory<long> AcceptedSteps,
    ReadOnlyMemory<long> RejectedSteps,
    ReadOnlyMemory<long> FunctionEvaluations)
{
    /// <summary>The evaluations of f behind counts of steps.</summary>
    internal static long[] Evaluations(ButcherTableau tableau, ReadOnlySpan<long> accepted, ReadOnlySpan<long> rejected)
    {
        int first = tableau.IsFirstSameAsLast ? 0 : 1;
        long[] evaluations = new long[accepted.Length];
        for (int i = 0; i < evaluations.Length; i++)
        {
            evaluations[i] = 1 + ((tableau.Stages - 1) * (accepted[i] + rejected[i])) + (first * accepted[i]);
        }

        return evaluations;
    }
}
