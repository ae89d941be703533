using Microsoft.ML;
using R2N2.MLNet.Tests.Conformance.Broken;

namespace R2N2.MLNet.Tests.Conformance.Checks;

/// <summary>How the rows of a component are read.</summary>
internal static class CursorChecks
{
    // More than the first block of a cursor.
    private const int Rows = 150;

    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        new("cursors over disjoint columns give the same rows", DisjointColumnsGiveTheSameRows, good =>
            Breaking.View(good, view => new BrokenView(view)
            {
                Cursor = (source, columns, random) => new BrokenCursor(source.GetRowCursor(columns, random)) { Skipped = columns.Count() == 1 ? 1 : 0 },
            })),
        new("columns that were not asked for have no getter", InactiveColumnsHaveNoGetter, good =>
            Breaking.View(good, view => new BrokenView(view)
            {
                Cursor = (source, columns, _) => new BrokenCursor(source.GetRowCursor(source.Schema)) { Active = [.. columns] },
            })),
        new("parallel cursors share out the rows", ParallelCursorsShareOutTheRows, good =>
            Breaking.View(good, view => new BrokenView(view)
            {
                CursorSet = cursors => [.. cursors.Select(cursor => new BrokenCursor(cursor) { Skipped = 1 })],
            })),
        new("a cursor stopped early frees its source", StoppedEarlyItFreesItsSource, good =>
            Breaking.Cursor(good, cursor => new BrokenCursor(cursor) { Leaks = true })),
        new("the number of rows is that of the source", NumberOfRowsIsThatOfTheSource, good =>
            Breaking.View(good, view => new BrokenView(view) { Count = count => count + 1 })),
        new("a shuffled cursor has the same rows", ShuffledItHasTheSameRows, good =>
            Breaking.View(good, view => new BrokenView(view)
            {
                Cursor = (source, columns, random) => new BrokenCursor(source.GetRowCursor(columns, random)) { Skipped = random is null ? 0 : 1 },
            })),
    ];

    private static void DisjointColumnsGiveTheSameRows(ComponentCase component)
    {
        IDataView view = component.Fitted().Transform(component.Data(new MLContext(), Rows, seed: 4));
        List<object[]> together = ViewContent.Read(view);
        Assert.Equal(Rows, together.Count);
        foreach (DataViewSchema.Column column in view.Schema)
        {
            ViewContent.AssertSameBits([.. together.Select(row => new[] { row[column.Index] })], ViewContent.Read(view, [column]));
        }

        // Both halves at once, row by row in turn.
        DataViewSchema.Column[] even = [.. view.Schema.Where(column => column.Index % 2 == 0)];
        DataViewSchema.Column[] odd = [.. view.Schema.Where(column => column.Index % 2 == 1)];
        using DataViewRowCursor one = view.GetRowCursor(even);
        using DataViewRowCursor other = view.GetRowCursor(odd);
        Func<object>[] getters = [.. view.Schema.Select(column => ViewContent.Getter(column.Index % 2 == 0 ? one : other, column))];
        List<object[]> inTurn = [];
        while (one.MoveNext() && other.MoveNext())
        {
            inTurn.Add([.. getters.Select(getter => getter())]);
        }

        ViewContent.AssertSameBits(together, inTurn);
    }

    private static void InactiveColumnsHaveNoGetter(ComponentCase component)
    {
        IDataView view = component.Fitted().Transform(component.Data(new MLContext(), 3, seed: 4));
        foreach (DataViewSchema.Column active in view.Schema)
        {
            using DataViewRowCursor cursor = view.GetRowCursor([active]);
            foreach (DataViewSchema.Column column in view.Schema)
            {
                Assert.Equal(column.Index == active.Index, cursor.IsColumnActive(column));
                Exception? error = Record.Exception(() => ViewContent.Getter(cursor, column));
                Assert.True(column.Index == active.Index ? error is null : error is InvalidOperationException or ArgumentException, $"{error}");
            }
        }
    }

    private static void ParallelCursorsShareOutTheRows(ComponentCase component)
    {
        // A cache gives out parallel cursors.
        MLContext context = new();
        IDataView view = component.Fitted().Transform(context.Data.Cache(component.Data(context, Rows, seed: 4)));
        List<object[]> expected = ViewContent.Read(view);

        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, 3);
        List<object[]>[] parts = new List<object[]>[cursors.Length];
        Parallel.For(0, cursors.Length, i =>
        {
            using DataViewRowCursor cursor = cursors[i];
            parts[i] = ViewContent.Read(cursor, view.Schema);
        });

        AssertSameRows(view.Schema, expected, [.. parts.SelectMany(rows => rows)]);
    }

    private static void StoppedEarlyItFreesItsSource(ComponentCase component)
    {
        WatchedView source = new(component.Data(new MLContext(), Rows, seed: 4));
        IDataView view = component.Fitted().Transform(source);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            for (int i = 0; i < 5; i++)
            {
                Assert.True(cursor.MoveNext());
            }
        }

        Assert.NotEqual(0, source.Opened);
        Assert.Equal(0, source.Open);
        using DataViewRowCursor again = view.GetRowCursor(view.Schema);
        Func<object> id = ViewContent.Getter(again, view.Schema[ComponentCase.Id]);
        Assert.True(again.MoveNext());
        Assert.Equal("row 0", id());
    }

    private static void NumberOfRowsIsThatOfTheSource(ComponentCase component)
    {
        MLContext context = new();
        IDataView known = component.Data(context, 9, seed: 4);
        IDataView unknown = context.Data.SkipRows(known, 2);

        Assert.Equal(known.GetRowCount(), component.Fitted().Transform(known).GetRowCount());
        Assert.Equal(unknown.GetRowCount(), component.Fitted().Transform(unknown).GetRowCount());
    }

    private static void ShuffledItHasTheSameRows(ComponentCase component)
    {
        MLContext context = new();
        IDataView data = context.Data.Cache(component.Data(context, Rows, seed: 4));
        IDataView view = component.Fitted().Transform(data);
        List<object[]> inOrder = ViewContent.Read(view);
        Assert.True(view.CanShuffle);

        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(7));
        List<object[]> shuffled = ViewContent.Read(cursor, view.Schema);

        int id = view.Schema[ComponentCase.Id].Index;
        Assert.NotEqual(inOrder.Select(row => row[id]), shuffled.Select(row => row[id]));
        AssertSameRows(view.Schema, inOrder, shuffled);
        AssertSameRows(view.Schema, inOrder, ViewContent.Read(component.Fitted().Transform(context.Data.ShuffleRows(data, seed: 3))));
    }

    private static void AssertSameRows(DataViewSchema schema, List<object[]> expected, List<object[]> found)
    {
        int id = schema[ComponentCase.Id].Index;
        ViewContent.AssertSameBits(
            [.. expected.OrderBy(row => (string)row[id], StringComparer.Ordinal)],
            [.. found.OrderBy(row => (string)row[id], StringComparer.Ordinal)]);
    }
}
