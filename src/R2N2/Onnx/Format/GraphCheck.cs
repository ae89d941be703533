using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// Refuses graphs that contradict themselves: names taken twice, values that nothing makes (or a cycle would), tensors
/// whose data is elsewhere or does not fit their dimensions.
/// </summary>
/// <param name="source">What is checked, for messages.</param>
internal sealed class GraphCheck(string source)
{
    private readonly HashSet<string> _visible = new(StringComparer.Ordinal);

    /// <summary>Checks a graph and the graphs inside its nodes.</summary>
    public void Check(GraphProto graph)
    {
        // An initialiser of an input's name is that input's default, not a second value.
        List<string> own = [];
        foreach (ValueInfoProto input in graph.Input)
        {
            Declare(input.Name, own);
        }

        HashSet<string> inputs = [.. own];
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (!inputs.Remove(tensor.Name))
            {
                Declare(tensor.Name, own);
            }

            Check(tensor, () => $"the initialiser '{tensor.Name}'");
        }

        foreach (NodeProto node in graph.Node)
        {
            Check(node, own);
        }

        foreach (ValueInfoProto output in graph.Output)
        {
            RequireVisible(output.Name, () => "the graph's result");
        }

        _visible.ExceptWith(own);
    }

    private void Check(NodeProto node, List<string> own)
    {
        string Who() => $"the node '{node.Name}' ({node.OpType})";

        foreach (string input in node.Input.Where(input => input.Length > 0))
        {
            RequireVisible(input, Who);
        }

        HashSet<string> attributes = new(StringComparer.Ordinal);
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (!attributes.Add(attribute.Name))
            {
                throw Failure($"{Who()} has the attribute '{attribute.Name}' twice.");
            }

            Check(attribute, Who);
        }

        foreach (string output in node.Output.Where(output => output.Length > 0))
        {
            Declare(output, own);
        }
    }

    private void Check(AttributeProto attribute, Func<string> who)
    {
        foreach (TensorProto tensor in attribute.T is null ? attribute.Tensors : attribute.Tensors.Append(attribute.T))
        {
            Check(tensor, () => $"the attribute '{attribute.Name}' of {who()}");
        }

        foreach (GraphProto graph in attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G))
        {
            Check(graph);
        }
    }

    private void Check(TensorProto tensor, Func<string> who)
    {
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0)
        {
            throw Failure($"{who()} keeps its data in another file; save the model as one file with all data inside.");
        }

        if (TensorData.Mistake(tensor) is string mistake)
        {
            throw Failure($"{who()} {mistake}.");
        }
    }

    private void Declare(string name, List<string> own)
    {
        if (name.Length == 0)
        {
            throw Failure("a value has no name.");
        }

        if (!_visible.Add(name))
        {
            throw Failure($"two values are called '{name}'.");
        }

        own.Add(name);
    }

    private void RequireVisible(string name, Func<string> who)
    {
        if (!_visible.Contains(name))
        {
            throw Failure($"{who()} takes '{name}', which nothing before it makes: it is missing, or part of a cycle.");
        }
    }

    private OnnxFormatException Failure(string what) => new($"{source} is not a sound ONNX model: {what}");
}
