using Microsoft.ML;
using Microsoft.ML.Transforms;
using R2N2.MLNet.Tests.Conformance.Broken;

namespace R2N2.MLNet.Tests.Conformance.Checks;

/// <summary>What data a component takes, and what it leaves alone.</summary>
internal static class DataChecks
{
    private const int Rows = 90;

    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        new("input columns of all types pass through", InputColumnsPassThrough, good =>
            Breaking.Cursor(good, cursor => new BrokenCursor(cursor) { Disturbed = good.Input })),
        new("hidden columns are not mistaken for visible ones", HiddenColumnsStayHidden, MistakesHiddenColumns),
        new("no rows give no rows", NoRowsGiveNoRows, good =>
            Breaking.Transformer(good, transformer => new BrokenTransformer(transformer)
            {
                View = _ => transformer.Transform(good.Data(new MLContext(), 3, seed: 1)),
            })),
        new("cached and streaming data give the same", CachedAndStreamingGiveTheSame, WorksOnce),
    ];

    private static void InputColumnsPassThrough(ComponentCase component)
    {
        IDataView data = component.Data(new MLContext(), Rows, seed: 2);
        IDataView view = component.Fitted().Transform(data);

        DataViewSchema.Column[] passed = [.. view.Schema.Where(column => !component.Outputs.Contains(column.Name))];

        // Vectors of single and double precision, of fixed and variable length, numbers and text.
        Assert.Equal(ViewContent.Describe(data.Schema), ViewContent.Describe(passed));
        ViewContent.AssertSameBits(ViewContent.Read(data), ViewContent.Read(view, passed));
    }

    private static void HiddenColumnsStayHidden(ComponentCase component)
    {
        MLContext context = new();
        IDataView data = component.Data(context, Rows, seed: 2);
        string output = component.Outputs[0];
        IDataView plain = context.Transforms.CopyColumns(output, ComponentCase.Id).Fit(data).Transform(data);
        IDataView hiding = context.Transforms.NormalizeMinMax(component.Input).Fit(plain).Transform(plain);
        ColumnSelectingTransformer select = context.Transforms.SelectColumns(
            [.. hiding.Schema.Where(column => !column.IsHidden).Select(column => column.Name)], keepHidden: false).Fit(hiding);

        IDataView found = component.Fitted().Transform(hiding);
        IDataView expected = component.Fitted().Transform(select.Transform(hiding));

        ViewContent.AssertSameBits(Read(expected), Read(found));
        Assert.Equal(
            ViewContent.Read(data, [data.Schema[component.Input]]),
            ViewContent.Read(found, [found.Schema.First(column => column.Name == component.Input)]));
        Assert.NotEqual(Read(component.Fitted().Transform(data)), Read(found));

        List<object[]> Read(IDataView view) => ViewContent.Read(view, [.. component.Outputs.Select(name => view.Schema[name])]);
    }

    private static void NoRowsGiveNoRows(ComponentCase component) =>
        Assert.Empty(ViewContent.Read(component.Fitted().Transform(component.Data(new MLContext(), []))));

    private static void CachedAndStreamingGiveTheSame(ComponentCase component)
    {
        MLContext context = new();
        InstanceRow[] rows = component.Rows(Rows, seed: 3);
        IEnumerable<InstanceRow> Stream()
        {
            foreach (InstanceRow row in rows)
            {
                yield return row;
            }
        }

        IDataView streaming = component.Fitted().Transform(component.Data(context, Stream()));
        List<object[]> expected = ViewContent.Read(streaming);
        IDataView before = component.Fitted().Transform(context.Data.Cache(component.Data(context, rows)));
        IDataView after = context.Data.Cache(streaming);

        Assert.Equal(Rows, expected.Count);
        ViewContent.AssertSameBits(expected, ViewContent.Read(streaming));
        ViewContent.AssertSameBits(expected, ViewContent.Read(before));
        ViewContent.AssertSameBits(expected, ViewContent.Read(after));
        ViewContent.AssertSameBits(expected, ViewContent.Read(after));
    }

    private static ComponentCase MistakesHiddenColumns(ComponentCase good) => Breaking.View(good, view => new BrokenView(view)
    {
        Cursor = (source, columns, random) => new BrokenCursor(source.GetRowCursor(columns, random))
        {
            Disturbed = source.Schema.Any(column => column.IsHidden && column.Name == good.Input) ? good.Outputs[0] : null,
        },
    });

    private static ComponentCase WorksOnce(ComponentCase good)
    {
        int cursors = 0;
        return Breaking.View(good, view => new BrokenView(view)
        {
            Cursor = (source, columns, random) =>
                new BrokenCursor(source.GetRowCursor(columns, random)) { Skipped = cursors++ == 0 ? 0 : 1 },
        });
    }
}
