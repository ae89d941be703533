using System.Collections.Frozen;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Reads what <see cref="FunctionText"/> wrote, and records it anew.</summary>
internal sealed class StoredFunction
{
    private static readonly FrozenDictionary<string, Primitive> _primitives = Enum.GetValues<Primitive>()
        .Where(primitive => primitive != Primitive.Input)
        .ToFrozenDictionary(primitive => primitive.ToString(), StringComparer.Ordinal);

    private readonly string _key;
    private readonly string[] _lines;
    private readonly int _body;
    private readonly Dictionary<string, Expression> _stored = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, TensorProto>> _graph;
    private readonly StoredMatrices _matrices;

    /// <summary>Reads the inputs.</summary>
    /// <param name="key">The metadata entry that it is, for messages.</param>
    /// <param name="text">What <see cref="FunctionText.Write"/> gave.</param>
    /// <param name="graph">The graph of the same file.</param>
    /// <exception cref="FormatException">The text is not such a function.</exception>
    /// <exception cref="ArgumentException">An input's name or shape cannot be.</exception>
    public StoredFunction(string key, string text, GraphProto graph)
    {
        _key = key;
        _lines = text.Split('\n');
        _graph = new(() => graph.Initializer.Where(TensorData.IsReal).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal));
        _matrices = new(graph, Stored);
        if (_lines[0] != FunctionText.Version)
        {
            throw new FormatException(
                $"the metadata entry '{_key}' has the version '{_lines[0]}'; this version of the library reads {FunctionText.Version}.");
        }

        List<Parameter> inputs = [];
        for (_body = 1; _body < _lines.Length; _body++)
        {
            FunctionTextLine line = new(_key, _lines[_body], _body + 1);
            if (!line.TryTake(FunctionText.Input))
            {
                break;
            }

            Shape shape = line.Shape();
            inputs.Add(new Parameter(FunctionText.Unescape(line.Rest), shape));
        }

        Inputs = inputs;
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>The inputs that are parameters of a family.</summary>
    /// <param name="leading">The shapes of those before them.</param>
    /// <exception cref="FormatException">The inputs before them have other shapes.</exception>
    public IEnumerable<Parameter> Parameters(params IReadOnlyList<Shape> leading)
    {
        if (Inputs.Count < leading.Count)
        {
            throw new FormatException(
                $"the metadata entry '{_key}' declares {Inputs.Count} inputs; there must be {leading.Count}.");
        }

        for (int i = 0; i < leading.Count; i++)
        {
            RequireShape(i, leading[i]);
        }

        return Inputs.Skip(leading.Count);
    }

    /// <summary>Records the function over given inputs.</summary>
    /// <param name="inputs">One for each of <see cref="Inputs"/>, of its shape.</param>
    /// <returns>The output.</returns>
    /// <exception cref="FormatException">The text is not such a function.</exception>
    /// <exception cref="ArgumentException">Shapes do not go together.</exception>
    public Expression Record(IEnumerable<Expression> inputs)
    {
        List<Expression> values = [.. inputs];
        for (int i = 0; i < values.Count; i++)
        {
            RequireShape(i, values[i].Shape);
        }

        for (int i = _body; i < _lines.Length; i++)
        {
            FunctionTextLine line = new(_key, _lines[i], i + 1);
            if (line.TryTake(FunctionText.Return))
            {
                Expression result = Operand(values, ref line);
                return i == _lines.Length - 1 && line.IsEmpty ? result : throw line.Failure("is not the last, though it returns");
            }

            Expression value = Apply(values, ref line);
            line.RequireCountable(value.Shape);
            values.Add(value);
        }

        throw new FormatException($"the metadata entry '{_key}' ends without a result.");
    }

    private void RequireShape(int input, Shape shape)
    {
        if (!Inputs[input].Shape.Equals(shape))
        {
            throw new FormatException(
                $"the metadata entry '{_key}' declares {Inputs[input]}; by the other entries it is a {shape}.");
        }
    }

    private static Expression Operand(List<Expression> values, ref FunctionTextLine line)
    {
        int slot = line.Integer();
        return slot >= 0 && slot < values.Count
            ? values[slot]
            : throw line.Failure($"uses value {slot}; there are {values.Count} before it");
    }

    private Expression Apply(List<Expression> values, ref FunctionTextLine line)
    {
        ReadOnlySpan<char> word = line.Word();
        if (!_primitives.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out Primitive primitive))
        {
            throw line.Failure($"has '{word}', which is not a primitive");
        }

        List<Expression> operands = [];
        while (!line.IsEmpty && !line.TryTake(":"))
        {
            operands.Add(Operand(values, ref line));
        }

        var form = PrimitiveText.Of(primitive);
        if (operands.Count != (form.Operands ?? Math.Max(1, operands.Count)))
        {
            throw line.Failure($"gives {primitive} {operands.Count} operands");
        }

        if (primitive == Primitive.Constant)
        {
            return Constant(ref line);
        }

        Expression node = Node(primitive, form.Arguments, [.. operands], ref line);
        return line.IsEmpty
            ? PrimitiveDispatch.Apply(ExpressionReader.Instance, node, [.. operands], [.. Enumerable.Range(0, operands.Count)])
            : throw line.Failure($"has '{line.Rest}' at its end");
    }

    // A node that only says what is to be recorded; recording checks it.
    private Expression Node(Primitive primitive, TextArguments arguments, Expression[] operands, ref FunctionTextLine line)
    {
        (Shape shape, PrimitiveArguments with) = arguments switch
        {
            TextArguments.None or TextArguments.Numbers => (Shape.Scalar, default),
            TextArguments.Shape => (line.Shape(), default),
            TextArguments.Matrix => (Shape.Scalar, new PrimitiveArguments(Matrix: _matrices.Read(ref line))),
            TextArguments.Axis => (Shape.Scalar, new PrimitiveArguments(line.Integer())),
            TextArguments.AxisAndIndex => (Shape.Scalar, new PrimitiveArguments(line.Integer(), line.Integer())),
            TextArguments.AxisAndRange => (Shape.Scalar, new PrimitiveArguments(line.Integer(), line.Integer(), line.Integer())),
        };
        return new Expression(primitive, shape, with, operands);
    }

    private Expression Constant(ref FunctionTextLine line)
    {
        Shape shape = line.Shape();
        if (line.Rest.StartsWith('@'))
        {
            string name = FunctionText.Unescape(line.Rest[1..]);
            Expression constant = Stored(name) ?? throw line.Failure($"refers to the initialiser '{name}', which the graph lacks");
            return constant.Shape.Equals(shape)
                ? constant
                : throw line.Failure($"refers to the initialiser '{name}' as a {shape}; it is a {constant.Shape}");
        }

        List<double> numbers = [];
        while (!line.IsEmpty)
        {
            numbers.Add(line.Number());
        }

        return Expression.Constant([.. numbers], shape);
    }

    // Once for all lines that refer to it.
    private Expression? Stored(string name)
    {
        if (!_stored.TryGetValue(name, out Expression? constant) && _graph.Value.TryGetValue(name, out TensorProto? tensor))
        {
            constant = Expression.Constant(TensorData.Reals(tensor), Shape.Of([.. tensor.Dims.Select(length => checked((int)length))]));
            _stored.Add(name, constant);
        }

        return constant;
    }
}
