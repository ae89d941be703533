using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests.Conformance.Broken;

/// <summary>A good cursor that does something wrong.</summary>
internal sealed class BrokenCursor(DataViewRowCursor good) : DataViewRowCursor
{
    /// <summary>A column whose first number comes out as its neighbour.</summary>
    public string? Disturbed { get; init; }

    /// <summary>Rows that are left out before each row that is given.</summary>
    public int Skipped { get; init; }

    /// <summary>Whether the good one is left open.</summary>
    public bool Leaks { get; init; }

    /// <summary>The columns that it admits to; null for those that were asked for.</summary>
    public IReadOnlyList<DataViewSchema.Column>? Active { get; init; }

    public override DataViewSchema Schema => good.Schema;

    public override long Position => good.Position;

    public override long Batch => good.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => good.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        Active?.Any(active => active.Index == column.Index) ?? good.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = good.GetGetter<TValue>(column);
        return column.Name == Disturbed ? Neighbour(getter) : getter;
    }

    public override bool MoveNext()
    {
        for (int i = 0; i < Skipped; i++)
        {
            good.MoveNext();
        }

        return good.MoveNext();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !Leaks)
        {
            good.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A getter of the next number that can be told from the right one.</summary>
    public static ValueGetter<TValue> Neighbour<TValue>(ValueGetter<TValue> getter) => getter is ValueGetter<VBuffer<double>> numbers
        ? (ValueGetter<TValue>)(Delegate)(ValueGetter<VBuffer<double>>)((ref VBuffer<double> value) =>
        {
            numbers(ref value);
            double[] values = [.. value.DenseValues()];
            values[0] = Math.BitIncrement(values[0]);
            value = new VBuffer<double>(values.Length, values);
        })
        : getter;
}
