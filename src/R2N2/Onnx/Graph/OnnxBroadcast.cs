namespace R2N2.Onnx;

/// <summary>Brings values to common axes where ONNX does not do so by itself.</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxBroadcast(OnnxBuilder builder)
{
    /// <summary>What an elementwise operator makes of its operands; ONNX itself aligns their axes at the last one.</summary>
    public static (Shape Shape, BatchAxes Batch, bool IsUniform) Elementwise(string operation, OnnxValue[] operands)
    {
        Shape shape = operands.Select(operand => operand.Shape).MaxBy(candidate => candidate.Rank)!;
        foreach (OnnxValue operand in operands)
        {
            if (!operand.IsBareScalar && !operand.Shape.Equals(shape))
            {
                throw ExpressionReader.Mismatch(operation, shape, operand.Shape, "the shapes must be equal, or one a constant scalar");
            }
        }

        return (
            shape,
            operands.Select(operand => operand.Batch).Aggregate(BatchAxes.Join),
            shape.Rank > 0 && operands.All(operand => operand.IsUniform || operand.IsBareScalar));
    }

    /// <summary>One number for every element of a shape, without storing it more than once.</summary>
    public OnnxValue Repeat(OnnxValue scalar, Shape shape)
    {
        if (scalar.IsBareScalar)
        {
            return new OnnxValue(scalar.Name, shape, BatchAxes.None) { IsUniform = true };
        }

        long[] axes = [.. Enumerable.Range(-shape.Rank, shape.Rank).Select(axis => (long)axis)];
        string Unsqueeze(string value) => builder.Emit("Unsqueeze", [value, builder.Constants.Integers(axes)]);

        return new OnnxValue(Unsqueeze(scalar.Name), shape, scalar.Batch)
        {
            IsUniform = true,
            Truth = scalar.Truth is null ? null : Unsqueeze(scalar.Truth),
            InstanceTruth = scalar.Batch.Count == 1 ? scalar.Truth : null,
        };
    }

    /// <summary>The value with its instance axes in full length.</summary>
    public OnnxValue Materialize(OnnxValue value)
    {
        if (!value.IsUniform)
        {
            return value;
        }

        long[] dimensions = [.. value.Shape.Dimensions.ToArray()];
        string name = builder.Emit("Expand", [value.Name, builder.Constants.Integers(dimensions)]);
        return new OnnxValue(name, value.Shape, value.Batch);
    }

    /// <summary>The values, their instance axes in full length, with the batch axes of all of them.</summary>
    public OnnxValue[] Align(IReadOnlyList<OnnxValue> values)
    {
        OnnxValue[] full = [.. values.Select(Materialize)];
        BatchAxes batch = full.Select(value => value.Batch).Aggregate(BatchAxes.Join);

        // One value that has all axes tells their lengths; without one, each tells its own part.
        OnnxValue? complete = full.FirstOrDefault(value => value.Batch.Equals(batch));
        OnnxValue[] examples = complete is not null ? [complete] : [.. full.DistinctBy(value => value.Batch)];
        return [.. full.Select(value => value.Batch.Equals(batch)
            ? value
            : examples.Where(example => !example.Batch.Equals(value.Batch)).Aggregate(value, ExpandLike))];
    }

    /// <summary>The value with its instance axes in full length and the batch axes of another.</summary>
    public OnnxValue Complete(OnnxValue value, OnnxValue like)
    {
        value = Materialize(value);
        return value.Batch.Equals(like.Batch) || like.Batch.Count == 0 ? value : builder.Declare(ExpandLike(value, like));
    }

    /// <summary>One number, with the batch axes of another value and for all its elements.</summary>
    public OnnxValue OverBatch(OnnxValue value, OnnxValue like)
    {
        OnnxValue expanded = ExpandLike(value, like) with { IsUniform = value.IsUniform };
        return expanded.Shape.Equals(like.Shape) ? expanded : Repeat(expanded, like.Shape);
    }

    private OnnxValue ExpandLike(OnnxValue value, OnnxValue example)
    {
        if (example.Batch.Count == 0)
        {
            return value;
        }

        string lengths = builder.Emit(
            "Shape", [example.Name], OnnxAttribute.Of("start", 0), OnnxAttribute.Of("end", example.Batch.Count));
        if (value.Shape.Rank > 0)
        {
            string instance = builder.Constants.Integers([.. Enumerable.Repeat(1L, value.Shape.Rank)]);
            lengths = builder.Emit("Concat", [lengths, instance], OnnxAttribute.Of("axis", 0));
        }

        string name = builder.Emit("Expand", [value.Name, lengths]);
        return new OnnxValue(name, value.Shape, BatchAxes.Join(value.Batch, example.Batch));
    }
}
