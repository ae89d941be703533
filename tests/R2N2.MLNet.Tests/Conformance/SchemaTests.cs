using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class SchemaTests
{
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
}
