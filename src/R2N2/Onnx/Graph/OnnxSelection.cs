namespace R2N2.Onnx;

/// <summary>
/// Writes choices between values. Expressions have truth values as the numbers 0 and 1; where one is only chosen by, it stays a
/// truth value in the graph, and And, Or, Not combine them: a Where costs three passes over its operands.
/// </summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxSelection(OnnxBuilder builder)
{
    private static readonly long _zero = BitConverter.DoubleToInt64Bits(0);
    private static readonly long _one = BitConverter.DoubleToInt64Bits(1);

    /// <summary><paramref name="less"/> where left is below right, else <paramref name="otherwise"/>.</summary>
    public OnnxValue SelectLess(OnnxValue left, OnnxValue right, OnnxValue less, OnnxValue otherwise)
    {
        bool decided = left.Truth is not null && right.IsBareScalar && right.Constant is [0.5];
        OnnxValue condition = decided ? left with { Name = left.Truth! } : Write("Less", left, right);
        (OnnxValue then, OnnxValue or) = decided ? (otherwise, less) : (less, otherwise);
        return Combine(condition, then, or) is not { } truth
            ? Choose(condition, then, or)
            : truth with
            {
                Name = builder.Emit("Cast", [truth.Name], OnnxAttribute.Of("to", (long)builder.Constants.FloatType)),
                Truth = truth.Name,
            };
    }

    /// <summary>The name of the truth values that numbers 0 and 1 stand for.</summary>
    public string Truth(OnnxValue value) =>
        value.Truth ?? Write("Less", new OnnxValue(builder.Constants.Float([0.5], Shape.Scalar), Shape.Scalar, BatchAxes.None), value).Name;

    // A choice between truth values, as one; null where the values are other numbers.
    private OnnxValue? Combine(OnnxValue condition, OnnxValue then, OnnxValue otherwise) => (Kind(then), Kind(otherwise)) switch
    {
        (TruthKind.True, TruthKind.False) => condition,
        (TruthKind.False, TruthKind.True) => Not(condition),
        (TruthKind.Computed, TruthKind.False) => And(condition, then),
        (TruthKind.False, TruthKind.Computed) => And(Not(condition), otherwise),
        (TruthKind.True, TruthKind.Computed) => Or(condition, otherwise),
        (TruthKind.Computed, TruthKind.True) => Or(Not(condition), then),
        _ => null,
    };

    // With a choice for each whole instance, a Where goes through the batch row by row: slow, unless rows are long. Where control flow
    // is anyway, the rows that choose the second value are put into the first one, at the cost of as many as they are.
    private OnnxValue Choose(OnnxValue condition, OnnxValue then, OnnxValue otherwise)
    {
        bool byRows = condition.InstanceTruth is not null && IsWhole(then) && IsWhole(otherwise)
            && builder.Home(condition.Name, then.Name, otherwise.Name) != builder.Root;
        return byRows
            ? OnnxRows.Replace(builder, then, builder.Emit("Not", [condition.InstanceTruth!]), otherwise)
            : Write("Where", condition, then, otherwise);
    }

    private static bool IsWhole(OnnxValue value) => value is { IsUniform: false, Batch.Count: 1, Shape.Rank: > 0 };

    private OnnxValue Not(OnnxValue truth) => Write("Not", truth);

    private OnnxValue And(OnnxValue truth, OnnxValue other) => Write("And", truth, other with { Name = other.Truth! });

    private OnnxValue Or(OnnxValue truth, OnnxValue other) => Write("Or", truth, other with { Name = other.Truth! });

    private OnnxValue Write(string operation, params OnnxValue[] operands)
    {
        (Shape shape, BatchAxes batch, bool uniform) = OnnxBroadcast.Elementwise(operation, operands);
        string name = builder.Emit(operation, [.. operands.Select(operand => operand.Name)]);
        return new OnnxValue(name, shape, batch) { IsUniform = uniform };
    }

    private static TruthKind Kind(OnnxValue value)
    {
        if (value.Truth is not null)
        {
            return TruthKind.Computed;
        }

        long? bits = value is { IsBareScalar: true, Constant: [double number] } ? BitConverter.DoubleToInt64Bits(number) : null;
        return bits == _zero ? TruthKind.False : bits == _one ? TruthKind.True : TruthKind.None;
    }

    private enum TruthKind
    {
        None,
        False,
        True,
        Computed,
    }
}
