using R2N2.Training.Native;

namespace R2N2.Training;

/// <summary>Finds the coefficients of a superstructure for a family of problems, from instances of it.</summary>
public static class Trainer
{
    /// <summary>Trains a solver for a family of equations.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure of an outer iteration.</param>
    /// <param name="data">Instances: a column for each of the family's inputs, and labels where the loss names them.</param>
    /// <param name="loss">What the solver is to be good at; small residuals over 3 outer iterations if null.</param>
    /// <param name="options">How to train; all defaults if null.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops training within one iteration.</param>
    /// <returns>The network with the lowest loss found, and a report.</returns>
    /// <exception cref="ArgumentException">An option is out of range, a column is missing or has another length, or there are no instances.</exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or belongs to another run.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TrainingResult<R2N2Network> Train(
        EquationFamily family,
        Superstructure superstructure,
        IInstanceSource data,
        EquationLoss? loss = null,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        superstructure.RequireForEquations(nameof(superstructure));
        loss ??= new EquationLoss();
        loss.ValidateFor(family);
        IReadOnlyList<string> warnings = [];
        TrainingResult<R2N2Network> result = Run(
            valid =>
            {
                (superstructure, warnings) = MeanJacobianStep.Prepare(family, superstructure, data, valid, cancellation);
                (superstructure, IReadOnlyList<string> left) = TableFeatures.Prepare(family, superstructure, data, valid, cancellation);
                warnings = [.. warnings, .. left];
                return new EquationTask(family, superstructure, loss);
            },
            data,
            options,
            progress,
            cancellation);
        return result with { Report = result.Report with { Warnings = [.. warnings, .. result.Report.Warnings] } };
    }

    /// <summary>
    /// Finds the solver for a family of equations that needs the fewest operations to the tolerance: among structures with learned
    /// coefficients, and the classical methods that they contain, which need no training and are tried first.
    /// </summary>
    /// <param name="family">The problem.</param>
    /// <param name="data">Instances: a column for each of the family's inputs. Some are held out, on which candidates are judged.</param>
    /// <param name="options">What is tried, how long, and by what it is judged; all defaults if null.</param>
    /// <param name="progress">Told of every candidate.</param>
    /// <param name="cancellation">Stops the search within one iteration of a training, or one candidate.</param>
    /// <returns>The winner, and a report with a verdict.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range, a column is missing or has another length, there are no instances of finite numbers, or a structure that the
    /// options ask for does not suit the family.
    /// </exception>
    /// <exception cref="TrainingFailedException">No candidate could be tried; the message says why each could not.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static SearchResult Search(
        EquationFamily family,
        IInstanceSource data,
        SearchOptions? options = null,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new SearchOptions();
        options.Validate(family);
        EquationFamily started = options.Export.InitialGuess is { } guess ? family.WithInitialGuess(guess) : family;
        using Deadline deadline = new(options.BudgetFor(family.StateSize), options.Time, cancellation);
        return new StructureSearch(started, SearchData.Draw(started, data, options, cancellation), options, progress, deadline).Run();
    }

    /// <summary>
    /// Learns where iterations start: x₀ as a polynomial of the parameters, fitted to the solutions of instances by least squares. They are solved by
    /// Newton's method, the chord method where there are many unknowns, from where the family starts.
    /// </summary>
    /// <remarks>
    /// Parameters of more than 4 numbers enter linearly, others with all products; there may be 64 monomials. Instances that are not solved are left
    /// out. A smooth solution of few parameters is met to some digits; a solver then takes fewer iterations, and what is left of them is to be measured.
    /// </remarks>
    /// <param name="family">The problem.</param>
    /// <param name="data">Instances: a column for each of the family's inputs.</param>
    /// <param name="degree">The degree, 1 to 3.</param>
    /// <param name="seed">Fixes which rows are taken where there are more than are of use.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>An <see cref="InitialGuess.Function"/>, for <see cref="EquationFamily.WithInitialGuess"/>.</returns>
    /// <exception cref="ArgumentException">The degree is out of range, or a column is missing or has another length.</exception>
    /// <exception cref="TrainingFailedException">There are no parameters, too many monomials, or too few solved instances.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static InitialGuess LearnInitialGuess(
        EquationFamily family, IInstanceSource data, int degree = 3, int seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(data);
        Guard.Require(
            degree, degree is >= 1 and <= ParameterPolynomials.MostDegree, $"a degree of 1 to {ParameterPolynomials.MostDegree}", nameof(degree));
        InstanceBatch sample = InstanceSample.Draw(data, family.Inputs, LearnedStart.MostRows, seed, cancellation).Instances;
        return LearnedStart.Fit(family, SolvedRows.OfClassical(family, sample), degree).Guess;
    }

    /// <summary>Trains an integrator for a family of initial-value problems: finds the Runge-Kutta tableau that suits it.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The stages, made by <see cref="Superstructure.RungeKutta"/>.</param>
    /// <param name="data">Instances: a column for each of the family's inputs, and labels where the loss names them.</param>
    /// <param name="loss">What the integrator is to be good at; one step, unscaled, if null.</param>
    /// <param name="options">How to train; all defaults if null.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops training within one iteration.</param>
    /// <returns>The integrator with the lowest loss found, and a report.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range, a column is missing or has another length, a step size is not above 0, or there are no instances.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or belongs to another run.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TrainingResult<R2N2Integrator> Train(
        InitialValueFamily family,
        Superstructure superstructure,
        IInstanceSource data,
        IntegratorLoss? loss = null,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        RungeKuttaTable.RequireFor(superstructure, nameof(superstructure));
        loss ??= new IntegratorLoss();
        loss.ValidateFor(family);
        return Run(_ => new IntegrationTask(family, superstructure, loss), data, options, progress, cancellation);
    }

    /// <summary>Trains an embedded row b̂ for a method, which then estimates its local error and can control its step size.</summary>
    /// <param name="integrator">The integrator; its stages and weights stay.</param>
    /// <param name="data">Instances: a column for each of the family's inputs, with step sizes of the range to be used.</param>
    /// <param name="estimate">What the estimate is to report; all defaults if null.</param>
    /// <param name="options">How to train; all defaults if null. Warm starts do not apply.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops training within one iteration.</param>
    /// <returns>The integrator with the embedded row, and the report of this training.</returns>
    /// <exception cref="ArgumentException">As for training an integrator.</exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or belongs to another run.</exception>
    /// <exception cref="TrainingFailedException">No row with a finite loss was found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TrainingResult<R2N2Integrator> TrainErrorEstimate(
        R2N2Integrator integrator,
        IInstanceSource data,
        ErrorEstimateOptions? estimate = null,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(integrator);
        estimate ??= new ErrorEstimateOptions();
        estimate.ValidateFor(integrator.Family);
        if (integrator.Tableau is RosenbrockTableau)
        {
            throw new ArgumentException(
                $"The method is a {nameof(RosenbrockTableau)}; embedded rows are trained for explicit methods. Give it one: {nameof(R2N2Integrator.WithTableau)}.",
                nameof(integrator));
        }

        if (options?.WarmStarts.Count > 0)
        {
            throw new ArgumentException($"{nameof(TrainingOptions.WarmStarts)} are tables; an embedded row has none.", nameof(options));
        }

        return Run(_ => new ErrorEstimateTask(integrator, estimate), data, options, progress, cancellation);
    }

    private static TrainingResult<TModel> Run<TModel>(
        Func<TrainingOptions, TrainingTask<TModel>> prepare,
        IInstanceSource data,
        TrainingOptions? options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrainingOptions();
        options.Validate();
        TorchNative.EnsureLoaded(options.Log);

        // Only now: TorchSharp's types, which tasks hold, must not be touched before its natives are loaded.
        TrainingTask<TModel> task = prepare(options);
        (double[] point, TrainingReport report) = TrainingRun.Execute(task, data, options, progress, cancellation);
        return new TrainingResult<TModel>(task.ToModel(point, report.Loss), report);
    }
}
