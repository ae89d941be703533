using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Removes nodes and constants that no result needs.</summary>
internal static class OnnxPruning
{
    /// <summary>Prunes a graph and the bodies of its loops.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The names that its nodes and results use, outer ones among them.</returns>
    public static HashSet<string> RemoveUnused(GraphProto graph)
    {
        HashSet<string> needed = [.. graph.Output.Select(output => output.Name)];
        List<NodeProto> kept = [];
        foreach (NodeProto node in graph.Node.Reverse())
        {
            if (!node.Output.Any(needed.Contains))
            {
                continue;
            }

            kept.Add(node);
            needed.UnionWith(node.Input);
            foreach (AttributeProto attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                needed.UnionWith(RemoveUnused(attribute.G));
            }
        }

        kept.Reverse();
        graph.Node.Clear();
        graph.Node.AddRange(kept);
        TensorProto[] constants = [.. graph.Initializer.Where(constant => needed.Contains(constant.Name))];
        graph.Initializer.Clear();
        graph.Initializer.AddRange(constants);
        return needed;
    }
}
