using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class CursorFailureTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(0, 0, Engine.Vectorised)]
    [InlineData(0, 40, Engine.Vectorised)]
    [InlineData(0, 63, Engine.OnnxRuntime)]
    [InlineData(0, 63, Engine.Vectorised)]
    [InlineData(0, 64, Engine.Vectorised)]
    [InlineData(0, 99, Engine.Vectorised)]
    [InlineData(1, 40, Engine.OnnxRuntime)]
    [InlineData(1, 40, Engine.Vectorised)]
    [InlineData(7, 41, Engine.OnnxRuntime)]
    [InlineData(7, 41, Engine.Vectorised)]
    [InlineData(7, 42, Engine.Vectorised)]
    public void MoveNext_RowThatIsRefused_ServesAllBeforeItAndThenFailsForGood(int blockSize, int refused, Engine engine)
    {
        DecayRow[] rows = DecayRow.Many(100);
        using SolverTransformer model = SolverFiles.Decay(_context, blockSize, engine);
        List<object[]> good = ViewContent.Read(model.Transform(_context.Data.LoadFromEnumerable(rows)));
        rows[refused].StepSize = 0;

        IDataView view = model.Transform(_context.Data.LoadFromEnumerable(rows));

        AssertServes<ArgumentException>(view, good[..refused], $"instance {refused} is 0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(70)]
    public void MoveNext_InputThatFails_ServesAllBeforeItAndThenFailsForGood(int failing)
    {
        DecayRow[] rows = DecayRow.Many(100);
        using SolverTransformer model = SolverFiles.Decay(_context);
        List<object[]> good = ViewContent.Read(model.Transform(_context.Data.LoadFromEnumerable(rows)));

        IDataView view = model.Transform(_context.Data.LoadFromEnumerable(rows.Select(
            row => row.Number == failing ? throw new InvalidDataException("The disk is gone.") : row)));

        AssertServes<InvalidDataException>(view, good[..failing], "The disk is gone.");
    }

    [Theory]
    [InlineData(Engine.Vectorised)]
    [InlineData(Engine.OnnxRuntime)]
    public void MoveNext_BlockThatCannotBeSolved_LeavesNoRow(Engine engine)
    {
        SolverTransformer model = SolverFiles.Decay(_context, engine: engine);
        IDataView view = model.Transform(_context.Data.LoadFromEnumerable(DecayRow.Many(100)));
        List<object[]> good = ViewContent.Read(view);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Func<object>[] getters = [.. view.Schema.Select(column => ViewContent.Getter(cursor, column))];
        Assert.True(cursor.MoveNext());

        model.Dispose();

        // The first block is there already, the next is not.
        for (int row = 0; row < 64; row++)
        {
            Assert.Equal(good[row], getters.Select(getter => getter()));
            if (row < 63)
            {
                Assert.True(cursor.MoveNext());
            }
        }

        AssertFailsForGood<ObjectDisposedException>(cursor, getters, engine == Engine.OnnxRuntime ? nameof(OnnxIntegrator) : $"{nameof(R2N2)}.{nameof(Integrator)}");
    }

    [Fact]
    public void MoveNext_RefusedRowOfFilteredData_IsNamedByItsIndexInTheTable()
    {
        DecayRow[] rows = DecayRow.Many(400);
        rows[300].StepSize = -1;
        using SolverTransformer model = SolverFiles.Decay(_context);
        IDataView some = _context.Data.FilterRowsByColumn(
            _context.Transforms.Conversion.ConvertType("Key", nameof(DecayRow.Number), DataKind.Double)
                .Fit(_context.Data.LoadFromEnumerable(rows)).Transform(_context.Data.LoadFromEnumerable(rows)),
            "Key",
            lowerBound: 100);

        var error = Assert.Throws<ArgumentException>(() => ViewContent.Read(model.Transform(some)));

        Assert.Contains("'StepSize' of instance 300 is -1", error.Message, StringComparison.Ordinal);
    }

    private static void AssertServes<TException>(IDataView view, List<object[]> expected, string message)
        where TException : Exception
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Func<object>[] getters = [.. view.Schema.Select(column => ViewContent.Getter(cursor, column))];
        for (int row = 0; row < expected.Count; row++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(row, cursor.Position);
            Assert.Equal(expected[row], getters.Select(getter => getter()));
        }

        AssertFailsForGood<TException>(cursor, getters, message);
    }

    private static void AssertFailsForGood<TException>(DataViewRowCursor cursor, Func<object>[] getters, string message)
        where TException : Exception
    {
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Assert.Contains(message, Assert.Throws<TException>(() => cursor.MoveNext()).Message, StringComparison.Ordinal);
            Assert.Equal(-1, cursor.Position);
            Assert.All(getters, getter => Assert.Throws<InvalidOperationException>(() => getter()));
            Assert.Throws<InvalidOperationException>(() =>
            {
                DataViewRowId value = default;
                id(ref value);
            });
        }
    }
}
