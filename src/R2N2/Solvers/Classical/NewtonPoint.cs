namespace R2N2;

/// <summary>Iterates of a batch of instances, with f and products of its derivative there.</summary>
internal sealed class NewtonPoint
{
    private readonly EquationFamily _family;
    private readonly ArrayValue[] _parameters;
    private readonly ArrayValue _norms;

    private NewtonPoint(EquationFamily family, ArrayValue x, ArrayValue[] parameters, ArrayValue residual, ArrayValue norms)
    {
        _family = family;
        _parameters = parameters;
        _norms = norms;
        X = x;
        Residual = residual;
    }

    /// <summary>The number of instances.</summary>
    public int Count => X.Count;

    /// <summary>m.</summary>
    public int Unknowns => _family.StateSize;

    /// <summary>x.</summary>
    public ArrayValue X { get; }

    /// <summary>f(x).</summary>
    public ArrayValue Residual { get; }

    /// <summary>‖f(x)‖₂ of every instance; NaN where x is not finite, and at the start where any input is not.</summary>
    public ReadOnlySpan<double> Norms => _norms.Values;

    /// <summary>The initial guesses.</summary>
    public static NewtonPoint Start(EquationFamily family, InstanceBatch instances)
    {
        var shape = Shape.Vector(family.StateSize);
        ArrayValue Column(string name, Shape form) => new(instances[name].ToArray(), instances.Count, form);

        ArrayValue x = family.InitialGuess.Name is { } name
            ? Column(name, shape)
            : Complete(new ArrayValue(family.InitialGuess.Values(family.StateSize), 1, shape), instances.Count);
        ArrayValue[] parameters = [.. family.Parameters.Select(parameter => Column(parameter.Name, parameter.Shape))];
        ArrayValue poison = Conditions.Poison(
            ArrayReader.Instance, [x, .. parameters], [shape, .. family.Parameters.Select(parameter => parameter.Shape)]);
        return At(family, x, parameters, poison);
    }

    /// <summary>The same for some of the instances.</summary>
    public NewtonPoint Take(int[] rows) => rows.Length == Count
        ? this
        : new NewtonPoint(_family, Take(X, rows), [.. _parameters.Select(value => Take(value, rows))], Take(Residual, rows), Take(_norms, rows));

    /// <summary>x + d.</summary>
    /// <param name="directions">d of all instances, one after another.</param>
    public NewtonPoint Move(double[] directions)
    {
        double[] values = [.. X.Values];
        VectorMath.AddScaled(values, 1, directions);
        return At(_family, X with { Values = values }, _parameters, ArrayReader.Instance.Constant([0], Shape.Scalar));
    }

    /// <summary>J(x)·d.</summary>
    /// <param name="directions">d of all instances, one after another.</param>
    public double[] Product(double[] directions)
    {
        ArrayValue product = _family.Differentiate(ArrayReader.Instance, X, X with { Values = directions }, _parameters);
        return [.. Complete(product, Count).Values];
    }

    private static NewtonPoint At(EquationFamily family, ArrayValue x, ArrayValue[] parameters, ArrayValue poison)
    {
        ArrayValue f = Complete(family.Evaluate(ArrayReader.Instance, x, parameters), x.Count);
        ArrayValue norms = ArrayReader.Instance.Add(new ResidualNorm(family.StateSize).Of(ArrayReader.Instance, x, f), poison);
        return new NewtonPoint(family, x, parameters, f, norms);
    }

    private static ArrayValue Take(ArrayValue value, int[] rows)
    {
        double[] values = new double[rows.Length * value.Size];
        for (int i = 0; i < rows.Length; i++)
        {
            value.Of(rows[i]).CopyTo(values.AsSpan(i * value.Size));
        }

        return new ArrayValue(values, rows.Length, value.Shape);
    }

    // A value that does not depend on the instance is one for all.
    private static ArrayValue Complete(ArrayValue value, int rows) =>
        value.Count == rows ? value : Take(value, [.. Enumerable.Range(0, rows)]);
}
