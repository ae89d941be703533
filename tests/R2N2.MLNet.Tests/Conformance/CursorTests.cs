using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class CursorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(576)]
    public void Dispose_BeforeTheEnd_ReadsNoMoreThanTheBlocksAskedFor(int rows)
    {
        Scenario scenario = Scenarios.Linear;
        int read = 0;
        IEnumerable<InstanceRow> Counted()
        {
            foreach (InstanceRow row in scenario.Rows(5000, seed: 4))
            {
                read++;
                yield return row;
            }
        }

        IDataView solved = FittedScenarios.Get(scenario).Transform(scenario.Data(new MLContext(), Counted()));
        using (DataViewRowCursor cursor = solved.GetRowCursor(solved.Schema))
        {
            for (int i = 0; i < rows; i++)
            {
                Assert.True(cursor.MoveNext());
                Assert.Equal(i, cursor.Position);
            }
        }

        Assert.InRange(read, rows, rows <= 64 ? 64 : 64 + 512);
    }

    [Fact]
    public void GetRowCursor_NoResultAskedFor_SolvesAndReadsAheadNothing()
    {
        Scenario scenario = Scenarios.Linear;
        using EquationSolverTransformer solver = FittedScenarios.Fit(scenario, new MLContext(seed: 1));
        IDataView solved = solver.Transform(scenario.Data(new MLContext(), 100, seed: 4));
        solver.Dispose();

        // A disposed solver shows whether it was called.
        Assert.Equal(100, ViewContent.Read(solved, [solved.Schema["Id"], solved.Schema["b"]]).Count);
        Assert.Throws<ObjectDisposedException>(() => ViewContent.Read(solved, [solved.Schema["Status"]]));
    }

    [Fact]
    public void MoveNext_AfterTheEnd_StaysThere()
    {
        Scenario scenario = Scenarios.Linear;
        IDataView solved = FittedScenarios.Get(scenario).Transform(scenario.Data(new MLContext(), 3, seed: 4));
        using DataViewRowCursor cursor = solved.GetRowCursor(solved.Schema);
        Func<object> status = ViewContent.Getter(cursor, solved.Schema["Status"]);
        Assert.Throws<InvalidOperationException>(status);
        while (cursor.MoveNext())
        {
            _ = status();
        }

        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(status);
    }

    [Fact]
    public void GetGetter_OfAnotherType_SaysWhichIsRight()
    {
        Scenario scenario = Scenarios.Linear;
        IDataView solved = FittedScenarios.Get(scenario).Transform(scenario.Data(new MLContext(), 3, seed: 4));
        using DataViewRowCursor cursor = solved.GetRowCursor(solved.Schema);

        var found = Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(solved.Schema["Solution"]));

        Assert.Contains("Solution", found.Message, StringComparison.Ordinal);
        Assert.Contains("System.Single", found.Message, StringComparison.Ordinal);
        Assert.Contains("System.Double", found.Message, StringComparison.Ordinal);
    }
}
