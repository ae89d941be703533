using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Constants, and conversions between types.</summary>
internal static class ConstantOperators
{
    private static readonly TensorProto.Types.DataType[] _reals =
        [TensorProto.Types.DataType.Float, TensorProto.Types.DataType.Double, TensorProto.Types.DataType.Float16];

    /// <summary>All of them by name.</summary>
    public static IEnumerable<(string Name, Func<ImportNode, ImportedValue> Read)> All { get; } =
    [
        ("Constant", Constant),
        ("ConstantOfShape", ConstantOfShape),
        ("Identity", node => node.Value(0)),
        ("Cast", Cast),
    ];

    /// <summary>A stored tensor.</summary>
    public static ImportedValue Stored(TensorProto tensor, ImportBudget budget)
    {
        int[] dims = [.. tensor.Dims.Select(length => checked((int)length))];
        if (TensorData.IsWhole(tensor))
        {
            long[] values = TensorData.Wholes(tensor);
            budget.Elements(values.Length);
            return new ImportedIntegers(Array.ConvertAll(values, value => new ImportedLength(value)), dims);
        }

        if (!TensorData.IsReal(tensor))
        {
            throw new ArgumentException($"has elements of the ONNX type {tensor.DataType}; real numbers, integers and truth values can be read");
        }

        budget.Elements(budget.Size(dims));
        return Numbers(TensorData.Reals(tensor), dims);
    }

    /// <summary>Integers as real numbers.</summary>
    public static ImportedTensor AsTensor(ImportNode node, ImportedIntegers values)
    {
        node.Budget.Elements(node.Budget.Size(values.Dims));
        return Numbers(Array.ConvertAll(values.Known(), value => (double)value), values.Dims);
    }

    private static ImportedTensor Numbers(double[] values, int[] dims)
    {
        int[] longer = [.. dims.Where(length => length > 1)];
        return new(Expression.Constant(values, longer.Length <= 2 ? Shape.Of(longer) : Shape.Vector(values.Length)), dims);
    }

    private static ImportedValue Constant(ImportNode node)
    {
        if (node.Stored("value") is { } tensor)
        {
            return Stored(tensor, node.Budget);
        }

        if (node.HasAttribute("value_float"))
        {
            return ImportedTensor.Number(node.Real("value_float", 0));
        }

        if (node.Reals("value_floats") is { Length: > 0 } reals)
        {
            return Numbers(reals, [reals.Length]);
        }

        if (node.HasAttribute("value_int"))
        {
            return new ImportedIntegers([new ImportedLength(node.Integer("value_int", 0))], []);
        }

        return node.Integers("value_ints") is { } integers
            ? ImportedIntegers.Vector(integers.Select(value => new ImportedLength(value)))
            : throw new ArgumentException("holds no number, list of numbers or tensor of numbers");
    }

    private static ImportedValue ConstantOfShape(ImportNode node)
    {
        (int[] dims, int batch) = ShapeOperators.Target(node.Integers(0));
        int size = node.Budget.Size(dims);
        node.Budget.Elements(size);
        ImportedValue value = node.Stored("value") is { } tensor ? Stored(tensor, node.Budget) : ImportedTensor.Number(0);
        return value switch
        {
            ImportedIntegers { Values.Length: 1 } integer when batch < 0 =>
                new ImportedIntegers([.. Enumerable.Repeat(integer.Values[0], size)], dims),
            ImportedTensor { Size: 1 } number => new ImportedTensor(
                Expression.Constant([.. Enumerable.Repeat(number.Data.Values[0], size)], Shape.Vector(size)), dims, batch),
            _ => throw new ArgumentException("repeats something other than one number, or integers for every instance"),
        };
    }

    private static ImportedValue Cast(ImportNode node)
    {
        var target = (TensorProto.Types.DataType)node.Integer("to", 0);
        return (node.Value(0), _reals.Contains(target)) switch
        {
            (ImportedTensor tensor, true) => tensor,
            (ImportedIntegers integers, true) => AsTensor(node, integers),
            (ImportedCondition condition, true) => LogicOperators.AsNumbers(node, condition),
            (ImportedIntegers integers, false) when target == TensorProto.Types.DataType.Bool =>
                integers with { Values = Array.ConvertAll(integers.Values, value => new ImportedLength(value.Known() == 0 ? 0 : 1)) },
            (ImportedIntegers integers, false) => integers,
            (ImportedCondition condition, false) when target == TensorProto.Types.DataType.Bool => condition,
            _ => throw new ArgumentException($"makes whole numbers (ONNX type {(int)target}) of real ones, which has no derivative"),
        };
    }
}
