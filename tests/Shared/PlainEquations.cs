using System.Numerics;

namespace R2N2.Reference;

/// <summary>
/// Equations twice: as the family that the library records, and by hand over plain numbers, with the Jacobian derived
/// by hand. Plain numbers may be complex, which gives derivatives without subtraction.
/// </summary>
public abstract class PlainEquations
{
    /// <summary>The family.</summary>
    public abstract EquationFamily Family { get; }

    public int Size => Family.StateSize;

    /// <summary>f(x; p), with p[name] the numbers of one instance.</summary>
    public abstract T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p)
        where T : INumberBase<T>;

    /// <summary>J(x; p)·d.</summary>
    public abstract T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p)
        where T : INumberBase<T>;

    /// <summary>f''(x; p)[d, e]; 0 where f is linear, which all are that do not say otherwise.</summary>
    public virtual T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p)
        where T : INumberBase<T> => new T[x.Length];

    /// <summary>From d to what a generation adds to f(x) where it does not evaluate f; null where it does.</summary>
    public Func<T[], T[]>? Change<T>(GenerationModule generation, T[] x, IReadOnlyDictionary<string, double[]> p)
        where T : INumberBase<T> => generation.Name switch
        {
            nameof(GenerationModule.Evaluations) => null,
            nameof(GenerationModule.DirectionalDerivatives) => d => Jv(x, d, p),
            "Taylor 2" => d => [.. Jv(x, d, p).Zip(Curvature(x, d, d, p), (slope, curvature) => slope + (curvature / T.CreateChecked(2)))],
            var name => throw new NotSupportedException(name),
        };

    /// <summary>P(x; p)·f for a problem whose superstructure has a preconditioner.</summary>
    public virtual T[] Precondition<T>(T[] x, T[] f, IReadOnlyDictionary<string, double[]> p)
        where T : INumberBase<T> => f;

    /// <summary>The numbers of one instance, by input.</summary>
    public abstract Dictionary<string, double[]> Draw(Random random);

    /// <summary>Any point where f is well behaved.</summary>
    public virtual double[] DrawPoint(Random random) => Uniform(random, Size, -1, 1);

    /// <summary>x₀ of one instance.</summary>
    public double[] Guess(IReadOnlyDictionary<string, double[]> p) =>
        Family.InitialGuess.Name is string name ? [.. p[name]] : Family.InitialGuess.Values(Size);

    public override string ToString() => Family.Name;

    /// <summary>A row-major matrix times a vector.</summary>
    protected static T[] Times<T>(ReadOnlySpan<double> matrix, T[] vector)
        where T : INumberBase<T>
    {
        var product = new T[matrix.Length / vector.Length];
        for (int row = 0; row < product.Length; row++)
        {
            product[row] = T.Zero;
            for (int column = 0; column < vector.Length; column++)
            {
                product[row] += T.CreateChecked(matrix[(row * vector.Length) + column]) * vector[column];
            }
        }

        return product;
    }

    /// <summary>A vector of plain numbers less constants.</summary>
    protected static T[] Less<T>(T[] vector, double[] constants)
        where T : INumberBase<T> => [.. vector.Select((value, i) => value - T.CreateChecked(constants[i]))];

    protected static double[] Uniform(Random random, int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];

    protected static double[] Normal(Random random, int count, double mean, double deviation) => [.. Enumerable.Range(0, count).Select(_ =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
}
