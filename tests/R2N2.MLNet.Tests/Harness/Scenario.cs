using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

/// <summary>A solver in a pipeline, with data for it and an independent way to check its results.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public required EquationFamily Family { get; init; }

    public EquationSolverOptions Options { get; init; } = new();

    /// <summary>The columns of the data besides Id: member of the row, name of the column, type.</summary>
    public required IReadOnlyList<(string Member, string Column, DataViewType Type)> Columns { get; init; }

    /// <summary>Makes a row.</summary>
    public required Func<Random, InstanceRow> Row { get; init; }

    /// <summary>f of a row at x, in plain arithmetic.</summary>
    public required Func<InstanceRow, double[], double[]> Residual { get; init; }

    /// <summary>The accuracy of the file's numbers.</summary>
    public double Precision { get; init; } = 1e-12;

    /// <summary>The options with training that takes a moment.</summary>
    public EquationSolverOptions Quick => Options with
    {
        Training = Options.Training ?? new TrainingOptions
        {
            Starts = 2,
            SampleSize = 16,
            Seed = 5,
            Optimizer = new LevenbergMarquardt { IterationLimit = 12 },
        },
    };

    /// <summary>The names of the columns it adds.</summary>
    public string[] Outputs =>
    [
        Options.OutputPrefix + Options.SolutionColumn,
        Options.OutputPrefix + Options.ResidualNormColumn,
        Options.OutputPrefix + Options.IterationsColumn,
        Options.OutputPrefix + Options.StatusColumn,
    ];

    public override string ToString() => Name;

    public InstanceRow[] Rows(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            InstanceRow row = Row(random);
            row.Id = $"row {i}";
            return row;
        })];
    }

    public SchemaDefinition InputDefinition() => RowSchema.Of(
        typeof(InstanceRow), [(nameof(InstanceRow.Id), nameof(InstanceRow.Id), TextDataViewType.Instance), .. Columns]);

    public SchemaDefinition OutputDefinition()
    {
        string[] names = Outputs;
        VectorDataViewType number = new(NumberDataViewType.Double, 1);
        VectorDataViewType integer = new(NumberDataViewType.Int64, 1);
        return RowSchema.Of(
            typeof(Answer),
            [
                (nameof(Answer.Solution), names[0], new VectorDataViewType(NumberDataViewType.Double, Family.StateSize)),
                (nameof(Answer.ResidualNorm), names[1], number),
                (nameof(Answer.Iterations), names[2], integer),
                (nameof(Answer.Status), names[3], integer),
            ]);
    }

    public IDataView Data(MLContext context, IEnumerable<InstanceRow> rows) =>
        context.Data.LoadFromEnumerable(rows, InputDefinition());

    public IDataView Data(MLContext context, int count, int seed) => Data(context, Rows(count, seed));

    public EquationSolverEstimator Estimator(MLContext context) => context.R2N2().EquationSolver(Family, Quick);

    public Answer[] Answers(MLContext context, IDataView solved) =>
        [.. context.Data.CreateEnumerable<Answer>(solved, reuseRowObject: false, schemaDefinition: OutputDefinition())];
}
