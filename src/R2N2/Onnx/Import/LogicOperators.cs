namespace R2N2.Onnx;

/// <summary>Comparisons, and the choice by them.</summary>
internal static class LogicOperators
{
    /// <summary>All of them by name.</summary>
    public static IEnumerable<(string Name, Func<ImportNode, ImportedValue> Read)> All { get; } =
    [
        ("Less", node => new ImportedCondition(node.Tensor(0), node.Tensor(1))),
        ("Greater", node => new ImportedCondition(node.Tensor(1), node.Tensor(0))),
        ("LessOrEqual", node => LessOrEqual(node, 0, 1)),
        ("GreaterOrEqual", node => LessOrEqual(node, 1, 0)),
        ("Not", node => IsSet(node.Layout.Combine(x => 1 - x[0], Mask(node, 0)))),
        ("And", node => IsSet(node.Layout.Combine(x => Expression.Min(x[0], x[1]), Mask(node, 0), Mask(node, 1)))),
        ("Or", node => IsSet(node.Layout.Combine(x => Expression.Max(x[0], x[1]), Mask(node, 0), Mask(node, 1)))),
        ("Equal", Equal),
        ("Where", Where),
    ];

    /// <summary>Truth values as 0 and 1.</summary>
    public static ImportedTensor AsNumbers(ImportNode node, ImportedCondition condition) => node.Layout.Combine(
        x => Expression.SelectLess(x[0], x[1], 1, 0), condition.Left, condition.Right);

    private static ImportedCondition IsSet(ImportedTensor mask) => new(ImportedTensor.Number(0.5), mask);

    private static ImportedTensor Mask(ImportNode node, int operand) => node.Value(operand) switch
    {
        ImportedCondition condition => AsNumbers(node, condition),
        ImportedIntegers known => ConstantOperators.AsTensor(node, known),
        _ => throw new ArgumentException($"has no truth values as its operand {operand + 1}"),
    };

    // Neither less nor greater: equal, unless one is not a number; then the sum is none either.
    private static ImportedCondition LessOrEqual(ImportNode node, int left, int right) => IsSet(node.Layout.Combine(
        x => Expression.SelectLess(x[0], x[1], 1, Expression.SelectLess(x[1], x[0], 0, IsNumber(x[0] + x[1]))),
        node.Tensor(left),
        node.Tensor(right)));

    private static Expression IsNumber(Expression x) => Expression.SelectLess(x, 0, 1, Expression.SelectLess(-1, x, 1, 0));

    // Exporters compare shapes with -1 before they expand.
    private static ImportedIntegers Equal(ImportNode node) => ShapeOperators.Combine(node.Integers(0), node.Integers(1), (a, b) =>
        new ImportedLength(a == b ? 1 : (a.IsBatch && b.Value < 0) || (b.IsBatch && a.Value < 0) ? 0 : a.Known() == b.Known() ? 1 : 0));

    private static ImportedValue Where(ImportNode node)
    {
        if (node.Value(0) is ImportedIntegers known && node.Value(1) is ImportedIntegers then && node.Value(2) is ImportedIntegers otherwise)
        {
            ImportedIntegers longest = new[] { known, then, otherwise }.MaxBy(list => list.Values.Length)!;
            return new ImportedIntegers(
                [.. Enumerable.Range(0, longest.Values.Length).Select(i => At(known, i).Known() != 0 ? At(then, i) : At(otherwise, i))],
                longest.Dims);
        }

        ImportedCondition condition = node.Value(0) as ImportedCondition ?? IsSet(Mask(node, 0));
        return node.Layout.Combine(
            x => Expression.SelectLess(x[0], x[1], x[2], x[3]), condition.Left, condition.Right, node.Tensor(1), node.Tensor(2));
    }

    private static ImportedLength At(ImportedIntegers values, int index) => values.Values.Length == 1
        ? values.Values[0]
        : index < values.Values.Length ? values.Values[index] : throw new ArgumentException("chooses among lists of different lengths");
}
