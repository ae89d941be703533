using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Tidies up a graph that has been written: what no result needs goes, constants get their final names.</summary>
internal static class OnnxPruning
{
    /// <summary>Removes the nodes that no result needs, in the bodies of loops too.</summary>
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
        HashSet<string> computed = [.. kept.SelectMany(node => node.Output)];
        ValueInfoProto[] declared = [.. graph.ValueInfo.Where(value => computed.Contains(value.Name))];
        graph.ValueInfo.Clear();
        graph.ValueInfo.AddRange(declared);
        return needed;
    }

    /// <summary>Renames what nodes take in, in the bodies of loops too.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">New names by old ones.</param>
    public static void Rename(GraphProto graph, Dictionary<string, string> names)
    {
        foreach (NodeProto node in graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = names.GetValueOrDefault(node.Input[i], node.Input[i]);
            }

            foreach (AttributeProto attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                Rename(attribute.G, names);
            }
        }
    }
}
