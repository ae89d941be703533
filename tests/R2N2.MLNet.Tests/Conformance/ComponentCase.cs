using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests.Conformance;

/// <summary>A component that the conformance checks are run over, with data for it. Public API only: any component will do.</summary>
internal sealed record ComponentCase
{
    public const string Id = nameof(InstanceRow.Id);

    public required string Name { get; init; }

    /// <summary>The columns of the data besides those that every case has: member of the row, name of the column, type.</summary>
    public required IReadOnlyList<(string Member, string Column, DataViewType Type)> Columns { get; init; }

    /// <summary>Makes a row.</summary>
    public required Func<Random, InstanceRow> Row { get; init; }

    /// <summary>A column of numbers that it reads, and refuses as text.</summary>
    public required string Input { get; init; }

    /// <summary>Whether it names the column that it refuses, which ML.NET's own components do not always.</summary>
    public bool NamesTheColumn { get; init; } = true;

    /// <summary>The columns that it adds.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Makes the estimator.</summary>
    public required Func<MLContext, IEstimator<ITransformer>> Estimator { get; init; }

    /// <summary>The transformer, the same one with every call.</summary>
    public required Func<ITransformer> Fitted { get; init; }

    /// <summary>How far numbers may differ after loading, since ML.NET solves row by row with other kernels.</summary>
    public double Precision { get; init; }

    public override string ToString() => Name;

    public InstanceRow[] Rows(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            InstanceRow row = Row(random);
            row.Id = $"row {i}";
            row.Weight = i / 7f;
            row.Variable = [.. Enumerable.Range(0, i % 4).Select(k => (double)k)];
            return row;
        })];
    }

    public SchemaDefinition InputDefinition() => RowSchema.Of(typeof(InstanceRow), [
        (nameof(InstanceRow.Id), Id, TextDataViewType.Instance),
        (nameof(InstanceRow.Weight), nameof(InstanceRow.Weight), NumberDataViewType.Single),
        (nameof(InstanceRow.Variable), nameof(InstanceRow.Variable), new VectorDataViewType(NumberDataViewType.Double)),
        .. Columns]);

    public IDataView Data(MLContext context, IEnumerable<InstanceRow> rows) =>
        context.Data.LoadFromEnumerable(rows, InputDefinition());

    public IDataView Data(MLContext context, int count, int seed) => Data(context, Rows(count, seed));
}
