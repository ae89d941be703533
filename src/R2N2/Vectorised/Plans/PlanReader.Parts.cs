namespace R2N2.Vectorised;

/// <content>Parts of values, and values joined of parts.</content>
internal sealed partial class PlanReader
{
    public PlanValue Index(PlanValue value, int axis, int index) => Take(value, axis, index, 1, value.Shape.Without(^-axis));

    public PlanValue Slice(PlanValue value, int axis, int start, int length) =>
        Take(value, axis, start, length, value.Shape.With(^-axis, length));

    public PlanValue Stack(IReadOnlyList<PlanValue> values, Shape part) =>
        Join(values, 1, Shape.Of([values.Count, .. part.Dimensions]));

    public PlanValue Concat(IReadOnlyList<PlanValue> values, IReadOnlyList<Shape> parts, int axis)
    {
        Shape joined = parts[0].With(^-axis, parts.Sum(part => part[^-axis]));
        return Join(values, joined.Around(axis).Outer, joined);
    }

    public PlanValue Reshape(PlanValue value, Shape source, Shape target)
    {
        PlanValue reshaped = value switch
        {
            { Constant: { } elements } => new PlanValue(target) { Constant = elements },
            { IsRepeated: true } => PlanValue.Repeat(value.Whole!, target),
            _ => PlanValue.PartOf(value, 0, target),
        };
        _forms.Reshape(reshaped, value);
        return reshaped;
    }

    private PlanValue Take(PlanValue value, int axis, int start, int length, Shape shape)
    {
        (int outer, int available, int inner) = value.Shape.Around(axis);
        if (value.IsNumber || value.IsRepeated)
        {
            return value.IsNumber ? new PlanValue(shape) { Constant = value.Constant } : Broadcast(value.Whole!, shape);
        }

        BlockCopy copy = new(outer, length * inner, start * inner, available * inner, 0, length * inner);
        PlanStep step = new(Operation.Copy, new PlanValue(shape), value) { Copy = copy };
        if (value.Constant is not null)
        {
            return Fold(step);
        }

        PlanValue part = outer == 1 ? PlanValue.PartOf(value, start * inner, shape) : Emit(step);
        if (outer > 1)
        {
            _copied.Add(part, step);
        }

        _forms.Take(part, value, copy);
        return part;
    }

    // Parts that arithmetic computes are computed in their place; others are copied there.
    private PlanValue Join(IReadOnlyList<PlanValue> values, int outer, Shape shape)
    {
        PlanValue whole = new(shape);
        if (values.All(value => value.Constant is not null))
        {
            return new PlanValue(shape) { Constant = ConstantFolding.Join(values, outer, shape.Size) };
        }

        if (!values.Any(_movable.Contains))
        {
            _forms.Join(whole, values, outer);
        }

        int stride = shape.Size / outer;
        int first = 0;
        foreach (PlanValue value in values)
        {
            int width = value.Size / outer;
            if (outer == 1 && _movable.Remove(value))
            {
                value.PlaceIn(whole, first);
            }
            else
            {
                // What is a copy itself is copied from where it comes from.
                PlanStep? copied = _copied.GetValueOrDefault(value);
                (int from, int fromStride) = copied?.Copy.Rows == outer ? (copied.Copy.From, copied.Copy.FromStride) : (0, width);
                PlanValue source = copied?.Copy.Rows == outer ? copied.Operands[0] : Expand(value);
                Emit(new PlanStep(Operation.Copy, whole, source) { Copy = new BlockCopy(outer, width, from, fromStride, first, stride) });
            }

            first += width;
        }

        return whole;
    }
}
