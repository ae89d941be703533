namespace R2N2.Training;

/// <summary>One stage of the race between starts.</summary>
/// <param name="Stage">What happens, in words for a person.</param>
/// <param name="Problem">The loss, over the instances of this stage.</param>
/// <param name="Keep">The number of starts that enter it.</param>
/// <param name="Iterations">The largest number of iterations.</param>
internal sealed record Rung(string Stage, DataProblem Problem, int Keep, int Iterations);
