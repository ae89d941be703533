using Google.Protobuf;
using R2N2.Onnx;
using R2N2.Onnx.Format;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.MLNet;

/// <summary>The graph of a pipeline under construction; its values are [N, numbers of a row], of the types of the columns.</summary>
internal sealed class PipelineGraph
{
    private readonly GraphProto _graph = new();
    private readonly OnnxNames _names = new();

    /// <summary>Keeps a name for an input or an output.</summary>
    /// <exception cref="ArgumentException">Another one has it.</exception>
    public void Reserve(string name) => _names.Reserve(name);

    /// <summary>A node with one result.</summary>
    /// <param name="operation">The ONNX operator.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of the result.</returns>
    public string Emit(string operation, string[] inputs, params AttributeProto[] attributes)
    {
        string result = _names.Unique(operation);
        Add(operation, inputs, result, attributes);
        return result;
    }

    /// <summary>Declares an input, whose name was reserved.</summary>
    /// <returns>The value.</returns>
    public string AddInput(string name, NumberType type)
    {
        _graph.Input.Add(Declare(name, type));
        return type.Dimensions.Count == 1 ? name : Shaped(name, [type.Size]);
    }

    /// <summary>Declares an output, whose name was reserved.</summary>
    public void AddOutput(string name, NumberType type, string value)
    {
        _graph.Output.Add(Declare(name, type));
        Add("Identity", [type.Dimensions.Count == 1 ? value : Shaped(value, type.Dimensions)], name);
    }

    /// <summary>The same numbers in other dimensions; the batch axis stays.</summary>
    /// <param name="value">At least the batch axis and one other.</param>
    /// <param name="dimensions">The dimensions of a row.</param>
    public string Shaped(string value, IReadOnlyList<int> dimensions) =>
        Emit("Reshape", [value, Integers([0, .. dimensions.Select(length => (long)length)])]);

    /// <summary>A vector of integers.</summary>
    public string Integers(params long[] values) => Constant(new TensorProto
    {
        DataType = (int)DataType.Int64,
        Dims = { values.Length },
        Int64Data = { values },
    });

    /// <summary>Numbers that apply to every row, exactly as they are.</summary>
    /// <param name="type">Single or double precision.</param>
    /// <param name="values">One for every number of a row, or one for all.</param>
    public string Numbers(DataType type, params double[] values)
    {
        TensorProto tensor = new() { DataType = (int)type, Dims = { values.Length } };
        if (type == DataType.Float)
        {
            tensor.FloatData.AddRange(values.Select(value => (float)value));
        }
        else
        {
            tensor.DoubleData.AddRange(values);
        }

        return Constant(tensor);
    }

    /// <summary>Truth values that apply to every row.</summary>
    public string Truths(params bool[] values) => Constant(new TensorProto
    {
        DataType = (int)DataType.Bool,
        Dims = { values.Length },
        RawData = ByteString.CopyFrom([.. values.Select(value => value ? (byte)1 : (byte)0)]),
    });

    /// <summary>The value in another type.</summary>
    public string Cast(string value, DataType type) => Emit("Cast", [value], OnnxAttribute.Of("to", (long)type));

    /// <summary>Takes over the nodes and constants of another graph, under names of their own.</summary>
    /// <param name="graph">The graph; it is used up.</param>
    /// <param name="label">What the names begin with.</param>
    /// <param name="inputs">The values that its inputs are, by their names.</param>
    /// <returns>The values that its outputs are, by their names.</returns>
    public IReadOnlyDictionary<string, string> Splice(GraphProto graph, string label, IReadOnlyDictionary<string, string> inputs)
    {
        Dictionary<string, string> names = new(inputs, StringComparer.Ordinal);
        string[] outputs = [.. graph.Output.Select(output => output.Name)];
        OnnxRenaming.Apply(graph, name => Renamed(names, label, name));
        RenameNodes(graph, label);
        _graph.Initializer.AddRange(graph.Initializer);
        _graph.Node.AddRange(graph.Node);
        return outputs.ToDictionary(output => output, output => names[output]);
    }

    /// <summary>Completes the model: what no output needs goes.</summary>
    /// <param name="meaning">What it does, for people.</param>
    public ModelProto Complete(string meaning)
    {
        HashSet<string> needed = OnnxPruning.RemoveUnused(_graph);
        Keep(_graph.Initializer, constant => needed.Contains(constant.Name));
        Keep(_graph.Input, input => needed.Contains(input.Name));
        return OnnxModel.Around(_graph, "pipeline", meaning);
    }

    private static ValueInfoProto Declare(string name, NumberType type) =>
        OnnxModel.Tensor(name, type.Item, BatchAxes.Instances, Shape.Of([.. type.Dimensions]), "a column of every row");

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> all, Func<T, bool> wanted)
    {
        T[] kept = [.. all.Where(wanted)];
        all.Clear();
        all.AddRange(kept);
    }

    private string Renamed(Dictionary<string, string> names, string label, string name)
    {
        if (!names.TryGetValue(name, out string? renamed))
        {
            renamed = _names.Unique(label + name);
            names.Add(name, renamed);
        }

        return renamed;
    }

    private void RenameNodes(GraphProto graph, string label)
    {
        foreach (NodeProto node in graph.Node)
        {
            node.Name = _names.Unique($"{label}{(node.Name.Length == 0 ? node.OpType : node.Name)}");
            foreach (AttributeProto attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                RenameNodes(attribute.G, label);
            }
        }
    }

    private string Constant(TensorProto tensor)
    {
        tensor.Name = _names.Unique("constant");
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private void Add(string operation, string[] inputs, string output, params AttributeProto[] attributes) =>
        _graph.Node.Add(new NodeProto
        {
            OpType = operation,
            Name = _names.Unique($"node/{output}"),
            Input = { inputs },
            Output = { output },
            Attribute = { attributes },
        });
}
