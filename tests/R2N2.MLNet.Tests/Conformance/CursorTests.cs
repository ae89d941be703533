using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class CursorTests
{
    // More than the first two blocks of a cursor.
    private const int Rows = 700;

    public static IEnumerable<object[]> All => Scenarios.Names;

    [Theory]
    [MemberData(nameof(All))]
    public void GetRowCursor_EachColumnAlone_GivesTheSameAsAllTogether(string name)
    {
        IDataView solved = Solved(name);
        List<object[]> together = ViewContent.Read(solved);

        foreach (DataViewSchema.Column column in solved.Schema)
        {
            Assert.Equal(together.Select(row => row[column.Index]), ViewContent.Read(solved, [column]).Select(row => row[0]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GetRowCursor_InactiveColumn_IsNotActiveAndHasNoGetter(string name)
    {
        IDataView solved = Solved(name);
        foreach (DataViewSchema.Column active in solved.Schema)
        {
            using DataViewRowCursor cursor = solved.GetRowCursor([active]);
            foreach (DataViewSchema.Column column in solved.Schema)
            {
                Assert.Equal(column.Index == active.Index, cursor.IsColumnActive(column));
                if (column.Index != active.Index)
                {
                    Exception found = Assert.ThrowsAny<Exception>(() => ViewContent.Getter(cursor, column));
                    Assert.True(found is InvalidOperationException or ArgumentOutOfRangeException, found.ToString());
                    Assert.Contains($"'{column.Name}'", found.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GetRowCursorSet_AllCursorsAtOnce_HaveTheRowsOfOneCursor(string name)
    {
        // A cache gives out parallel cursors.
        MLContext context = new();
        Scenario scenario = Scenarios.Get(name);
        IDataView data = context.Data.Cache(scenario.Data(context, Rows, seed: 4));
        IDataView solved = FittedScenarios.Get(scenario).Transform(data);
        List<object[]> expected = ViewContent.Read(solved);

        DataViewRowCursor[] cursors = solved.GetRowCursorSet(solved.Schema, 3);
        List<object[]>[] parts = new List<object[]>[cursors.Length];
        Parallel.For(0, cursors.Length, i =>
        {
            using DataViewRowCursor cursor = cursors[i];
            parts[i] = ViewContent.Read(cursor, solved.Schema);
        });

        int id = solved.Schema.First(column => column.Name == nameof(InstanceRow.Id)).Index;
        Assert.Equal(
            expected.OrderBy(row => (string)row[id], StringComparer.Ordinal),
            parts.SelectMany(rows => rows).OrderBy(row => (string)row[id], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GetRowCursor_Shuffled_HasTheSameRowsInAnotherOrder(string name)
    {
        MLContext context = new();
        Scenario scenario = Scenarios.Get(name);
        IDataView solved = FittedScenarios.Get(scenario).Transform(context.Data.Cache(scenario.Data(context, Rows, seed: 4)));
        List<object[]> inOrder = ViewContent.Read(solved);

        Assert.True(solved.CanShuffle);
        using DataViewRowCursor cursor = solved.GetRowCursor(solved.Schema, new Random(7));
        List<object[]> shuffled = ViewContent.Read(cursor, solved.Schema);

        int id = solved.Schema.First(column => column.Name == nameof(InstanceRow.Id)).Index;
        Assert.NotEqual(inOrder.Select(row => row[id]), shuffled.Select(row => row[id]));
        Assert.Equal(
            inOrder.OrderBy(row => (string)row[id], StringComparer.Ordinal), shuffled.OrderBy(row => (string)row[id], StringComparer.Ordinal));
    }

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
    public void GetRowCount_KnownAndUnknown_AreThoseOfTheInput()
    {
        Scenario scenario = Scenarios.Linear;
        MLContext context = new();
        IDataView known = scenario.Data(context, 9, seed: 4);
        IDataView filtered = context.Data.SkipRows(known, 2);
        EquationSolverTransformer solver = FittedScenarios.Get(scenario);

        Assert.Equal(9, solver.Transform(known).GetRowCount());
        Assert.Equal(filtered.GetRowCount(), solver.Transform(filtered).GetRowCount());
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

    private static IDataView Solved(string name)
    {
        Scenario scenario = Scenarios.Get(name);
        return FittedScenarios.Get(scenario).Transform(scenario.Data(new MLContext(), Rows, seed: 4));
    }
}
