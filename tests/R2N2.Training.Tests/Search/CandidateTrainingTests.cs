namespace R2N2.Training.Tests;

public sealed class CandidateTrainingTests
{
    private static readonly Superstructure _mean = Superstructure.Krylov(2) with { Preconditioner = Preconditioner.MeanJacobian };

    [Theory]
    [InlineData(TrainingEngine.Vectorised)]
    [InlineData(TrainingEngine.TorchSharp)]
    public void Train_ResidualScale_DividesEachInstanceByItsOwn(TrainingEngine engine)
    {
        // The loss of one table, which training cannot leave: no iteration is of use.
        double LossOf(InstanceBatch data, string? scale) => Trainer.Train(
            SearchFamily.Kepler.Family,
            Superstructure.Krylov(1),
            new InstanceBatchSource(data),
            new EquationLoss { OuterIterations = 1, ResidualScaleColumn = scale },
            new TrainingOptions { Engine = engine, Starts = 0, WarmStarts = [new Coefficients(-0.7)], Optimizer = new LevenbergMarquardt { StepTolerance = 1e10 } }).Report.History[0].Loss;

        InstanceBatch data = SearchFamily.Kepler.Data(20, 1);
        double[] scales = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 2.0 : 8.0)];
        InstanceBatch even = Part(data, 0), odd = Part(data, 1);

        double scaled = LossOf(Joined(data, scales), "s");

        Assert.Equal((LossOf(even, null) / 4 / 2) + (LossOf(odd, null) / 64 / 2), scaled, 1e-12 * scaled);
    }

    [Fact]
    public void Run_ClassicalMemberSolves_EndsWithFewerIterationsThanItTakes()
    {
        SearchReport report = Trainer.Search(
            SearchFamily.Bratu.Family, SearchFamily.Bratu.Source(200), new SearchOptions { Time = new ManualTime(), Candidates = [_mean, Superstructure.MultiPointNewton(2)] }).Report;

        SolverTrial[] trials = [.. report.Candidates.Select(candidate => candidate.Trial!)];
        Assert.All(trials, trial => Assert.Equal(1, trial.SolvedUnguarded));
        Assert.True(trials[2].Iterations < trials[0].Iterations, $"mean Jacobian: {trials[2].Iterations} of {trials[0].Iterations}");
        Assert.True(trials[3].Iterations < trials[1].Iterations, $"Newton: {trials[3].Iterations} of {trials[1].Iterations}");
    }

    [Fact]
    public void Run_DoubleRoots_LearnsWhatNewtonDoesNotKnow()
    {
        // (x - b)² = 0, where Newton's method halves the error in each step.
        EquationFamily family = ProblemFamily.Equations("double root", 1, [new("b")], (x, p) => (x - p["b"]) * (x - p["b"]), InitialGuess.Constant(3));
        InstanceBatch data = InstanceBatch.Of(80, ("b", [.. Enumerable.Range(0, 80).Select(i => i / 80.0)]));

        SearchReport report = Trainer.Search(
            family, new InstanceBatchSource(data), new SearchOptions { Time = new ManualTime(), Candidates = [Superstructure.Newton], LearnInitialGuess = false }).Report;

        Assert.Equal("trained Newton n = 1", report.Winner.Name);
        Assert.InRange(report.Winner.Trial!.Iterations, 1, 3);
        Assert.InRange(report.Candidates[0].Trial!.Iterations, 10, 30);
    }

    private static InstanceBatch Part(InstanceBatch data, int first) => InstanceBatch.Of(
        data.Count / 2, data.Names.Select(name => (name, data[name].ToArray().Where((_, i) => i % 2 == first).ToArray())));

    private static InstanceBatch Joined(InstanceBatch data, double[] scales) => InstanceBatch.Of(
        data.Count, data.Names.Select(name => (name, data[name].ToArray())).Append(("s", scales)));
}
