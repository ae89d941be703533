namespace R2N2;

/// <summary>Iterates of a batch of instances, and f there.</summary>
internal sealed class NewtonPoint
{
    private readonly EquationFamily _family;
    private readonly FamilyFunctions _functions;
    private readonly double[] _x;
    private readonly double[][] _parameters;
    private readonly double[] _residual;
    private readonly double[] _norms;

    private NewtonPoint(EquationFamily family, double[] x, double[][] parameters, double[] residual, double[] norms)
    {
        _family = family;
        _functions = FamilyFunctions.Of(family);
        _x = x;
        _parameters = parameters;
        _norms = norms;
        _residual = residual;
    }

    /// <summary>The number of instances.</summary>
    public int Count => _norms.Length;

    /// <summary>m.</summary>
    public int Unknowns => _family.StateSize;

    /// <summary>f(x) of all instances, one after another.</summary>
    public ReadOnlySpan<double> Residual => _residual;

    /// <summary>‖f(x)‖₂ of every instance; NaN where x or a parameter is not finite.</summary>
    public ReadOnlySpan<double> Norms => _norms;

    /// <summary>x of an instance.</summary>
    public ReadOnlySpan<double> X(int instance) => _x.AsSpan(instance * Unknowns, Unknowns);

    /// <summary>The initial guesses.</summary>
    public static NewtonPoint Start(EquationFamily family, InstanceBatch instances)
    {
        double[][] parameters = [.. family.Parameters.Select(parameter => instances[parameter.Name].ToArray())];
        double[] x = family.InitialGuess switch
        {
            { Name: { } name } => instances[name].ToArray(),
            { IsComputed: true } => FamilyFunctions.Of(family).Start(parameters, instances.Count),
            var guess => [.. Enumerable.Repeat(guess.Values(family.StateSize), instances.Count).SelectMany(values => values)],
        };
        return At(family, x, parameters);
    }

    /// <summary>The same for some of the instances.</summary>
    public NewtonPoint Take(int[] rows) => rows.Length == Count
        ? this
        : new NewtonPoint(
            _family,
            Take(_x, rows),
            Array.ConvertAll(_parameters, values => Take(values, rows)),
            Take(_residual, rows),
            Take(_norms, rows));

    /// <summary>The same instances elsewhere.</summary>
    /// <param name="x">x of all instances, one after another.</param>
    public NewtonPoint At(double[] x) => At(_family, x, _parameters);

    /// <summary>x + d.</summary>
    /// <param name="directions">d of all instances, one after another.</param>
    public NewtonPoint Move(double[] directions)
    {
        double[] x = [.. _x];
        VectorMath.AddScaled(x, 1, directions);
        return At(x);
    }

    /// <summary>J(x) of the only instance, column by column.</summary>
    /// <param name="jacobian">Receives it, m × m numbers.</param>
    public void Jacobian(double[] jacobian) => _functions.Jacobian(_x, _parameters, jacobian);

    private static NewtonPoint At(EquationFamily family, double[] x, double[][] parameters)
    {
        (double[] f, double[] norms) = FamilyFunctions.Of(family).Residual(x, parameters);
        return new NewtonPoint(family, x, parameters, f, norms);
    }

    private double[] Take(double[] values, int[] rows)
    {
        int size = values.Length / Count;
        double[] taken = new double[rows.Length * size];
        for (int i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * size, size).CopyTo(taken.AsSpan(i * size));
        }

        return taken;
    }
}
