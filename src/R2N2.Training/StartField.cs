namespace R2N2.Training;

/// <summary>All starts of a run, ranked, and which of them run on a rung of the race.</summary>
/// <param name="task">Draws starts.</param>
/// <param name="problems">The losses.</param>
/// <param name="validation">Watches the last rung.</param>
/// <param name="options">The number of starts, their spread, the seed, and Levenberg-Marquardt's settings.</param>
/// <param name="norm">The size of f's derivative.</param>
internal sealed class StartField(
    TrainingTask task, TrainingProblems problems, Validation validation, TrainingOptions options, double norm)
{
    // Without a finite start, the spread shrinks by this factor; at zero, no iterate leaves its initial guess.
    private const double Shrink = 0.1;
    private const int Shrinkings = 8;

    private readonly double _unit = options.Normalise ? norm : 1;
    private LeastSquaresStart[] _ranked = [];
    private bool _isFresh;

    /// <summary>All starts.</summary>
    public IReadOnlyList<LeastSquaresStart> Starts { get; private set; } = [];

    /// <summary>Those that have not diverged, the best first.</summary>
    public IReadOnlyList<LeastSquaresStart> Ranked => _ranked;

    /// <summary>Whether the table has been searched for outliers.</summary>
    public bool IsScreened { get; private set; }

    // What a race needs to be one.
    private int Enough => Math.Min(Starts.Count, Math.Max(2, Starts.Count / 4));

    /// <summary>The spreads that starts are drawn with, from the user's to nearly none.</summary>
    public static IEnumerable<double> Spreads(TrainingOptions options) =>
        Enumerable.Range(0, Shrinkings + 1).Select(i => options.StartSpread * Math.Pow(Shrink, i));

    /// <summary>Draws all starts.</summary>
    public void Draw() => Draw(options.StartSpread);

    /// <summary>The losses of a few tables on the sample, near and far from zero: they change with f and with the instances.</summary>
    public double[] Probe() => problems.Sample.Loss([.. Spreads(options).SelectMany(spread => task
        .Draw(options with { Starts = 2, WarmStarts = [], StartSpread = spread }, _unit)
        .Select(start => start.Point))]);

    /// <summary>Goes on where an earlier run left off.</summary>
    public void Resume(TrainingCheckpoint checkpoint)
    {
        problems.LeaveOut(checkpoint.LeftOut);
        IsScreened = checkpoint.IsScreened;
        Starts = checkpoint.Starts;
        _ranked = [.. checkpoint.Ranked.Select(index => Starts[index])];
        _isFresh = false;
    }

    /// <summary>
    /// The best starts that hold on a rung's instances, as many as it keeps. Where too few do, the table is searched for outliers;
    /// where none does, the whole field begins anew, on those instances and closer to zero.
    /// </summary>
    /// <exception cref="TrainingFailedException">No start is finite, however close to zero.</exception>
    public IReadOnlyList<LeastSquaresStart> Enter(Rung rung)
    {
        List<LeastSquaresStart> entered = Admit(rung, rung.Keep, Bound(rung));
        if (!IsScreened && IsWanting(rung, entered) && LeaveOutliersOut())
        {
            Evaluate(rung.Problem(problems), _ranked);
            entered = Admit(rung, rung.Keep, Bound(rung));
        }

        if (entered.Count < (_isFresh ? Enough : 1))
        {
            entered = BeginAnew(rung);
        }

        foreach (LeastSquaresStart start in _ranked.Except(entered).Where(start => !start.HasDiverged))
        {
            start.Stop = StopReason.Outpaced;
        }

        _ranked = [.. entered, .. _ranked.Except(entered).Where(start => !start.HasDiverged)];
        _isFresh = false;
        return entered;
    }

    /// <summary>The starts that ran on a rung in the order they have earned; the others stay behind them.</summary>
    public void Rank(IReadOnlyList<LeastSquaresStart> ran) =>
        _ranked = [.. ran.OrderBy(start => start.ValidationLoss).ThenBy(start => start.Loss), .. _ranked.Except(ran)];

    /// <summary>Says why no start is finite.</summary>
    public TrainingFailedException Failure() => new(task.Diagnose(problems.All.Blocks, norm, Starts.Count));

    private void Draw(double spread)
    {
        Starts = task.Draw(options with { StartSpread = spread }, _unit);
        _ranked = [.. Starts];
        _isFresh = true;
    }

    // A start that was trained on fewer instances and is above the loss of doing nothing has learned nothing that holds.
    private double Bound(Rung rung) => _isFresh ? double.PositiveInfinity : Nothing(rung.Problem(problems));

    private double Nothing(DataProblem problem) =>
        task.Nothing is double[] point ? problem.Loss([point])[0] : double.PositiveInfinity;

    // The best first; where they are too few, those of the others that hold.
    private List<LeastSquaresStart> Admit(Rung rung, int keep, double bound)
    {
        bool Holds(LeastSquaresStart start) => !start.HasDiverged && !(start.Loss > bound);

        DataProblem problem = rung.Problem(problems);
        LevenbergMarquardtSteps steps = new(problem, options.Optimizer);
        List<LeastSquaresStart> entered = [.. Begin(steps, problem, _ranked.Take(keep)).Where(Holds)];
        LeastSquaresStart[] others = [.. _ranked.Skip(keep)];
        if (entered.Count < Math.Min(keep, Enough) && others.Length > 0)
        {
            Evaluate(problem, others);
            entered.AddRange(Begin(steps, problem, others.Where(Holds).Take(keep - entered.Count)).Where(Holds));
        }

        return entered;
    }

    private static LeastSquaresStart[] Begin(
        LevenbergMarquardtSteps steps, DataProblem problem, IEnumerable<LeastSquaresStart> starts)
    {
        LeastSquaresStart[] beginning = [.. starts];
        if (beginning.Length > 0)
        {
            steps.Begin(beginning);
        }

        Array.ForEach(beginning, start => start.Instances = problem.Count);
        return beginning;
    }

    // Takes note of which starts diverge on a problem.
    private static void Evaluate(DataProblem problem, IReadOnlyList<LeastSquaresStart> starts)
    {
        double[] losses = problem.Loss([.. starts.Select(start => start.Point)]);
        foreach ((LeastSquaresStart start, double loss) in starts.Zip(losses))
        {
            (start.Loss, start.Instances) = (loss, problem.Count);
            start.Stop = double.IsFinite(loss) ? StopReason.None : StopReason.NotFinite;
        }
    }

    private bool IsWanting(Rung rung, List<LeastSquaresStart> entered) =>
        entered.Count < Math.Min(Math.Min(rung.Keep, Enough), _ranked.Length)
        || (rung.IsLast && !validation.IsFinite(entered[0]));

    private bool LeaveOutliersOut()
    {
        IReadOnlyList<long> rows = RowScreen.Outliers(task, problems, options, _unit);
        IsScreened = true;
        problems.LeaveOut(rows);
        return rows.Count > 0;
    }

    // At the largest spread where enough starts are better than doing nothing; nearest to zero, where any is finite.
    private List<LeastSquaresStart> BeginAnew(Rung rung)
    {
        DataProblem problem = rung.Problem(problems);
        double[] spreads = [.. Spreads(options)];
        foreach (double spread in spreads)
        {
            Draw(spread);
            Evaluate(problem, Starts);
            _ranked = [.. Starts.Where(start => !start.HasDiverged).OrderBy(start => start.Loss)];
            bool isNearest = spread == spreads[^1];
            List<LeastSquaresStart> entered = Admit(
                rung, Math.Max(rung.Keep, Enough), isNearest ? double.PositiveInfinity : Nothing(problem));
            if (entered.Count >= (isNearest ? 1 : Enough))
            {
                return entered;
            }
        }

        throw Failure();
    }
}
