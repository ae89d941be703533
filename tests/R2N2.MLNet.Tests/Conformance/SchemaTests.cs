using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class SchemaTests
{
    public static IEnumerable<object[]> All => Scenarios.Names;

    [Theory]
    [MemberData(nameof(All))]
    public void GetOutputSchema_OfEstimator_PromisesWhatTransformDelivers(string name)
    {
        var scenario = Scenarios.Get(name);
        MLContext context = new(seed: 1);
        IDataView data = scenario.Data(context, 3, seed: 2);

        SchemaShape promised = scenario.Estimator(context).GetOutputSchema(SchemaCapture.Of(context, data));

        DataViewSchema delivered = FittedScenarios.Get(scenario).Transform(data).Schema;
        Assert.Equal(
            delivered.Where(column => !column.IsHidden).Select(Describe).Order(),
            promised.Select(column => $"{column.Name}: {column.Kind} {column.ItemType}").Order());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GetOutputSchema_OfTransformer_IsSchemaOfTransform(string name)
    {
        var scenario = Scenarios.Get(name);
        IDataView data = scenario.Data(new MLContext(), 3, seed: 2);
        EquationSolverTransformer solver = FittedScenarios.Get(scenario);

        Assert.Equal(
            ViewContent.Describe(solver.GetOutputSchema(data.Schema)), ViewContent.Describe(solver.Transform(data).Schema));
        Assert.True(((ITransformer)solver).IsRowToRowMapper);
        Assert.Same(data.Schema, ((ITransformer)solver).GetRowToRowMapper(data.Schema).InputSchema);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Transform_InputColumns_PassThroughUnchanged(string name)
    {
        var scenario = Scenarios.Get(name);
        IDataView data = scenario.Data(new MLContext(), 300, seed: 2);
        IDataView solved = FittedScenarios.Get(scenario).Transform(data);

        DataViewSchema.Column[] passed = [.. solved.Schema.Where(column => !scenario.Options.NameOutputs(SolverOutputs.Names).Values.Contains(column.Name)
            || column.IsHidden)];

        Assert.Equal(data.Schema.Select(column => column.Name), passed.Select(column => column.Name));
        Assert.Equal(ViewContent.Read(data), ViewContent.Read(solved, passed));
    }

    [Fact]
    public void Transform_ColumnWithSlotNames_KeepsThem()
    {
        Scenario scenario = Scenarios.Linear;
        MLContext context = new();
        IDataView data = scenario.Data(context, 3, seed: 2);
        IDataView named = context.Transforms.Categorical.OneHotEncoding("names", "Id").Fit(data).Transform(data);

        DataViewSchema solved = FittedScenarios.Get(Scenarios.Get("linear")).Transform(named).Schema;

        VBuffer<ReadOnlyMemory<char>> before = default;
        VBuffer<ReadOnlyMemory<char>> after = default;
        named.Schema["names"].GetSlotNames(ref before);
        solved["names"].GetSlotNames(ref after);
        Assert.Equal(3, before.Length);
        Assert.Equal(before.DenseValues().Select(text => $"{text}"), after.DenseValues().Select(text => $"{text}"));
    }

    private static string Describe(DataViewSchema.Column column) => column.Type is VectorDataViewType vector
        ? $"{column.Name}: Vector {vector.ItemType}"
        : $"{column.Name}: Scalar {column.Type}";
}
