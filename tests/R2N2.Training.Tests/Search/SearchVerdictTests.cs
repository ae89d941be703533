namespace R2N2.Training.Tests;

public sealed class SearchVerdictTests
{
    private static readonly MeanJacobian _scaled = new(new double[2, 2], Norm: 62, Condition: 4000, Cancellation: 1, Instances: 64, Solved: true);
    private static readonly SearchCandidate _chord = Candidate("the chord method", false, 1, 1, 2100);
    private static readonly SearchCandidate _learned = Candidate("trained multi-point chord n = 2", true, 1, 1, 1000);

    [Fact]
    public void Sentences_LearnedWins_TellByHowMuch() => AssertContains(
        "Trained multi-point chord n = 2 wins: 2.1x fewer operations than the chord method", Sentences(_learned, _chord));

    [Fact]
    public void Sentences_ClassicalWins_TellThatNothingWasLearned() => AssertContains(
        "The chord method wins: no learning needed, exported as such. Trained multi-point chord n = 2 takes 2x as many operations.",
        Sentences(_chord, _learned with { Trial = _learned.Trial! with { Operations = 4200 } }));

    [Fact]
    public void Sentences_LearnedSolvesMore_TellSo() => AssertContains(
        "it solves 100 % where the chord method, the best without learning, solves 60 %",
        Sentences(_learned, Candidate("the chord method", false, 0.6, 0.6, 500)));

    [Fact]
    public void Sentences_SafeguardDoesTheWork_TellThatAndTheScale()
    {
        string[] sentences = Sentences(Candidate("trained Krylov n = 4", true, 0.75, 0, 1000));

        AssertContains("0 % solved without the safeguard", sentences);
        AssertContains("f is badly scaled (‖J‖ = 62, condition 4,000)", sentences);
        AssertContains("75 % of 200 instances are solved, the others are not.", sentences);
    }

    [Fact]
    public void Sentences_SafeguardIsInTheWay_TellBothShares() => AssertContains(
        "The safeguard is in the way: 84 % are solved with it and 100 % without.", Sentences(Candidate("Newton's method", false, 0.84, 1, 1000)));

    [Fact]
    public void Sentences_NewtonSolvesMore_TellSo() => AssertContains(
        "Newton in C#: 100 % solved, 4 iterations and 50 evaluations of f, where the winner takes 3 and 10, but solves 50 %.",
        Sentences(Candidate("the chord method", false, 0.5, 0.5, 1000)));

    [Fact]
    public void Sentences_AlmostAllSolved_AreNotRoundedToAll() => AssertContains(
        "99.9 % of 200 instances are solved, the others are not.", Sentences(Candidate("the chord method", false, 0.99999, 0.99999, 1000)));

    [Fact]
    public void Conditions_OfAnExport_NameToleranceAndSafeguard()
    {
        SolverExportOptions export = new() { RelativeTolerance = 0.001, Safeguard = null };

        Assert.Equal("Judged on 20 instances by a tolerance of 1E-10, with the safeguard.", SearchVerdict.Conditions(20, new SolverExportOptions()));
        Assert.Equal(
            "Judged on 20 instances by a tolerance of 1E-10 and a relative tolerance of 0.001, without the safeguard.", SearchVerdict.Conditions(20, export));
    }

    private static string[] Sentences(params SearchCandidate[] candidates)
    {
        SolverTrial newton = candidates[0].Trial! with { Method = "Newton in C#", SolvedShare = 1, SolvedUnguarded = 1, Iterations = 4, Evaluations = 50 };
        return [.. new SearchVerdict(candidates[0], candidates, [newton], _scaled).Sentences()];
    }

    internal static SearchCandidate Candidate(string name, bool isTrained, double solved, double unguarded, double operations) => new()
    {
        Name = name,
        Superstructure = Superstructure.Chord,
        IsTrained = isTrained,
        Trial = new SolverTrial
        {
            Method = name,
            Instances = 200,
            SolvedShare = solved,
            SolvedUnguarded = unguarded,
            Iterations = 3,
            Evaluations = 10,
            Operations = operations,
            ResidualNorm = 1e-11,
            Microseconds = 1,
        },
    };

    private static void AssertContains(string part, string[] sentences) =>
        Assert.Contains(sentences, sentence => sentence.Contains(part, StringComparison.Ordinal));
}
