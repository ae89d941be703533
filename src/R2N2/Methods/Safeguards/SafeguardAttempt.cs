namespace R2N2;

/// <summary>
/// The attempts that an instance has with a safeguard: with it from x₀; without it from x₀ again, where that failed; with it from the best
/// iterate. Without a preconditioner there is the first one only: from far, sums of raw values of f lead about without aim, so that
/// rounding errors decide where an instance ends.
/// </summary>
internal static class SafeguardAttempt
{
    /// <summary>Whether there are more attempts than one.</summary>
    /// <param name="superstructure">The structure of the learned step.</param>
    public static bool TriesAgain(Superstructure superstructure) => superstructure.Preconditioner != Preconditioner.None;

    /// <summary>1 in the attempt without the safeguard, else 0.</summary>
    /// <param name="attempt">Its number: 0, 1 or 2.</param>
    public static Expression IsFree(Expression attempt) =>
        Expression.SelectLess(attempt, 0.5, 0, Expression.SelectLess(attempt, 1.5, 1, 0));

    /// <summary>1 in the last attempt, else 0.</summary>
    /// <param name="attempt">Its number: 0, 1 or 2.</param>
    public static Expression IsLast(Expression attempt) => Expression.SelectLess(attempt, 1.5, 0, 1);
}
