namespace R2N2.Vectorised;

/// <summary>A value of a plan: computed by a step, an input, a constant, or a part of another value that costs nothing.</summary>
/// <param name="shape">The shape per instance.</param>
internal sealed class PlanValue(Shape shape)
{
    /// <summary>The shape per instance.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The number of elements per instance.</summary>
    public int Size { get; } = shape.Size;

    /// <summary>The elements where they are known, one for a number that every element equals; else null.</summary>
    public double[]? Constant { get; init; }

    /// <summary>The value that this one is a part of; null where it stands for itself.</summary>
    public PlanValue? Whole { get; private set; }

    /// <summary>The first element within <see cref="Whole"/>.</summary>
    public int First { get; private set; }

    /// <summary>Whether every element is the one number of <see cref="Whole"/>.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it is one number for all instances.</summary>
    public bool IsNumber => Constant is { Length: 1 };

    /// <summary>A part of another value, in place.</summary>
    /// <param name="whole">That value.</param>
    /// <param name="first">The first element.</param>
    /// <param name="shape">The shape of the part.</param>
    public static PlanValue PartOf(PlanValue whole, int first, Shape shape) => new(shape) { Whole = whole, First = first };

    /// <summary>A scalar for every element.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="shape">The shape.</param>
    public static PlanValue Repeat(PlanValue scalar, Shape shape) => new(shape) { Whole = scalar, IsRepeated = true };

    /// <summary>Gives a value that stood for itself a place within another, so that it is computed there.</summary>
    /// <param name="whole">That value.</param>
    /// <param name="first">The first element.</param>
    public void PlaceIn(PlanValue whole, int first) => (Whole, First) = (whole, first);

    /// <summary>The value that stands for itself, and the first element there.</summary>
    public (PlanValue Root, int First) Resolve()
    {
        PlanValue value = this;
        int first = 0;
        while (value.Whole is not null)
        {
            first += value.First;
            value = value.Whole;
        }

        return (value, first);
    }
}
