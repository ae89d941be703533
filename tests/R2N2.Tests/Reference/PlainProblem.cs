using System.Numerics;

namespace R2N2.Tests.Reference;

/// <summary>
/// A problem twice: as the family that the library records, and by hand over plain numbers, with its Jacobian derived
/// by hand. Plain numbers may be complex, which gives derivatives without subtraction.
/// </summary>
internal abstract class PlainProblem(EquationFamily family, bool isAffine)
{
    public EquationFamily Family { get; } = family;

    public int Size => Family.StateSize;

    public bool IsAffine { get; } = isAffine;

    /// <summary>f(x; p).</summary>
    public abstract T[] F<T>(T[] x, double[][] p)
        where T : INumberBase<T>;

    /// <summary>J(x; p)·v.</summary>
    public abstract T[] Jv<T>(T[] x, double[][] p, T[] v)
        where T : INumberBase<T>;

    /// <summary>One instance's parameters, in the family's order.</summary>
    public abstract double[][] DrawParameters(Random random);

    /// <summary>One instance's start.</summary>
    public virtual double[] DrawStart(Random random) => Draw(random, Size, -1, 1);

    public override string ToString() => Family.Name;

    protected static double[] Draw(Random random, int count, double low, double high) =>
        [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()))];

    /// <summary>A row-major matrix times a vector.</summary>
    protected static T[] Times<T>(double[] matrix, T[] vector)
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

    protected static T[] Each<T>(T[] x, Func<T, int, T> element) => [.. x.Select(element)];
}
