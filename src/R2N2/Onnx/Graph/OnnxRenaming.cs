using Google.Protobuf.Collections;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Gives every value of a graph another name, in the bodies of loops too.</summary>
internal static class OnnxRenaming
{
    /// <summary>Renames.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rename">The new name of a value; different ones for different values.</param>
    public static void Apply(GraphProto graph, Func<string, string> rename)
    {
        foreach (ValueInfoProto value in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
        {
            value.Name = rename(value.Name);
        }

        foreach (TensorProto constant in graph.Initializer)
        {
            constant.Name = rename(constant.Name);
        }

        foreach (NodeProto node in graph.Node)
        {
            Apply(node.Input, rename);
            Apply(node.Output, rename);
            foreach (AttributeProto attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                Apply(attribute.G, rename);
            }
        }
    }

    // A value that is left out has no name.
    private static void Apply(RepeatedField<string> names, Func<string, string> rename)
    {
        for (int i = 0; i < names.Count; i++)
        {
            names[i] = names[i].Length == 0 ? "" : rename(names[i]);
        }
    }
}
