using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>The frame around a graph: versions, names and types of what goes in and out.</summary>
internal static class OnnxModel
{
    /// <summary>The operator set and format version that all supported runtimes read.</summary>
    public const int OperatorSet = 17;

    private const int IrVersion = 8;

    /// <summary>The version of this library, as exported files carry it.</summary>
    public static string LibraryVersion { get; } = typeof(OnnxModel).Assembly.GetName().Version!.ToString(3);

    /// <summary>Declares a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="batch">Its batch axes.</param>
    /// <param name="shape">Its shape per instance.</param>
    /// <param name="meaning">What it is, for people; type and lengths are added.</param>
    public static ValueInfoProto Tensor(
        string name, TensorProto.Types.DataType type, BatchAxes batch, Shape shape, string meaning = "")
    {
        TensorShapeProto dimensions = new();
        dimensions.Dim.AddRange(batch.Names.Select(axis => long.TryParse(axis, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? new TensorShapeProto.Types.Dimension { DimValue = length }
            : new TensorShapeProto.Types.Dimension { DimParam = axis }));
        foreach (int length in shape.Dimensions)
        {
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        }

        return new ValueInfoProto
        {
            Name = name,
            DocString = meaning.Length == 0 ? "" : Describe(meaning, type, batch, shape),
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }

    private static string Describe(string meaning, TensorProto.Types.DataType type, BatchAxes batch, Shape shape)
    {
        string name = type switch
        {
            TensorProto.Types.DataType.Double => "float64",
            TensorProto.Types.DataType.Float => "float32",
            _ => type.ToString().ToLowerInvariant(),
        };
        IEnumerable<string> lengths = shape.Dimensions.ToArray().Select(length => length.ToString(CultureInfo.InvariantCulture));
        return $"{meaning}; {name} [{string.Join(", ", batch.Names.Concat(lengths))}]";
    }

    /// <summary>Completes a model.</summary>
    /// <param name="builder">The graph and its constants.</param>
    /// <param name="name">The name of the graph.</param>
    /// <param name="meaning">What it does, for people.</param>
    public static ModelProto Complete(OnnxBuilder builder, string name, string meaning)
    {
        GraphProto graph = builder.Root.Format;
        Dictionary<string, string> constants = new(StringComparer.Ordinal);
        graph.Initializer.AddRange(builder.Constants.Finish(OnnxPruning.RemoveUnused(graph), builder.Names, constants));
        OnnxPruning.Rename(graph, constants);
        return Around(graph, name, meaning);
    }

    /// <summary>The frame around a graph that is complete.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The name of the graph.</param>
    /// <param name="meaning">What it does, for people.</param>
    public static ModelProto Around(GraphProto graph, string name, string meaning)
    {
        graph.Name = name;
        graph.DocString = meaning;
        return new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "R2N2.MLNet",
            ProducerVersion = LibraryVersion,
            DocString = meaning,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = OperatorSet } },
        };
    }
}
