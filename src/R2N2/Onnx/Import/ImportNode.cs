using R2N2.Onnx.Format;
using AttributeType = R2N2.Onnx.Format.AttributeProto.Types.AttributeType;

namespace R2N2.Onnx;

/// <summary>A node of a graph that is being read: its operands and attributes, each of the kind that the operator asks for.</summary>
/// <param name="node">The node.</param>
/// <param name="values">What the names before it stand for.</param>
/// <param name="budget">What it may take.</param>
internal sealed class ImportNode(
    NodeProto node, IReadOnlyDictionary<string, ImportedValue> values, ImportBudget budget)
{
    /// <summary>What it may take.</summary>
    public ImportBudget Budget { get; } = budget;

    /// <summary>Moves elements.</summary>
    public TensorLayout Layout { get; } = new(budget);

    /// <summary>Multiplies and adds.</summary>
    public TensorAlgebra Algebra => field ??= new TensorAlgebra(Layout, Budget);

    /// <summary>How many operands the node names.</summary>
    public int Count => node.Input.Count;

    /// <summary>How many results the node names.</summary>
    public int Results => node.Output.Count;

    /// <summary>Whether an operand is there; operators have optional ones.</summary>
    public bool Has(int index) => index < node.Input.Count && node.Input[index].Length > 0;

    /// <summary>An operand of any kind. Lists of integers are read from one end to the other, so each time counts.</summary>
    public ImportedValue Value(int index)
    {
        ImportedValue value = Has(index) ? values[node.Input[index]] : throw new ArgumentException($"lacks its operand {index + 1}");
        Budget.Elements(value is ImportedIntegers integers ? integers.Values.Length : 0);
        return value;
    }

    /// <summary>A tensor of real numbers.</summary>
    public ImportedTensor Tensor(int index) => Value(index) as ImportedTensor
        ?? throw new ArgumentException($"has no real numbers as its operand {index + 1}, '{node.Input[index]}'");

    /// <summary>All operands, tensors of real numbers.</summary>
    public ImportedTensor[] Tensors() => Count > 0
        ? [.. Enumerable.Range(0, Count).Select(Tensor)]
        : throw new ArgumentException("has no operands");

    /// <summary>Integers that are known.</summary>
    public ImportedIntegers Integers(int index) => Value(index) as ImportedIntegers
        ?? throw new ArgumentException($"has as its operand {index + 1}, '{node.Input[index]}', something that is not known before f is evaluated");

    /// <summary>An integer attribute.</summary>
    public long Integer(string name, long otherwise) => Attribute(name, AttributeType.Int)?.I ?? otherwise;

    /// <summary>A real attribute.</summary>
    public double Real(string name, double otherwise) => Attribute(name, AttributeType.Float)?.F ?? otherwise;

    /// <summary>A list of integers, or null.</summary>
    public long[]? Integers(string name) => Attribute(name, AttributeType.Ints) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>A list of real numbers, or null.</summary>
    public double[]? Reals(string name) =>
        Attribute(name, AttributeType.Floats) is { } attribute ? [.. attribute.Floats.Select(value => (double)value)] : null;

    /// <summary>A text attribute.</summary>
    public string Text(string name, string otherwise) => Attribute(name, AttributeType.String)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>A stored tensor, or null.</summary>
    public TensorProto? Stored(string name) => Attribute(name, AttributeType.Tensor)?.T;

    /// <summary>Whether an attribute is there.</summary>
    public bool HasAttribute(string name) => node.Attribute.Any(attribute => attribute.Name == name);

    /// <summary>An integer attribute that must be within bounds, for lengths.</summary>
    public int Length(string name, int otherwise) => Integer(name, otherwise) is >= 1 and <= int.MaxValue and var length
        ? (int)length
        : throw new ArgumentException($"has an attribute '{name}' that is not at least 1");

    /// <summary>Axes as an attribute or, in later versions, as an operand; null where there are none.</summary>
    public long[]? Axes(int operand) =>
        Integers("axes") ?? (Has(operand) ? Integers(operand).Known() : null);

    private AttributeProto? Attribute(string name, AttributeType type)
    {
        AttributeProto? found = node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        return found is null || found.Type == type
            ? found
            : throw new ArgumentException($"has an attribute '{name}' of the kind {found.Type} instead of {type}");
    }
}
