using System.Collections.Frozen;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Reads what <see cref="FunctionText"/> wrote, and records it anew.</summary>
internal sealed class StoredFunction
{
    private static readonly FrozenDictionary<string, Primitive> _primitives = Enum.GetValues<Primitive>()
        .Where(primitive => primitive != Primitive.Input)
        .ToFrozenDictionary(primitive => primitive.ToString(), StringComparer.Ordinal);

    private readonly string[] _lines;
    private readonly int _body;
    private readonly GraphProto _graph;

    /// <summary>Reads the inputs.</summary>
    /// <param name="text">What <see cref="FunctionText.Write"/> gave.</param>
    /// <param name="graph">The graph of the same file.</param>
    /// <exception cref="FormatException">The text is not such a function.</exception>
    /// <exception cref="ArgumentException">An input's name or shape cannot be.</exception>
    public StoredFunction(string text, GraphProto graph)
    {
        _lines = text.Split('\n');
        _graph = graph;
        if (_lines[0] != FunctionText.Version)
        {
            throw new FormatException(
                $"the metadata entry '{MetadataKeys.Function}' has the version '{_lines[0]}'; this version of the library reads {FunctionText.Version}.");
        }

        List<Parameter> inputs = [];
        for (_body = 1; _body < _lines.Length; _body++)
        {
            FunctionTextLine line = new(_lines[_body], _body + 1);
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

    /// <summary>Reads f out of an exported file.</summary>
    /// <param name="entries">The file.</param>
    /// <param name="version">The version of the library that wrote it.</param>
    /// <param name="leadingInputs">How many inputs f has before the parameters.</param>
    /// <exception cref="OnnxFormatException">The file does without f.</exception>
    /// <exception cref="FormatException">The entry is not such a function.</exception>
    public static StoredFunction Of(MetadataReader entries, string version, int leadingInputs)
    {
        StoredFunction f = entries.Has(MetadataKeys.Function)
            ? new StoredFunction(entries.Entry(MetadataKeys.Function), entries.Model.Graph)
            : throw entries.Failure(
                $"was written by version {version} of the library in a form that does not hold f (no metadata entry "
                + $"'{MetadataKeys.Function}'); it runs, but cannot become a network again. Export the network with this version.");
        return f.Inputs.Count >= leadingInputs ? f : throw new FormatException(
            $"the metadata entry '{MetadataKeys.Function}' declares {f.Inputs.Count} inputs; there must be {leadingInputs}.");
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
            if (!values[i].Shape.Equals(Inputs[i].Shape))
            {
                throw new FormatException(
                    $"the metadata entry '{MetadataKeys.Function}' declares {Inputs[i]}; by the other entries it is a {values[i].Shape}.");
            }
        }

        for (int i = _body; i < _lines.Length; i++)
        {
            FunctionTextLine line = new(_lines[i], i + 1);
            if (line.TryTake(FunctionText.Return))
            {
                Expression result = Operand(values, ref line);
                return i == _lines.Length - 1 && line.IsEmpty ? result : throw line.Failure("is not the last, though it returns");
            }

            Expression value = Apply(values, ref line);
            line.RequireCountable(value.Shape);
            values.Add(value);
        }

        throw new FormatException($"the metadata entry '{MetadataKeys.Function}' ends without a result.");
    }

    private static Expression Operand(List<Expression> values, ref FunctionTextLine line)
    {
        int slot = line.Integer();
        return slot >= 0 && slot < values.Count
            ? values[slot]
            : throw line.Failure($"uses value {slot}; there are {values.Count} before it");
    }

    // How many operands a primitive takes; null for any number but none.
    private static int? Arity(Primitive primitive) => primitive switch
    {
        Primitive.Constant => 0,
        Primitive.Add or Primitive.Subtract or Primitive.Multiply or Primitive.Divide or Primitive.Pow => 2,
        Primitive.Min or Primitive.Max or Primitive.MatrixVector or Primitive.MatrixMatrix => 2,
        Primitive.SelectLess => 4,
        Primitive.Stack or Primitive.Concat => null,
        _ => 1,
    };

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

        if (operands.Count != (Arity(primitive) ?? Math.Max(1, operands.Count)))
        {
            throw line.Failure($"gives {primitive} {operands.Count} operands");
        }

        if (primitive == Primitive.Constant)
        {
            return Constant(ref line);
        }

        Expression node = Node(primitive, [.. operands], ref line);
        return line.IsEmpty
            ? PrimitiveDispatch.Apply(ExpressionReader.Instance, node, [.. operands], [.. Enumerable.Range(0, operands.Count)])
            : throw line.Failure($"has '{line.Rest}' at its end");
    }

    // A node that only says what is to be recorded; recording checks it.
    private static Expression Node(Primitive primitive, Expression[] operands, ref FunctionTextLine line) => primitive switch
    {
        Primitive.Broadcast or Primitive.Reshape => new(primitive, line.Shape(), operands),
        Primitive.Sum or Primitive.Concat => new(primitive, Shape.Scalar, new PrimitiveArguments(line.Integer()), operands),
        Primitive.Index => new(primitive, Shape.Scalar, new PrimitiveArguments(line.Integer(), line.Integer()), operands),
        Primitive.Slice => new(
            primitive, Shape.Scalar, new PrimitiveArguments(line.Integer(), line.Integer(), line.Integer()), operands),
        _ => new(primitive, Shape.Scalar, operands),
    };

    private Expression Constant(ref FunctionTextLine line)
    {
        Shape shape = line.Shape();
        if (line.Rest.StartsWith('@'))
        {
            string name = FunctionText.Unescape(line.Rest[1..]);
            TensorProto tensor = _graph.Initializer.FirstOrDefault(tensor => tensor.Name == name && TensorData.IsReal(tensor))
                ?? throw line.Failure($"refers to the initialiser '{name}', which the graph lacks");
            return Expression.Constant(TensorData.Reals(tensor), shape);
        }

        List<double> numbers = [];
        while (!line.IsEmpty)
        {
            numbers.Add(line.Number());
        }

        return Expression.Constant([.. numbers], shape);
    }
}
