using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Reads the graph of an ONNX file as an expression for one instance.</summary>
internal sealed class OnnxImport
{
    private const int OldestOperatorSet = 13;
    private const int NewestOperatorSet = 21;

    private readonly string _source;
    private readonly GraphProto _graph;
    private readonly ImportBudget _budget;
    private readonly Dictionary<string, ImportedValue> _values = new(StringComparer.Ordinal);
    private readonly List<Expression> _inputs = [];
    private bool _batched;

    private OnnxImport(ModelProto model, string source, int length)
    {
        _source = source;
        _graph = model.Graph;
        _budget = new ImportBudget(source, length);
        long operatorSet = model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 0;
        if (operatorSet is < OldestOperatorSet or > NewestOperatorSet)
        {
            throw new OnnxFormatException(
                $"{source} uses the ONNX operator set {operatorSet}; the sets {OldestOperatorSet} to {NewestOperatorSet} can be read. "
                + "Export it with one of them (in PyTorch: opset_version=17).");
        }
    }

    /// <summary>Reads a function.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The function's name; the graph's if null.</param>
    /// <param name="output">The output to read; null for the only one.</param>
    /// <exception cref="OnnxFormatException">The file cannot be read as a function of one instance.</exception>
    public static RecordedFunction Read(OnnxFile file, string? name, string? output)
    {
        if (file.Model.MetadataProps.Any(entry => entry.Key == MetadataKeys.Format))
        {
            throw new OnnxFormatException(
                $"{file.Source} is a whole solver or integrator that this library exported, not an f. R2N2Network.Load or "
                + "R2N2Integrator.Load gives it back, its family and f included.");
        }

        OnnxImport import = new(file.Model, file.Source, file.Bytes.Length);
        try
        {
            return import.Read(name ?? (string.IsNullOrWhiteSpace(import._graph.Name) ? "f" : import._graph.Name), output);
        }
        catch (Exception reason) when (reason is ArgumentException or OverflowException)
        {
            throw new OnnxFormatException($"{file.Source} cannot be read as f: {reason.Message}", reason);
        }
    }

    private RecordedFunction Read(string name, string? output)
    {
        string result = Output(output);
        List<NodeProto> needed = Needed(result, out HashSet<string> names);
        foreach (TensorProto tensor in _graph.Initializer.Where(tensor => names.Contains(tensor.Name)))
        {
            _values.Add(tensor.Name, Attempt($"the initialiser '{tensor.Name}'", () => ConstantOperators.Stored(tensor, _budget)));
        }

        ReadInputs();
        foreach (NodeProto node in needed)
        {
            Read(node);
        }

        ImportedTensor value = _values[result] as ImportedTensor ?? throw Failure($"the output '{result}' is not a tensor of real numbers");
        if (_batched && (value.Batch != 0 || value.Dims[0] != 1))
        {
            throw Failure($"the output '{result}' does not have the batch axis, and nothing else, as its first one");
        }

        return new RecordedFunction(name, _inputs, [value.Data]);
    }

    private string Output(string? output)
    {
        string[] all = [.. _graph.Output.Select(candidate => candidate.Name)];
        return output is null
            ? all.Length == 1 ? all[0] : throw Failure($"there are {all.Length} outputs ({string.Join(", ", all)}); name the one that is f")
            : all.Contains(output) ? output : throw Failure($"there is no output '{output}'; there are {string.Join(", ", all)}");
    }

    // The nodes that an output needs, in order, and the names that they use.
    private List<NodeProto> Needed(string output, out HashSet<string> names)
    {
        names = [output];
        List<NodeProto> nodes = [];
        foreach (NodeProto node in _graph.Node.Reverse())
        {
            if (node.Output.Any(names.Contains))
            {
                nodes.Add(node);
                names.UnionWith(node.Input);
            }
        }

        nodes.Reverse();
        return nodes;
    }

    private void ReadInputs()
    {
        HashSet<string> stored = [.. _graph.Initializer.Select(tensor => tensor.Name)];
        ValueInfoProto[] inputs = [.. _graph.Input.Where(input => !stored.Contains(input.Name))];
        ImportedInput[] declared = [.. inputs.Select(input => Attempt($"the input '{input.Name}'", () => new ImportedInput(input)))];
        _batched = declared.Any(input => input.HasFreeAxis);
        bool ofOne = !_batched && declared.Length > 0 && declared[0].Rank > 1;
        foreach (ImportedInput input in declared)
        {
            (Expression value, ImportedTensor tensor) = Attempt(
                $"the input '{input.Name}'", () => input.Record(ofOne, _budget));
            _inputs.Add(value);
            _values.Add(input.Name, tensor);
        }
    }

    private void Read(NodeProto proto)
    {
        ImportNode node = new(proto, _values, _budget);
        ImportedValue[] results = Attempt(
            $"the node '{proto.Name}' ({proto.OpType})", () => Folded(proto, node, OperatorTable.Read(proto.OpType, proto.Domain, node)));
        if (proto.Output.Skip(results.Length).Any(name => name.Length > 0))
        {
            throw Failure($"the node '{proto.Name}' ({proto.OpType}) names {proto.Output.Count} results; {results.Length} can be read");
        }

        foreach ((string name, ImportedValue value) in proto.Output.Zip(results).Where(result => result.First.Length > 0))
        {
            _values.Add(name, value);
        }
    }

    // What follows from constants alone is a constant.
    private ImportedValue[] Folded(NodeProto proto, ImportNode node, ImportedValue[] results)
    {
        bool constant = proto.Input.Where(name => name.Length > 0).All(name => _values[name] is ImportedIntegers or ImportedTensor { IsConstant: true });
        return !constant ? results : Array.ConvertAll(results, result => result is ImportedTensor { IsConstant: false } tensor
            ? tensor with { Data = node.Layout.Fold(tensor.Data) }
            : result);
    }

    private T Attempt<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception reason) when (reason is ArgumentException or OverflowException)
        {
            throw Failure($"{what} {reason.Message}", reason);
        }
    }

    private OnnxFormatException Failure(string what, Exception? reason = null) => new($"{_source} cannot be read as f: {what}.", reason);
}
