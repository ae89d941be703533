using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>
/// Transformers that only choose and arrange numbers: joining, copying, selecting, dropping. Every number of a probing row is
/// another one, so each number of the result tells where it came from.
/// </summary>
internal static class SlotStep
{
    // Integers up to here are exact in single precision.
    private const int Most = 1 << 24;

    /// <summary>The visible columns after the transformer.</summary>
    /// <param name="graph">Where nodes go.</param>
    /// <param name="mapper">The transformer.</param>
    /// <param name="columns">The visible columns before it.</param>
    public static Dictionary<string, PipelineValue> Write(
        PipelineGraph graph, IRowToRowMapper mapper, IReadOnlyDictionary<string, PipelineValue> columns)
    {
        List<(string Column, int Slot, int Size)> slots = [];
        Dictionary<int, int> first = [];
        foreach (DataViewSchema.Column column in mapper.InputSchema.Where(column => !column.IsHidden))
        {
            if (NumberType.Of(column.Type) is { } type)
            {
                first.Add(column.Index, slots.Count + 1);
                slots.AddRange(Enumerable.Range(0, type.Size).Select(slot => (column.Name, slot, type.Size)));
            }
        }

        if (slots.Count > Most)
        {
            throw new NotSupportedException(
                $"The columns have {slots.Count} numbers a row; a pipeline with at most {Most} can be exported. Drop columns first.");
        }

        double Number(DataViewSchema.Column column, int slot) => first.TryGetValue(column.Index, out int start) ? start + slot : 0;
        return mapper.OutputSchema.Where(column => !column.IsHidden).ToDictionary(column => column.Name, column =>
            NumberType.Of(column.Type) is null
                ? PipelineValue.None(NotNumbers(column.Type))
                : Arrange(graph, columns, [.. ProbeRow.Read(mapper, column, Number).Select(number => slots[(int)number - 1])]));
    }

    /// <summary>Why a column of another type is no tensor.</summary>
    public static string NotNumbers(DataViewType type) =>
        $"has the type {type}; a file has vectors of fixed size and numbers, of Single, Double, Int32 or Int64";

    private static PipelineValue Arrange(
        PipelineGraph graph, IReadOnlyDictionary<string, PipelineValue> columns, (string Column, int Slot, int Size)[] slots)
    {
        List<string> parts = [];
        for (int start = 0; start < slots.Length;)
        {
            (string column, int slot, int size) = slots[start];
            if (columns[column].Tensor is not { } tensor)
            {
                return columns[column];
            }

            int end = start + 1;
            while (end < slots.Length && slots[end] == (column, slot + end - start, size))
            {
                end++;
            }

            long[] taken = [.. slots[start..end].Select(part => (long)part.Slot)];
            parts.Add(taken.Length == size
                ? tensor
                : graph.Emit("Gather", [tensor, graph.Integers(taken)], OnnxAttribute.Of("axis", 1)));
            start = end;
        }

        return PipelineValue.Of(parts.Count == 1 ? parts[0] : graph.Emit("Concat", [.. parts], OnnxAttribute.Of("axis", 1)));
    }
}
