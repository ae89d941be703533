using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using R2N2.Onnx;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>
/// Learns a solver for a family of equations f(x) = 0 from the instances in the data. Made by
/// <see cref="R2N2Catalog.EquationSolver(EquationFamily, EquationSolverOptions)"/>.
/// </summary>
/// <remarks>
/// Input columns: one for each of the family's inputs, double or single precision (converted). Output columns: the solution
/// [1, m], its residual norm, the iterations and the <see cref="SolveStatus"/>, each [1], as ML.NET's own ONNX transformer
/// would give them.
/// </remarks>
public sealed class EquationSolverEstimator : IEstimator<EquationSolverTransformer>
{
    private readonly IHost _host;
    private readonly EquationFamily _family;
    private readonly EquationSolverOptions _options;
    private readonly int _seed;

    internal EquationSolverEstimator(IHostEnvironment environment, EquationFamily family, EquationSolverOptions options)
    {
        options.Validate(family);
        _host = environment.Register(nameof(EquationSolverEstimator));
        _family = family;
        _options = options;

        // Drawn once, so that fitting twice gives equal results.
        _seed = _host.Rand.Next();
    }

    /// <summary>Trains on all rows of the data; rows with a number that is NaN or infinite are left out.</summary>
    /// <param name="input">The instances.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    /// <exception cref="ArgumentException">There are no rows to train on.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public EquationSolverTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        TrainingOptions training = (_options.Training ?? new TrainingOptions { Seed = _seed }) with
        {
            OuterIterations = _options.OuterIterations,
        };
        if (training.Log is null)
        {
            training = training with { Log = message => channel.Info(MessageSensitivity.None, message) };
        }

        InputColumn[] inputs = [.. _family.Inputs.Select(needed => InputColumn.Find(input.Schema, needed, ColumnOf(needed)))];
        TrainingResult result = Trainer.Train(
            _family,
            new Superstructure(_options.InnerIterations, _options.Generation),
            new DataViewInstances(input, [.. inputs, .. Labels(input.Schema, training)]),
            training,
            _options.Progress,
            _options.CancellationToken);
        Report(channel, result.Report);
        OnnxColumns columns = Columns(input => inputs.Single(column => column.Input == input).IsSingle);
        return new EquationSolverTransformer(_host, result, _options, columns);
    }

    /// <summary>The schema after the solver.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        OnnxColumns columns = Columns(input =>
            inputSchema.Any(column => column.Name == ColumnOf(input) && column.ItemType == NumberDataViewType.Single));
        return OnnxTransformers.OutputSchema(columns, _family, inputSchema);
    }

    private static void Report(IChannel channel, TrainingReport report)
    {
        channel.Info(
            MessageSensitivity.None,
            $"Trained on {report.Instances} instances in {report.Elapsed.TotalSeconds:F1} s: loss {report.Loss:G4}, stopped by {report.Stop}.");
        if (report.SkippedInstances > 0)
        {
            channel.Warning(
                MessageSensitivity.None,
                $"{report.SkippedInstances} rows were left out of training: a number in them was NaN or infinite.");
        }
    }

    private IEnumerable<InputColumn> Labels(DataViewSchema schema, TrainingOptions training)
    {
        if (training.LabelColumn is string label)
        {
            yield return InputColumn.Find(schema, new Parameter(label, _family.StateSize), label);
        }

        if (training.LabelScaleColumn is string scale)
        {
            yield return InputColumn.Find(schema, new Parameter(scale), scale);
        }
    }

    private string ColumnOf(Parameter input) => _options.InputColumns.GetValueOrDefault(input.Name, input.Name);

    private OnnxColumns Columns(Func<Parameter, bool> isSingle) => new()
    {
        Inputs = _options.InputColumns,
        Outputs = _options.OutputColumns,
        SinglePrecision = _family.Inputs.Where(isSingle).Select(input => input.Name).ToHashSet(),
    };
}
