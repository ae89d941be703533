namespace R2N2;

/// <summary>What a <see cref="CountedSolver"/> found for every instance of a batch.</summary>
/// <param name="Solutions">x of all of them, one after another.</param>
/// <param name="Norms">‖f(x)‖₂.</param>
/// <param name="Iterations">The outer iterations.</param>
/// <param name="Status">How it ended.</param>
/// <param name="OddTurns">The iterations among them that took the long way: for a safeguard, or since the norm falls slowly.</param>
internal sealed record CountedSolution(double[] Solutions, double[] Norms, long[] Iterations, SolveStatus[] Status, long[] OddTurns);
