namespace R2N2;

/// <summary>One of the numbers that tell an instance from the others: a scalar, a vector or a matrix.</summary>
public sealed record Parameter
{
    /// <summary>Declares a parameter.</summary>
    /// <param name="name">Its name: the key in f, the data column, the input of the exported file.</param>
    /// <param name="dimensions">Its dimensions per instance: none for a scalar, one for a vector, two for a matrix.</param>
    /// <exception cref="ArgumentException">The name is blank, or a dimension is below 1.</exception>
    public Parameter(string name, params int[] dimensions)
        : this(name, Shape.Of(dimensions))
    {
    }

    /// <summary>Declares a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape per instance.</param>
    public Parameter(string name, Shape shape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        Shape = shape;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The shape per instance.</summary>
    public Shape Shape { get; }

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name}: {Shape}";
}
