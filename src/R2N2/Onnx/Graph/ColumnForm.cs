using System.Text.Json;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// An exported file behind the columns of a table: nodes around it rename, widen and join columns to the file's inputs, and
/// its results to columns. The file itself stays as it is, and can be had back byte for byte.
/// </summary>
internal static class ColumnForm
{
    private const string Key = "r2n2.columns";

    /// <summary>Puts a file behind columns.</summary>
    /// <param name="file">An exported file.</param>
    /// <param name="columns">The columns of all its inputs, and of its outputs as far as they are wanted.</param>
    public static ModelProto Wrap(ExportedFile file, OnnxColumns columns)
    {
        ModelProto wrapped = file.Model.Clone();
        GraphProto graph = wrapped.Graph;
        ColumnFrame frame = new(columns.FreePrefix("solver/"), columns.FreePrefix("columns/"), columns);
        OnnxRenaming.Apply(graph, name => frame.Inside + name);
        ValueInfoProto[] inputs = [.. graph.Input];
        ValueInfoProto[] outputs = [.. graph.Output];
        NodeProto[] body = [.. graph.Node];
        graph.Input.Clear();
        graph.Output.Clear();
        graph.Node.Clear();

        // As values within the graph they keep their types, and their declarations.
        graph.ValueInfo.AddRange([.. inputs, .. outputs]);
        ColumnNodes nodes = new(graph, frame.Around);
        foreach ((ValueInfoProto input, IReadOnlyList<OnnxColumn> read) in inputs.Zip(columns.Inputs))
        {
            nodes.AddInput(input, read);
        }

        graph.Node.AddRange(body);
        foreach ((ValueInfoProto output, string column) in outputs.Zip(columns.Outputs))
        {
            nodes.AddOutput(output, column);
        }

        wrapped.MetadataProps.Add(new StringStringEntryProto { Key = Key, Value = JsonSerializer.Serialize(frame, ColumnFrameJson.Default.ColumnFrame) });
        return wrapped;
    }

    /// <summary>Takes the file out again.</summary>
    /// <param name="file">An ONNX model.</param>
    /// <returns>The exported file and its columns; the file itself and null if it is not behind columns.</returns>
    /// <exception cref="OnnxFormatException">It is no exported file, or what is said about the columns is damaged.</exception>
    public static (ExportedFile File, OnnxColumns? Columns) Unwrap(OnnxFile file)
    {
        if (file.Model.MetadataProps.FirstOrDefault(entry => entry.Key == Key) is not { } entry)
        {
            return (new ExportedFile(file), null);
        }

        try
        {
            ColumnFrame frame = JsonSerializer.Deserialize(entry.Value, ColumnFrameJson.Default.ColumnFrame)
                ?? throw new OnnxFormatException($"{file.Source} has an empty metadata entry '{Key}'.");
            ModelProto plain = file.Model.Clone();
            plain.MetadataProps.Remove(entry);
            Unwrap(plain.Graph, frame);
            return (new ExportedFile(OnnxFile.Of(plain, file.Source)), frame.Columns);
        }
        catch (JsonException reason)
        {
            throw new OnnxFormatException($"{file.Source} is not an intact ONNX model behind columns: {reason.Message}", reason);
        }
    }

    private static void Unwrap(GraphProto graph, ColumnFrame frame)
    {
        int declared = graph.ValueInfo.Count - frame.Columns.Inputs.Count - frame.Columns.Outputs.Count;
        ValueInfoProto[] own = [.. graph.ValueInfo.Take(declared)];
        ValueInfoProto[] values = [.. graph.ValueInfo.Skip(declared)];
        NodeProto[] body = [.. graph.Node.Where(node => node.DocString != frame.Around)];
        graph.Input.Clear();
        graph.Output.Clear();
        graph.ValueInfo.Clear();
        graph.ValueInfo.AddRange(own);
        graph.Node.Clear();
        graph.Input.AddRange(values.Take(frame.Columns.Inputs.Count));
        graph.Output.AddRange(values.Skip(frame.Columns.Inputs.Count));
        graph.Node.AddRange(body);
        OnnxRenaming.Apply(graph, name => name.StartsWith(frame.Inside, StringComparison.Ordinal)
            ? name[frame.Inside.Length..]
            : throw new OnnxFormatException($"The model has the value '{name}', whose name does not begin with '{frame.Inside}'."));
    }
}
