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

    /// <summary>Columns added to the data before the solver sees it; none if null.</summary>
    public Func<MLContext, IEstimator<ITransformer>>? Before { get; init; }

    /// <summary>The accuracy of the file's numbers.</summary>
    public double Precision { get; init; } = 1e-12;

    /// <summary>The options with training that takes a moment.</summary>
    public EquationSolverOptions Quick => Options with
    {
        Training = Options.Training ?? new TrainingOptions { Starts = 4, SampleSize = 16, Seed = 5 },
    };

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

    public SchemaDefinition InputDefinition() => Definition(
        typeof(InstanceRow), [(nameof(InstanceRow.Id), nameof(InstanceRow.Id), TextDataViewType.Instance), .. Columns]);

    public SchemaDefinition OutputDefinition()
    {
        IReadOnlyDictionary<string, string> names = Options.NameOutputs(SolverOutputs.Names);
        VectorDataViewType number = new(NumberDataViewType.Double, 1);
        VectorDataViewType integer = new(NumberDataViewType.Int64, 1);
        return Definition(
            typeof(Answer),
            [
                (nameof(Answer.Solution), names[SolverOutputs.Solution], new VectorDataViewType(NumberDataViewType.Double, Family.StateSize)),
                (nameof(Answer.ResidualNorm), names[SolverOutputs.ResidualNorm], number),
                (nameof(Answer.Iterations), names[SolverOutputs.Iterations], integer),
                (nameof(Answer.Status), names[SolverOutputs.Status], integer),
            ]);
    }

    public IDataView Data(MLContext context, IEnumerable<InstanceRow> rows)
    {
        IDataView data = context.Data.LoadFromEnumerable(rows, InputDefinition());
        return Before is null ? data : Before(context).Fit(data).Transform(data);
    }

    public IDataView Data(MLContext context, int count, int seed) => Data(context, Rows(count, seed));

    public EquationSolverEstimator Estimator(MLContext context) => context.R2N2().EquationSolver(Family, Quick);

    public Answer[] Answers(MLContext context, IDataView solved) =>
        [.. context.Data.CreateEnumerable<Answer>(solved, reuseRowObject: false, schemaDefinition: OutputDefinition())];

    private static SchemaDefinition Definition(Type type, IReadOnlyList<(string Member, string Column, DataViewType Type)> columns)
    {
        var definition = SchemaDefinition.Create(type);
        definition.RemoveAll(column => columns.All(wanted => wanted.Member != column.MemberName));
        foreach ((string member, string name, DataViewType columnType) in columns)
        {
            SchemaDefinition.Column column = definition.Single(found => found.MemberName == member);
            column.ColumnName = name;
            column.ColumnType = columnType;
        }

        return definition;
    }
}
