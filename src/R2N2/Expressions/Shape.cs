namespace R2N2;

/// <summary>The shape of one instance's tensor: a scalar, a vector, or a matrix. Batch axes are never part of it.</summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly int[] _dimensions;

    private Shape(int[] dimensions) => _dimensions = dimensions;

    /// <summary>The shape of a single number (rank 0).</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>The number of axes: 0 for a scalar, 1 for a vector, 2 for a matrix.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>The number of elements, the product of all dimensions (1 for a scalar).</summary>
    public int Size
    {
        get
        {
            int size = 1;
            foreach (int dimension in _dimensions)
            {
                size = checked(size * dimension);
            }

            return size;
        }
    }

    /// <summary>The length of each axis, outermost first.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The length of one axis.</summary>
    /// <param name="axis">The axis, 0 … Rank-1, or counted from the end with <c>^1</c>.</param>
    public int this[Index axis] => _dimensions[axis];

    /// <summary>The shape of a vector.</summary>
    /// <param name="length">The number of elements, at least 1.</param>
    public static Shape Vector(int length) => Of(length);

    /// <summary>The shape of a matrix.</summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="columns">The number of columns, at least 1.</param>
    public static Shape Matrix(int rows, int columns) => Of(rows, columns);

    /// <summary>The shape with the given dimensions; none for a scalar.</summary>
    /// <param name="dimensions">At most two lengths, each at least 1.</param>
    /// <exception cref="ArgumentException">A length is below 1, or there are more than two.</exception>
    public static Shape Of(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length > 2)
        {
            throw new ArgumentException(
                $"A shape has {dimensions.Length} dimensions; an instance's tensor is a scalar, a vector or a matrix.",
                nameof(dimensions));
        }

        foreach (int dimension in dimensions)
        {
            if (dimension < 1)
            {
                throw new ArgumentException(
                    $"A dimension is {dimension}; every dimension of a shape must be at least 1.", nameof(dimensions));
            }
        }

        return dimensions.IsEmpty ? Scalar : new Shape(dimensions.ToArray());
    }

    /// <summary>This shape with the length of one axis replaced.</summary>
    internal Shape With(Index axis, int length)
    {
        int[] dimensions = [.. _dimensions];
        dimensions[axis] = length;
        return Of(dimensions);
    }

    /// <summary>This shape without one axis.</summary>
    internal Shape Without(Index axis)
    {
        var dimensions = _dimensions.ToList();
        dimensions.RemoveAt(axis.GetOffset(Rank));
        return Of([.. dimensions]);
    }

    /// <summary>The lengths before, along and behind an axis that is counted from the end.</summary>
    internal (int Outer, int Length, int Inner) Around(int axis)
    {
        int at = Rank + axis;
        int outer = 1;
        int inner = 1;
        for (int i = 0; i < Rank; i++)
        {
            outer *= i < at ? _dimensions[i] : 1;
            inner *= i > at ? _dimensions[i] : 1;
        }

        return (outer, _dimensions[at], inner);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int dimension in _dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>"scalar", "vector [5]" or "matrix [5, 3]".</summary>
    public override string ToString() => Rank switch
    {
        0 => "scalar",
        1 => $"vector [{_dimensions[0]}]",
        _ => $"matrix [{_dimensions[0]}, {_dimensions[1]}]",
    };
}
