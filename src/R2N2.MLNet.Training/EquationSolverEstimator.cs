using Microsoft.ML;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>
/// Finds a solver for a family of equations f(x) = 0, learned from the instances in the data or classical, whichever is better. Made by
/// <see cref="TrainingCatalog.EquationSolver(R2N2Catalog, EquationFamily, EquationSolverOptions)"/>.
/// </summary>
/// <remarks>
/// Input columns: those of <see cref="PipelineOptions.InputColumns"/>, for each of the family's inputs. Output columns: the
/// solution [1, m], its residual norm, the iterations and the <see cref="SolveStatus"/>, each [1], as ML.NET's own ONNX
/// transformer would give them.
/// </remarks>
public sealed class EquationSolverEstimator : SolverEstimator<EquationSolverTransformer>
{
    private readonly EquationFamily _family;
    private readonly EquationSolverOptions _options;
    private readonly Superstructure _superstructure;
    private readonly EquationLoss _loss;
    private readonly TrainingOptions _training;
    private readonly LabelColumns _labels;

    internal EquationSolverEstimator(MLContext context, EquationFamily family, EquationSolverOptions options)
        : base(context, options, nameof(EquationSolverEstimator))
    {
        options.Validate(family);
        _family = family;
        _options = options;
        _superstructure = options.EffectiveSuperstructure;
        Inputs = options.Inputs(family.Inputs, name => InputRole.InEquations(name, family.InitialGuess.Name));
        _labels = new LabelColumns(Inputs);
        _loss = options.Loss with
        {
            LabelColumn = _labels.Add(options.Loss.LabelColumn, family.StateSize, "the label x*"),
            LabelScaleColumn = _labels.Add(options.Loss.LabelScaleColumn, 1, "the scale of the label"),
        };
        _training = Seeded(options.Training);
        _training.Validate();
    }

    private protected override IReadOnlyList<SolverInput> Inputs { get; }

    private protected override IReadOnlyList<SolverInput> Labels => _labels.All;

    // The iteration does not count here, so it is as small as can be.
    private protected override SolverFile Signature() => Export(
        new R2N2Network(
            ProblemFamily.Equations(_family.Name, _family.StateSize, _family.Parameters, (x, _) => x, _family.InitialGuess),
            Superstructure.Krylov(1),
            new Coefficients(-1.0)),
        _options.Export with { Safeguard = null });

    private protected override SolverFile Untrained()
    {
        Superstructure known = Known(_superstructure);
        return Export(new R2N2Network(_family, known, new Coefficients(new double[known.CoefficientCount])), _options.Export);
    }

    private protected override EquationSolverTransformer Train(
        MLContext context, IInstanceSource data, IChannel channel, Func<SolverFile, ColumnSolver> open)
    {
        TrainingLog log = new(channel, _options.Progress, ContextCancellation.Of(context));
        SearchResult result = _options.EffectiveSearch is { } search
            ? Trainer.Search(_family, data, search with { Seed = Seed(search.Seed), Export = _options.Export }, new SearchLog(log, _options.SearchProgress), _options.CancellationToken)
            : TrainGiven(data, log);
        log.Write(result.Report);
        return new EquationSolverTransformer(context, open(Export(result.Model, _options.Export)), result);
    }

    private SearchResult TrainGiven(IInstanceSource data, TrainingLog log)
    {
        TrainingResult<R2N2Network> result = Trainer.Train(
            _family,
            _superstructure,
            data,
            _loss,
            _training with { Log = _training.Log ?? log.Write },
            log,
            _options.CancellationToken);
        log.Write(result.Report);
        return GivenStructure.Judge(
            _superstructure, result, data, new SearchOptions { Seed = Seed(_training.Seed), Export = _options.Export }, _options.CancellationToken);
    }

    // The matrix of a mean Jacobian, and the features of tables, come with training.
    private static Superstructure Known(Superstructure superstructure) => superstructure with
    {
        Preconditioner = superstructure.Preconditioner == Preconditioner.MeanJacobian ? Preconditioner.None : superstructure.Preconditioner,
        Tables = TableModule.Shared,
    };

    private static SolverFile Export(R2N2Network network, SolverExportOptions options) =>
        SolverFile.Read(network.ToOnnx(options), "The solver");
}
