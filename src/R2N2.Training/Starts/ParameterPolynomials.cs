namespace R2N2.Training;

/// <summary>
/// φ(p), the monomials of the numbers that an instance brings, each less its mean over the data in units of its spread: of all
/// numbers those of degree 1, of the numbers of short parameters also their products.
/// </summary>
internal sealed class ParameterPolynomials
{
    /// <summary>The highest degree.</summary>
    public const int MostDegree = 3;

    // Longer parameters have too many products.
    private const int MostNumbers = 4;

    // What varies by less, in units of its size, does so by rounding.
    private const double SmallestSpread = 1e-12;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly int[][] _products;

    /// <summary>Measures numbers.</summary>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="degree">The degree, 1 to 3.</param>
    /// <param name="numbers">For every number of an instance what it is in all of the data; see <see cref="Numbers"/>.</param>
    public ParameterPolynomials(IReadOnlyList<Parameter> parameters, int degree, double[][] numbers)
    {
        _parameters = parameters;
        _products = Products(parameters, degree);
        _means = Array.ConvertAll(numbers, values => values.Average());
        _scales = [.. numbers.Zip(_means, Scale)];
    }

    /// <summary>The number of monomials, without the constant one.</summary>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="degree">The degree.</param>
    public static int Count(IReadOnlyList<Parameter> parameters, int degree) =>
        parameters.Sum(parameter => parameter.Shape.Size) + Products(parameters, degree).Length;

    /// <summary>For every number of an instance what it is in some rows.</summary>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="instances">The table.</param>
    /// <param name="rows">The rows.</param>
    public static double[][] Numbers(IReadOnlyList<Parameter> parameters, InstanceBatch instances, int[] rows) =>
    [
        .. parameters.SelectMany(parameter => Enumerable.Range(0, parameter.Shape.Size).Select(i =>
        {
            ReadOnlyMemory<double> values = instances[parameter.Name];
            return Array.ConvertAll(rows, row => values.Span[(row * parameter.Shape.Size) + i]);
        })),
    ];

    /// <summary>φ of rows: for every monomial its values.</summary>
    /// <param name="numbers">As in the constructor.</param>
    public double[][] Evaluate(double[][] numbers)
    {
        double[][] first = [.. numbers.Select((values, i) => Array.ConvertAll(values, value => (value - _means[i]) * _scales[i]))];
        return
        [
            .. first,
            .. _products.Select(product => product.Select(i => first[i]).Aggregate((left, right) => [.. left.Zip(right, (a, b) => a * b)])),
        ];
    }

    /// <summary>φ as an expression, a vector.</summary>
    /// <param name="p">The parameters of an instance.</param>
    public Expression Record(InstanceParameters p)
    {
        Expression[] flat = [.. _parameters.Select(parameter => Expression.Reshape(p[parameter.Name], parameter.Shape.Size))];
        Expression first = ((flat.Length == 1 ? flat[0] : Expression.Concat(flat)) - _means) * _scales;
        return _products.Length == 0
            ? first
            : Expression.Concat(first, Expression.Stack([.. _products.Select(product => product.Select(i => first[i]).Aggregate((left, right) => left * right))]));
    }

    // 0 for what is the same in all rows.
    private static double Scale(double[] values, double mean)
    {
        double spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return spread > SmallestSpread * Math.Abs(mean) ? 1 / spread : 0;
    }

    // Each as the places of its factors, in order.
    private static int[][] Products(IReadOnlyList<Parameter> parameters, int degree)
    {
        List<int> places = [];
        int next = 0;
        foreach (Parameter parameter in parameters)
        {
            places.AddRange(parameter.Shape.Size <= MostNumbers ? Enumerable.Range(next, parameter.Shape.Size) : []);
            next += parameter.Shape.Size;
        }

        List<int[]> products = [];
        int[][] last = [.. places.Select(place => new[] { place })];
        for (int d = 2; d <= degree; d++)
        {
            last = [.. last.SelectMany(factors => places.Where(place => place >= factors[^1]).Select(place => (int[])[.. factors, place]))];
            products.AddRange(last);
        }

        return [.. products];
    }
}
