namespace R2N2.Training;

/// <summary>Tries one candidate after another, what needs no training first, and takes the best.</summary>
/// <param name="family">The problem.</param>
/// <param name="data">The instances.</param>
/// <param name="options">What is tried, and how.</param>
/// <param name="progress">Told of every candidate.</param>
/// <param name="deadline">The budget, and the caller's token.</param>
internal sealed class StructureSearch(
    EquationFamily family, SearchData data, SearchOptions options, IProgress<SearchProgress>? progress, Deadline deadline)
{
    // The rest is for judging the last one, and the classical solvers.
    private const double ShareForCandidates = 0.85;

    // Where a classical member solves all, no candidate has learned to take less than half of its operations yet.
    private const double LearnedShare = 0.5;

    private readonly SearchJudge _judge = new(family, data.HeldOut, options.Export);
    private readonly TimeSpan _budget = options.BudgetFor(family.StateSize);
    private readonly IReadOnlyList<SearchEntry> _entries =
        options.Candidates is null ? SearchEntry.Default(family.StateSize, family.Parameters.Count(parameter => parameter.Shape.Rank == 0)) : SearchEntry.Of(options.Candidates);

    private readonly List<(SearchEntry Entry, SearchCandidate Candidate)> _done = [];
    private readonly Lazy<MeanJacobian?> _mean = new(() => MeanJacobian.Of(family, MeanJacobian.SampleOf(family, data.Training)));
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);
    private LearnedStarts? _starts;
    private bool _isOutOfTime;

    private TimeSpan Remaining => (ShareForCandidates * _budget) - deadline.Elapsed;

    private SearchCandidate? Best => SearchRanking.Best(_done.Select(done => done.Candidate));

    /// <summary>Runs it.</summary>
    /// <exception cref="TrainingFailedException">No candidate could be tried.</exception>
    public SearchResult Run()
    {
        // What promises most is trained first, in case that time is short.
        Try(_entries.Where(entry => !entry.IsTrained));
        Try([.. _entries.Where(entry => entry.IsTrained).OrderBy(entry => Kin(entry)?.Operations ?? double.PositiveInfinity)]);
        if (options.LearnsStart(family) && Remaining > TimeSpan.Zero)
        {
            TryLearnedStarts();
        }

        SearchCandidate[] candidates = [.. _done.Select(done => done.Candidate)];
        SearchCandidate winner = Best ?? throw new TrainingFailedException(
            $"No candidate for the family '{family.Name}' could be tried. "
            + string.Join(' ', candidates.Select(candidate => $"{Words.Sentence(candidate.Name)}: {candidate.PassedOver}")));
        IReadOnlyList<SolverTrial> baselines = _judge.Baselines();
        MeanJacobian? mean = _mean.IsValueCreated ? _mean.Value : null;
        string[] verdict =
        [
            .. new SearchVerdict(winner, candidates, baselines, mean).Sentences(),
            SearchVerdict.Conditions(data.HeldOut.Count, options.Export),
            .. Circumstances(candidates),
        ];
        return new SearchResult(winner.Network!.WithVerdict(verdict), new SearchReport
        {
            Verdict = verdict,
            Winner = winner,
            Candidates = candidates,
            Baselines = baselines,
            HeldOutInstances = data.HeldOut.Count,
            TrainingInstances = data.Training.Count,
            SkippedInstances = data.Skipped,
            IsOutOfTime = _isOutOfTime,
            Elapsed = deadline.Elapsed,
        });
    }

    private void Try(IEnumerable<SearchEntry> entries)
    {
        foreach (SearchEntry entry in entries)
        {
            Try(entry.Name, entry, () => Consider(entry));
        }
    }

    private void TryLearnedStarts()
    {
        _starts = LearnedStarts.Of(family, data, _judge, [.. _done.Select(done => done.Candidate)]);
        foreach (SearchCandidate candidate in _starts?.Candidates ?? [])
        {
            Try(candidate.Name, new SearchEntry(candidate.Superstructure, candidate.IsTrained), () => _starts!.Try(candidate));
        }
    }

    private void Try(string name, SearchEntry entry, Func<SearchCandidate> consider)
    {
        deadline.Caller.ThrowIfCancellationRequested();
        Report(name);
        _done.Add((entry, consider()));
        Report(name);
    }

    // What needs no training takes little time, so that it is tried until something solves, and something is returned always.
    private bool IsTooLate(SearchEntry entry)
    {
        bool isTooLate = Remaining <= TimeSpan.Zero && Best?.Trial is { } best && (entry.IsTrained || SearchRanking.IsComplete(best));
        _isOutOfTime |= isTooLate;
        return isTooLate;
    }

    private SearchCandidate Consider(SearchEntry entry)
    {
        if (IsTooLate(entry))
        {
            return PassedOver(entry, "the budget was spent.");
        }

        if (Hopeless(entry) is { } akin)
        {
            return PassedOver(entry, $"{akin.Name} solves nothing.");
        }

        Superstructure structure;
        try
        {
            structure = Measured(entry.Superstructure);
        }
        catch (TrainingFailedException failure)
        {
            return PassedOver(entry, failure.Message);
        }

        R2N2Network classical = new(family, structure, structure.Classical);
        CountedSolver solver = _judge.Solver(classical);
        return entry.IsTrained ? Trained(entry, structure, solver.TurnOperations) : Tried(entry, classical, solver);
    }

    // With the mean Jacobian, and the features of tables, of the instances.
    private Superstructure Measured(Superstructure structure)
    {
        if (structure.Preconditioner == Preconditioner.MeanJacobian)
        {
            structure = structure with
            {
                Preconditioner = _mean.Value is { } mean
                    ? Preconditioner.Constant(mean.Inverse)
                    : throw new TrainingFailedException(MeanJacobianStep.Singular(family, MeanJacobian.SampleOf(family, data.Training))),
            };
        }

        (structure, IReadOnlyList<string> warnings) = TableFeatures.Prepare(
            family, structure, new InstanceBatchSource(data.Training), new TrainingOptions { Seed = options.EffectiveSeed }, deadline.Caller);
        _leftOut.UnionWith(warnings);
        return structure;
    }

    private SearchCandidate Trained(SearchEntry entry, Superstructure structure, double turnOperations)
    {
        if (Best?.Trial is { Operations: double least } best && SearchRanking.IsComplete(best))
        {
            if (turnOperations >= least)
            {
                return PassedOver(entry, $"one iteration takes more operations than {best.Method} in all.");
            }

            if (Kin(entry) is { Operations: double untrained } kin && LearnedShare * untrained >= least)
            {
                return PassedOver(
                    entry, $"{kin.Method} takes {Words.Number(untrained / least)} times the operations of {best.Method}, more than learning saves.");
            }
        }

        TrainingEffort? effort = options.Training is null
            ? TrainingEffort.For(structure, turnOperations, _budget)
            : new TrainingEffort(options.Training, data.Training.Count);
        if (effort is null)
        {
            return PassedOver(entry, "its training would take longer than the budget.");
        }

        InstanceBatch rows = data.Training.Slice(0, Math.Min(data.Training.Count, effort.Rows));
        CandidateTraining training = new(family, rows, options.Export, () => Timed(effort.Options), new Relay(this, entry), deadline.Caller);
        try
        {
            TrainingResult<R2N2Network> result = training.Run(structure);
            _isOutOfTime |= result.Report.Stop == StopReason.TimeLimit;
            return Tried(entry, result.Model, _judge.Solver(result.Model)) with { Training = result.Report };
        }
        catch (TrainingFailedException failure)
        {
            _isOutOfTime |= Remaining <= TimeSpan.Zero;
            return PassedOver(entry, failure.Message);
        }
    }

    // What learning begins with, or is bounded by, where that solves all: the classical member, or the minimal residual of each instance
    // over the same vectors.
    private SolverTrial? Kin(SearchEntry entry)
    {
        Superstructure structure = entry.Superstructure with { Tables = TableModule.Shared };
        SolverTrial? Complete(Func<Superstructure, bool> isKin) => _done
            .Where(done => !done.Entry.IsTrained && isKin(done.Entry.Superstructure))
            .Select(done => done.Candidate.Trial)
            .FirstOrDefault(trial => trial is not null && SearchRanking.IsComplete(trial));

        return Complete(kin => kin == structure) ?? Complete(kin =>
            kin.IsMinimalResidual && kin.History == 0 && kin.Preconditioner == structure.Preconditioner && kin.InnerIterations == structure.InnerIterations);
    }

    private TrainingOptions Timed(TrainingOptions training) => training with
    {
        Seed = training.Seed ?? options.EffectiveSeed,
        TimeLimit = Remaining < training.TimeLimit || training.TimeLimit is null ? Positive(Remaining) : training.TimeLimit,
        Time = options.Time,
    };

    private SearchCandidate Tried(SearchEntry entry, R2N2Network network, CountedSolver solver) =>
        Candidate(entry) with { Trial = _judge.Try(entry.Name, network, solver), Network = network };

    private static SearchCandidate PassedOver(SearchEntry entry, string reason) => Candidate(entry) with { PassedOver = reason };

    private static SearchCandidate Candidate(SearchEntry entry) =>
        new() { Name = entry.Name, Superstructure = entry.Superstructure, IsTrained = entry.IsTrained };

    // One that was trained, of the same kind with fewer inner iterations, where all of that kind solve nothing.
    private SearchEntry? Hopeless(SearchEntry entry)
    {
        (SearchEntry Entry, SearchCandidate Candidate)[] akin = [.. _done.Where(done => done.Entry.IsAkinTo(entry) && done.Candidate.Trial is not null)];
        return akin.All(done => done.Candidate.Trial!.SolvedShare == 0)
            ? akin.LastOrDefault(done => done.Entry.IsTrained && done.Entry.InnerIterations is > 1 and var n && n < entry.InnerIterations).Entry
            : null;
    }

    private void Report(string candidate, TrainingProgress? training = null) =>
        progress?.Report(new SearchProgress(candidate, _done.Count, _entries.Count + (_starts?.Candidates.Count ?? 0), Best, training, deadline.Elapsed));

    private IEnumerable<string> Circumstances(SearchCandidate[] candidates)
    {
        if (_mean is { IsValueCreated: true, Value: null })
        {
            yield return $"{MeanJacobianStep.Singular(family, MeanJacobian.SampleOf(family, data.Training))} The next candidates were taken.";
        }

        int untried = candidates.Count(candidate => candidate.Trial is null);
        if (_isOutOfTime)
        {
            yield return $"The budget of {Words.Number(_budget.TotalSeconds)} s ended the search, with {candidates.Length - untried} of "
                + $"{candidates.Length} candidates tried{(candidates.Any(candidate => candidate is { IsTrained: true, Trial: not null }) ? "" : ", none of them trained")}: "
                + "with more, a better one may be found.";
        }

        if (!data.IsDisjoint)
        {
            yield return $"There {(data.HeldOut.Count == 1 ? "is 1 instance" : $"are {data.HeldOut.Count} instances")} only, so that candidates were judged on those that they were trained on.";
        }

        if (data.Skipped > 0)
        {
            yield return $"{data.Skipped} {(data.Skipped == 1 ? "row was" : "rows were")} left out, since a number is NaN or infinite.";
        }

        foreach (string name in data.Constant(family.Inputs))
        {
            yield return $"The column '{name}' is the same in all instances; nothing is known about others.";
        }

        foreach (string feature in _leftOut)
        {
            yield return feature;
        }
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1);

    // Passes the progress of a training on.
    private sealed class Relay(StructureSearch search, SearchEntry entry) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => search.Report(entry.Name, value);
    }
}
