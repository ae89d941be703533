using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// Writes a model's nodes. A node lands in the innermost graph that one of its inputs belongs to, so that what does
/// not depend on a loop's variables is computed once, outside it; equal nodes are written once.
/// </summary>
/// <param name="precision">The floating-point type.</param>
internal sealed class OnnxBuilder(OnnxPrecision precision)
{
    // Below that, a node takes as many bytes as the numbers.
    private const int SmallestFilling = 64;

    private readonly Dictionary<string, OnnxGraph> _homes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _known = new(StringComparer.Ordinal);
    private Branch? _branch;

    /// <summary>The names taken.</summary>
    public OnnxNames Names { get; } = new();

    /// <summary>How iterations within a function stand.</summary>
    public IterationForm Form { get; init; }

    /// <summary>The main graph.</summary>
    public OnnxGraph Root { get; } = new(null);

    /// <summary>The constants; they belong to the main graph, and inner graphs see them.</summary>
    public OnnxConstants Constants { get; } = new(precision);

    /// <summary>The relative spacing of its floating-point numbers.</summary>
    public double Resolution => precision.Resolution();

    /// <summary>A node with one result.</summary>
    /// <param name="operation">The ONNX operator.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of the result.</returns>
    public string Emit(string operation, string[] inputs, params AttributeProto[] attributes)
    {
        if (Constants.Known.LooksNeutral(operation, inputs))
        {
            return EmitUnmistakably(operation, inputs[0], inputs[1]);
        }

        string key = string.Join('\n', [operation, .. inputs, .. attributes.Select(OnnxAttribute.Key)]);
        return Once(key, () =>
        {
            string name = Names.InScope(operation);
            Add(Home(inputs), operation, name, inputs, [name], attributes);
            Constants.Known.AddResult(name, operation, inputs);
            return [name];
        })[0];
    }

    /// <summary>What is asked for again by the same key is written once, where it is seen from there.</summary>
    /// <param name="key">Tells one thing from another.</param>
    /// <param name="write">Writes it; its results are of one graph.</param>
    /// <returns>The names of the results.</returns>
    public string[] Once(string key, Func<string[]> write)
    {
        if (!_known.TryGetValue(key, out string[]? results))
        {
            results = write();
            _known.Add(key, results);
            if (_branch is not null && _homes[results[0]] == _branch.Graph)
            {
                _branch.Keys.Add(key);
            }
        }

        return results;
    }

    /// <summary>
    /// Says which axes a value has where ONNX Runtime cannot infer it. Otherwise it makes up a name for the length, and further
    /// ones wherever that meets another: files with thousands of nodes then load ten times as slowly.
    /// </summary>
    /// <param name="value">A value that a node computes.</param>
    /// <returns>The same value.</returns>
    public OnnxValue Declare(OnnxValue value)
    {
        OnnxGraph home = _homes[value.Name];
        if (home.Declared.Add(value.Name))
        {
            home.Format.ValueInfo.Add(OnnxModel.Tensor(value.Name, Constants.FloatType, value.Batch, value.Shape));
        }

        return value;
    }

    /// <summary>One number everywhere: stored once where that is shorter, and repeated when the model is loaded.</summary>
    /// <param name="number">The number.</param>
    /// <param name="shape">The shape.</param>
    public string Filled(double number, Shape shape) => shape.Size < SmallestFilling
        ? Constants.Float([.. Enumerable.Repeat(number, shape.Size)], shape)
        : Emit("Expand", [Constants.Float([number], Shape.Scalar), Constants.Integers([.. shape.Dimensions.ToArray()])]);

    /// <summary>Sums over axes, which disappear.</summary>
    /// <param name="value">What is summed.</param>
    /// <param name="axes">
    /// The axes counted from the first: those counted from the last, ONNX Runtime (1.31) gets wrong for a batch of no rows.
    /// </param>
    public string Sum(string value, params long[] axes) =>
        Emit("ReduceSum", [value, Constants.Integers(axes)], OnnxAttribute.Of("keepdims", 0));

    /// <summary>A node with named results, in a given graph.</summary>
    public string[] Add(
        OnnxGraph home, string operation, string name, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        home.Format.Node.Add(new NodeProto
        {
            OpType = operation,
            Name = name,
            Input = { inputs },
            Output = { outputs },
            Attribute = { attributes },
        });
        foreach (string output in outputs)
        {
            _homes.Add(output, home);
            home.Results.Add(output);
        }

        return outputs;
    }

    /// <summary>Declares an input of a graph.</summary>
    public void AddInput(OnnxGraph graph, ValueInfoProto input)
    {
        graph.Format.Input.Add(input);
        _homes.Add(input.Name, graph);
    }

    /// <summary>Gives a value the name of a result of the main graph.</summary>
    public void AddOutput(string value, ValueInfoProto output)
    {
        Add(Root, "Identity", Names.Unique($"return/{output.Name}"), [value], [output.Name]);
        Root.Format.Output.Add(output);
    }

    /// <summary>
    /// Writes a branch of an If: what depends on no more than a surrounding graph sees lands in the branch all the same, so
    /// that it is computed only there. Only what is computed outside the outermost one's graph anyway stays outside.
    /// </summary>
    /// <param name="home">The graph that the If belongs to.</param>
    /// <param name="write">Writes the nodes of the branch.</param>
    public T Within<T>(OnnxGraph home, Func<OnnxGraph, T> write)
    {
        Branch? outer = _branch;
        _branch = new Branch(new OnnxGraph(home), outer?.Floor ?? home.Depth, []);
        try
        {
            return write(_branch.Graph);
        }
        finally
        {
            _branch.Keys.ForEach(key => _known.Remove(key));
            _branch = outer;
        }
    }

    /// <summary>The graph in which a node with such inputs lands.</summary>
    public OnnxGraph Home(params string[] inputs)
    {
        OnnxGraph home = Root;
        foreach (string input in inputs)
        {
            if (_homes.TryGetValue(input, out OnnxGraph? graph) && graph.Depth > home.Depth)
            {
                home = graph;
            }
        }

        return _branch is not null && home.Depth >= _branch.Floor && !home.IsWithin(_branch.Graph) ? _branch.Graph : home;
    }

    /// <summary>The value as a result of a graph: itself where a node of that graph computes it, a copy otherwise.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">A value that the graph sees.</param>
    /// <param name="label">What a copy is called.</param>
    public string Own(OnnxGraph graph, string value, string label)
    {
        if (graph.Results.Contains(value) && graph.Format.Output.All(output => output.Name != value))
        {
            return value;
        }

        string copy = Names.InScope(label);
        return Add(graph, "Identity", copy, [value], [copy])[0];
    }

    // Exactly the same in a form that is not taken for x + 0, x - 0, x · 1 or x / 1.
    private string EmitUnmistakably(string operation, string left, string right) => operation switch
    {
        "Add" => Emit("Sum", [left, right]),
        "Sub" => Emit("Sum", [left, Emit("Neg", [right])]),
        _ => Emit(operation, [Emit("Neg", [left]), Emit("Neg", [right])]),
    };

    // The branch of an If that is being written, the depth from which nodes belong to it, and its nodes by their keys.
    private sealed record Branch(OnnxGraph Graph, int Floor, List<string> Keys);
}
