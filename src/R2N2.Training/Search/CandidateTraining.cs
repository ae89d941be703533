namespace R2N2.Training;

/// <summary>
/// Trains a candidate for what it is judged by, iterations to the tolerance, in two phases. The sum of squared residuals after a few
/// iterations is ruled by the slowest instances, and leads far from methods of higher order; it is for structures without a classical
/// member that solves. In the second phase the residual of each instance is measured by the one that the solver leaves from which the
/// phase begins, or by the tolerance, so that all count alike, and more digits than asked for do not.
/// </summary>
/// <param name="family">The problem.</param>
/// <param name="data">The instances.</param>
/// <param name="export">What the solver is judged by.</param>
/// <param name="options">How to train, asked for at each phase.</param>
/// <param name="progress">Told after every iteration.</param>
/// <param name="cancellation">Stops training.</param>
internal sealed class CandidateTraining(
    EquationFamily family,
    InstanceBatch data,
    SolverExportOptions export,
    Func<TrainingOptions> options,
    IProgress<TrainingProgress> progress,
    CancellationToken cancellation)
{
    /// <summary>The most outer iterations that training looks at.</summary>
    public const int MostIterations = 4;

    // What is solved by fewer is no solver to begin with.
    private const double Enough = 0.5;

    // The square of its reciprocal is a number still.
    private const double Smallest = 1e-140;

    private readonly SearchJudge _judge = new(family, data, export with { Safeguard = null });

    /// <summary>Trains.</summary>
    /// <param name="structure">The structure, its preconditioner known.</param>
    /// <returns>The better network of both phases on the instances that it is trained on, and how it came about.</returns>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found.</exception>
    public TrainingResult<R2N2Network> Run(Superstructure structure)
    {
        R2N2Network classical = new(family, structure, structure.Classical);
        SolverTrial known = _judge.Try(nameof(classical), classical);
        if (known.SolvedShare >= Enough)
        {
            return Second(classical);
        }

        TrainingResult<R2N2Network> first = Train(structure, data, new EquationLoss(), options());
        known = _judge.Try(nameof(first), first.Model);
        if (known.SolvedShare < Enough || first.Report.Stop == StopReason.TimeLimit)
        {
            return first;
        }

        try
        {
            TrainingResult<R2N2Network> second = Second(first.Model);
            return SearchRanking.IsBetter(_judge.Try(nameof(second), second.Model), known)
                ? second with { Report = second.Report with { Elapsed = first.Report.Elapsed + second.Report.Elapsed } }
                : first;
        }
        catch (TrainingFailedException)
        {
            // Out of time, in all likelihood: what the first phase has found is a solver.
            return first;
        }
    }

    private TrainingResult<R2N2Network> Second(R2N2Network start)
    {
        // After so many a quarter of the instances, or more, are not solved yet: there is something to gain on those.
        long slow = _judge.Solver(start).Solve(data).Iterations.Order().ElementAt(3 * data.Count / 4);
        int iterations = (int)Math.Clamp(slow - 1, 1, MostIterations);
        string scale = string.Concat(family.Inputs.Select(input => input.Name)) + "*";
        EquationLoss loss = new()
        {
            OuterIterations = iterations,
            Weights = [.. Enumerable.Repeat(0.0, iterations - 1), 1],
            ResidualScaleColumn = scale,
        };
        Dictionary<string, ReadOnlyMemory<double>> columns = data.Names.ToDictionary(name => name, name => data[name]);
        columns.Add(scale, Scales(start, iterations));
        return Train(start.Superstructure, new InstanceBatch(data.Count, columns), loss, options() with { WarmStarts = [start.Coefficients] });
    }

    // What every instance is left with after some iterations; the largest of them where it is not finite.
    private double[] Scales(R2N2Network network, int iterations)
    {
        using Solver solver = network.ToSolver(new SolverExportOptions { AbsoluteTolerance = null, IterationLimit = iterations, ResidualHistory = true });
        ReadOnlySpan<double> history = solver.Solve(data).ResidualHistory!.Value.Span;
        double[] scales = new double[data.Count];
        for (int i = 0; i < scales.Length; i++)
        {
            ReadOnlySpan<double> norms = history.Slice(i * (iterations + 1), iterations + 1);
            double target = Math.Max(export.AbsoluteTolerance ?? 0, (export.RelativeTolerance ?? 0) * norms[0]);
            scales[i] = Math.Max(Math.Max(norms[^1], target), Smallest);
        }

        double largest = scales.Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return Array.ConvertAll(scales, scale => double.IsFinite(scale) ? scale : largest);
    }

    private TrainingResult<R2N2Network> Train(Superstructure structure, InstanceBatch instances, EquationLoss loss, TrainingOptions training) =>
        Trainer.Train(family, structure, new InstanceBatchSource(instances), loss, training, progress, cancellation);
}
