using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Getters of the columns that a solver adds.</summary>
internal static class OutputGetters
{
    /// <summary>A getter that serves one column from a block.</summary>
    /// <param name="column">The column.</param>
    /// <param name="output">Its index among the solver's outputs.</param>
    /// <param name="block">The block.</param>
    /// <param name="current">The current row within the block; throws where there is none.</param>
    public static Delegate Create(OutputColumn column, int output, Func<BatchBuffer> block, Func<int> current) => column.IsInteger
        ? (ValueGetter<VBuffer<long>>)((ref VBuffer<long> value) =>
        {
            int row = current();
            Fill(ref value, block().Integers(output).Slice(row * column.Width, column.Width));
        })
        : (ValueGetter<VBuffer<double>>)((ref VBuffer<double> value) =>
        {
            int row = current();
            Fill(ref value, block().Numbers(output).Slice(row * column.Width, column.Width));
        });

    /// <summary>A getter as the caller wants it.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public static ValueGetter<T> As<T>(Delegate getter, string column) => getter as ValueGetter<T>
        ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter for column '{column}': '{typeof(T)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");

    /// <summary>Whether a column was asked for.</summary>
    public static bool IsActive(bool[] active, DataViewSchema.Column column) => column.Index < active.Length && active[column.Index];

    /// <exception cref="InvalidOperationException">The column was not asked for.</exception>
    public static void RequireActive(bool[] active, DataViewSchema.Column column)
    {
        if (!IsActive(active, column))
        {
            throw new InvalidOperationException(
                $"The column '{column.Name}' is not active: it was not among the columns that were asked for.");
        }
    }

    private static void Fill<T>(ref VBuffer<T> value, ReadOnlySpan<T> numbers)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, numbers.Length);
        numbers.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
