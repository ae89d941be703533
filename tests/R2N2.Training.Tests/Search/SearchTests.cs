namespace R2N2.Training.Tests;

public sealed class SearchTests
{
    // Time does not pass, so that no machine is too slow.
    private static readonly SearchOptions _options = new() { Time = new ManualTime() };

    private static readonly Superstructure _mean = Superstructure.Krylov(2) with { Preconditioner = Preconditioner.MeanJacobian };

    public static TheoryData<SearchFamily> Families =>
    [
        SearchFamily.Bratu, SearchFamily.Kepler, SearchFamily.Arm, SearchFamily.Chandrasekhar, SearchFamily.ScaledCubic, SearchFamily.Linear,
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void Search_ByDefault_SolvesWhatNewtonSolvesForNoMoreThanClassicalMembersTake(SearchFamily problem)
    {
        SearchResult result = Trainer.Search(problem.Family, problem.Source(300), _options);

        SolverTrial winner = result.Report.Winner.Trial!;
        Assert.Equal(1, result.Report.Baselines[0].SolvedShare);
        Assert.Equal((1, 1), (winner.SolvedShare, winner.SolvedUnguarded));
        Assert.All(
            result.Report.Candidates.Where(candidate => candidate is { IsLearned: false, Trial: { SolvedShare: 1, SolvedUnguarded: 1 } }),
            candidate => Assert.True(candidate.Trial!.Operations >= winner.Operations, candidate.Name));
        Assert.Equal((150, 150L), (result.Report.HeldOutInstances, result.Report.TrainingInstances));
        Assert.False(result.Report.IsOutOfTime);
        using Solver solver = result.Model.ToSolver();
        Assert.All(solver.Solve(problem.Data(200, 2)).Status.ToArray(), status => Assert.Equal(SolveStatus.Converged, status));
    }

    [Theory]
    [InlineData(2, new[] { "Newton's method", "Chebyshev's method", "Newton-Taylor n = 3", "Halley's method" })]
    [InlineData(20, new[] { "Newton's method", "Chebyshev's method", "Newton-Taylor n = 3" })]
    [InlineData(40, new[] { "Newton's method" })]
    [InlineData(400, new string[0])]
    public void Default_MoreUnknowns_HasFewerOfTheMethodsThatNeedMoreDerivatives(int unknowns, string[] expected) => Assert.Equal(
        expected,
        SearchEntry.Default(unknowns, features: 1).Select(entry => entry.Name)
            .Where(name => name is "Newton's method" or "Chebyshev's method" or "Newton-Taylor n = 3" or "Halley's method"));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void Default_FewScalarParameters_HasTablesThatFollowThem(int features, int expected) => Assert.Equal(
        expected, SearchEntry.Default(10, features).Count(entry => entry.Superstructure.Tables == TableModule.ByParameters));

    [Fact]
    public void Search_EqualSeeds_GivesEqualResultsBitForBit()
    {
        SearchOptions options = _options with { Candidates = [Superstructure.Chord, _mean, Superstructure.Krylov(3)], Seed = 5 };

        SearchResult[] results = [.. Enumerable.Range(0, 2).Select(_ => Trainer.Search(SearchFamily.Kepler.Family, SearchFamily.Kepler.Source(200), options))];

        Assert.Equal(results[0].Model.Coefficients, results[1].Model.Coefficients);
        Assert.Equal(results[0].Model.Superstructure, results[1].Model.Superstructure);
        Assert.Equal(results[0].Report.Verdict, results[1].Report.Verdict);
        Assert.Equal(Facts(results[0]), Facts(results[1]));
        static (string, double?, double?)[] Facts(SearchResult result) =>
            [.. result.Report.Candidates.Select(candidate => (candidate.Name, candidate.Trial!.Operations, candidate.Training?.Loss))];
    }

    [Fact]
    public void Search_SingularMeanJacobian_IsNamedAndTheNextIsTaken()
    {
        EquationFamily family = ProblemFamily.Equations("singular", 2, [new("b")], (x, p) => Expression.Stack(x[0] + x[1], x[0] + x[1]) - p["b"]);
        InstanceBatch data = InstanceBatch.Of(60, ("X0", [.. Enumerable.Range(0, 120).Select(i => Math.Sin(i))]), ("b", [.. Enumerable.Range(0, 60).Select(i => Math.Cos(i))]));

        SearchResult result = Trainer.Search(family, new InstanceBatchSource(data), _options with { Candidates = [Superstructure.Chord, Superstructure.Krylov(1)] });

        Assert.Equal("trained Krylov n = 1", result.Report.Winner.Name);
        Assert.Equal(1, result.Report.Winner.Trial!.SolvedShare);
        Assert.Contains("singular", result.Report.Candidates[0].PassedOver, StringComparison.Ordinal);
        Assert.Contains(result.Report.Verdict, sentence => sentence.Contains("mean Jacobian of the family 'singular' over 30 instances is singular", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_TablesAmongTheCandidates_AreMeasuredAndTrained()
    {
        Superstructure[] candidates = [_mean with { Tables = TableModule.ByParameters }, _mean with { Tables = TableModule.PerIteration(2) }];

        SearchReport report = Trainer.Search(SearchFamily.Bratu.Family, SearchFamily.Bratu.Source(100), _options with { Candidates = candidates, LearnInitialGuess = false }).Report;

        SearchCandidate[] trained = [.. report.Candidates.Where(candidate => candidate.IsTrained)];
        Assert.Equal(["trained multi-point chord n = 2, tables ByParameters", "trained multi-point chord n = 2, tables PerIteration(2)"], trained.Select(candidate => candidate.Name));
        Assert.All(trained, candidate => Assert.Equal(1, candidate.Trial!.SolvedShare));
    }

    [Fact]
    public void Search_BudgetTooShortForOneTraining_ReturnsTheClassicalMemberAndSaysSo()
    {
        SearchResult result = Trainer.Search(SearchFamily.Bratu.Family, SearchFamily.Bratu.Source(100), new SearchOptions { Budget = TimeSpan.FromTicks(1) });

        Assert.Equal("the chord method", result.Report.Winner.Name);
        Assert.Equal(1, result.Report.Winner.Trial!.SolvedShare);
        Assert.Equal(Coefficients.Richardson(1), result.Model.Coefficients);
        Assert.True(result.Report.IsOutOfTime);
        Assert.Contains(result.Report.Verdict, sentence => sentence.Contains("budget", StringComparison.Ordinal) && sentence.Contains("none of them trained", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_BudgetTooShort_TriesClassicalMembersUntilOneSolves()
    {
        SearchReport report = Trainer.Search(SearchFamily.Arm.Family, SearchFamily.Arm.Source(100), new SearchOptions { Budget = TimeSpan.FromTicks(1) }).Report;

        Assert.Equal("Newton's method", report.Winner.Name);
        Assert.Equal(1, report.Winner.Trial!.SolvedShare);
    }

    [Fact]
    public void Search_RowsWithoutNumbersAndColumnsWithOne_AreTold()
    {
        double[] lambda = [.. Enumerable.Repeat(2.0, 50), double.NaN, double.PositiveInfinity];
        InstanceBatchSource source = new(InstanceBatch.Of(lambda.Length, ("lambda", lambda)));

        SearchReport report = Trainer.Search(SearchFamily.Bratu.Family, source, _options with { Candidates = [Superstructure.Chord] }).Report;

        Assert.Equal((25, 25L, 2L), (report.HeldOutInstances, report.TrainingInstances, report.SkippedInstances));
        Assert.Equal(1, report.Winner.Trial!.SolvedShare);
        Assert.Contains("2 rows were left out, since a number is NaN or infinite.", report.Verdict);
        Assert.Contains(report.Verdict, sentence => sentence.StartsWith("The column 'lambda' is the same in all instances", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_FeatureOfTablesIsConstant_IsToldOnce()
    {
        InstanceBatch orbits = SearchFamily.Kepler.Data(100, 1);
        InstanceBatch data = InstanceBatch.Of(100, ("M", orbits["M"].ToArray()), ("e", [.. Enumerable.Repeat(0.3, 100)]));

        SearchReport report = Trainer.Search(
            SearchFamily.Kepler.Family, new InstanceBatchSource(data), _options with { Candidates = [_mean with { Tables = TableModule.ByParameters }] }).Report;

        Assert.Single(report.Verdict, sentence => sentence.Contains("('e') of the tables is 0.3 in all instances", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_FewRows_SaysThatTheyAreJudgedOnThemselves()
    {
        SearchReport report = Trainer.Search(SearchFamily.Bratu.Family, SearchFamily.Bratu.Source(3), _options with { Candidates = [Superstructure.Chord] }).Report;

        Assert.Equal((3, 3L), (report.HeldOutInstances, report.TrainingInstances));
        Assert.Contains(report.Verdict, sentence => sentence.StartsWith("There are 3 instances only", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_NoRowOfNumbers_IsRefused()
    {
        InstanceBatchSource source = new(InstanceBatch.Of(2, ("lambda", [double.NaN, double.NaN])));

        ArgumentException error = Assert.Throws<ArgumentException>(() => Trainer.Search(SearchFamily.Bratu.Family, source));

        Assert.Contains("of 2 rows 2 have", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_FamilyWithoutInputs_IsRefusedByName()
    {
        EquationFamily family = ProblemFamily.Equations("cosine", 1, x => x - Expression.Cos(x));

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Trainer.Search(family.WithInitialGuess(InitialGuess.Zero), new InstanceBatchSource(InstanceBatch.Of(20))));

        Assert.Contains("'cosine' has neither parameters nor an initial guess", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_NothingSolves_SaysSo()
    {
        EquationFamily family = ProblemFamily.Equations("none", 1, [new("b")], (x, p) => (x * x) + p["b"], InitialGuess.Constant(1));
        InstanceBatch data = InstanceBatch.Of(40, ("b", [.. Enumerable.Range(0, 40).Select(i => 1 + (i / 100.0))]));

        SearchReport report = Trainer.Search(
            family, new InstanceBatchSource(data), _options with { Candidates = [Superstructure.Newton, Superstructure.Krylov(1)] }).Report;

        Assert.Equal(0, report.Winner.Trial!.SolvedShare);
        Assert.StartsWith("No candidate solves any of 20 instances", report.Verdict[0], StringComparison.Ordinal);
        Assert.Contains("see whether they have solutions", report.Verdict[0], StringComparison.Ordinal);
        Assert.StartsWith("Newton in C#: 0 % solved", report.Verdict[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Search_NumbersLeaveTheDomainOfF_SaysSo()
    {
        EquationFamily family = ProblemFamily.Equations("roots", 1, [new("b")], (x, p) => Expression.Sqrt(x - 2) - p["b"], InitialGuess.Constant(1));
        InstanceBatch data = InstanceBatch.Of(40, ("b", [.. Enumerable.Range(0, 40).Select(i => 1 + (i / 100.0))]));

        SearchReport report = Trainer.Search(family, new InstanceBatchSource(data), _options with { Candidates = [Superstructure.Newton] }).Report;

        Assert.Contains("Most meet numbers that are not finite", report.Verdict[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Search_SingularSystemInF_EndsThatInstanceOnly()
    {
        // (x₁ + a x₂, x₁ + x₂) = b by Solve: there is no inverse at a = 1.
        EquationFamily family = ProblemFamily.Equations(
            "systems",
            2,
            [new("a"), new("b", 2)],
            (x, p) => x - Expression.Solve(
                Expression.Stack(Expression.Stack(1, p["a"]), Expression.Stack(1, 1)), p["b"] + (0.01 * x)),
            InitialGuess.Zero);
        InstanceBatch Data(int count) => InstanceBatch.Of(
            count,
            ("a", [.. Enumerable.Range(0, count).Select(i => i == 7 ? 1 : 2 + Math.Sin(i))]),
            ("b", [.. Enumerable.Range(0, 2 * count).Select(i => Math.Cos(i))]));

        SearchResult result = Trainer.Search(
            family, new InstanceBatchSource(Data(100)), _options with { Candidates = [Superstructure.Newton] });
        using Solver solver = result.Model.ToSolver();

        SolveStatus[] statuses = solver.Solve(Data(20)).Status.ToArray();
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => i == 7 ? SolveStatus.NotFinite : SolveStatus.Converged)], statuses);
    }

    [Fact]
    public void Search_PreconditionerOfTheWrongShape_IsRefusedBeforeAnythingIsTried()
    {
        Superstructure wide = Superstructure.Krylov(1) with { Preconditioner = Preconditioner.Constant(new double[3, 3]) };
        List<SearchProgress> told = [];

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => Trainer.Search(
            SearchFamily.Kepler.Family, SearchFamily.Kepler.Source(100), _options with { Candidates = [Superstructure.Chord, wide] }, new Told(told.Add)));

        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Contains("Kepler", error.Message, StringComparison.Ordinal);
        Assert.Empty(told);
    }

    [Fact]
    public void Search_Progress_TellsEveryCandidateAndTheBest()
    {
        List<SearchProgress> told = [];

        SearchResult result = Trainer.Search(
            SearchFamily.Kepler.Family, SearchFamily.Kepler.Source(100), _options with { Candidates = [Superstructure.Chord] }, new Told(told.Add));

        string[] names = ["the chord method", "trained chord n = 1"];
        Assert.Equal(
            names.SelectMany(name => new[] { name, $"{name} from a learned start" }).Order(), told.Select(progress => progress.Candidate).Distinct().Order());
        Assert.Null(told[0].Best);
        Assert.Equal((4, 4), (told[^1].Done, told[^1].Count));
        Assert.Equal(result.Report.Winner, told[^1].Best);
        Assert.Contains(told, progress => progress.Training is not null);
    }

    [Theory]
    [InlineData("the chord method")]
    [InlineData("trained chord n = 1")]
    public void Search_Cancelled_Ends(string candidate)
    {
        using CancellationTokenSource source = new();
        List<string> told = [];

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Search(
            SearchFamily.Kepler.Family,
            SearchFamily.Kepler.Source(100),
            _options with { Candidates = [Superstructure.Chord, Superstructure.Krylov(2)] },
            new Told(progress =>
            {
                told.Add(progress.Candidate);
                if (progress.Candidate == candidate)
                {
                    source.Cancel();
                }
            }),
            source.Token));
        Assert.Equal(candidate, told[^1]);
    }

    [Fact]
    public void Search_OptionsThatMakeNoSense_AreRefused()
    {
        void Refused(string part, SearchOptions options) => Assert.Contains(
            part,
            Assert.ThrowsAny<ArgumentException>(() => Trainer.Search(SearchFamily.Kepler.Family, SearchFamily.Kepler.Source(40), options)).Message,
            StringComparison.Ordinal);

        Refused("no tolerance", new SearchOptions { Export = new SolverExportOptions { AbsoluteTolerance = null } });
        Refused("CheckpointPath", new SearchOptions { Training = new TrainingOptions { CheckpointPath = "file" } });
        Refused("at least 1 structure", new SearchOptions { Candidates = [] });
        Refused("Superstructure.Krylov", new SearchOptions { Candidates = [Superstructure.RungeKutta(2)] });
        Assert.Contains(
            "Budget is", Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { Budget = TimeSpan.Zero }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_InitialGuessOfTheExport_IsWhereCandidatesStart()
    {
        SearchOptions options = _options with { Candidates = [Superstructure.Newton], Export = new SolverExportOptions { InitialGuess = InitialGuess.Constant(1, 1) } };
        EquationFamily family = ProblemFamily.Equations("roots", 2, [new("b", 2)], (x, p) => (x * x) - p["b"]);
        InstanceBatch data = InstanceBatch.Of(40, ("b", [.. Enumerable.Range(1, 80).Select(i => i / 20.0)]));

        SearchResult result = Trainer.Search(family, new InstanceBatchSource(data), options);

        Assert.Equal(1, result.Report.Winner.Trial!.SolvedShare);
        Assert.Null(result.Model.Family.InitialGuess.Name);
    }

    private sealed class Told(Action<SearchProgress> tell) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => tell(value);
    }
}
