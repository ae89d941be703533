using System.Numerics;

namespace R2N2.Reference;

/// <summary>
/// The R2N2 iteration once more, from the paper's equations over plain numbers and nothing of the library: the reference
/// that its engines are held against.
/// </summary>
internal static class PlainNetwork
{
    /// <summary>v_1 … v_n.</summary>
    /// <param name="f">f of one instance.</param>
    /// <param name="change">d → J(x)·d, or more terms of the Taylor polynomial of f; null to evaluate f itself.</param>
    /// <param name="theta">The coefficients, row by row.</param>
    /// <param name="x">x_k.</param>
    /// <param name="fx">f(x_k).</param>
    /// <param name="precondition">f, d → P(x_k, d) f; null for P = I.</param>
    public static List<T[]> Vectors<T>(
        Func<T[], T[]> f, Func<T[], T[]>? change, ReadOnlySpan<T> theta, T[] x, T[] fx, Func<T[], T[], T[]>? precondition = null)
        where T : INumberBase<T>
    {
        precondition ??= (value, _) => value;
        List<T[]> vectors = [precondition(fx, new T[x.Length])];
        for (int at = 0; at + vectors.Count < theta.Length;)
        {
            T[] direction = Combine(theta.Slice(at, vectors.Count), vectors);
            at += vectors.Count;
            vectors.Add(precondition(change is null ? f(Add(x, direction)) : Add(fx, change(direction)), direction));
        }

        return vectors;
    }

    /// <summary>Σ_{l≤j} θ_{j,l} v_l.</summary>
    public static T[] Direction<T>(ReadOnlySpan<T> theta, List<T[]> vectors, int j)
        where T : INumberBase<T> => Combine(theta.Slice(Coefficients.Count(j - 1), j), vectors);

    /// <summary>x_{k+1}, by the last row.</summary>
    public static T[] Step<T>(ReadOnlySpan<T> theta, T[] x, List<T[]> vectors)
        where T : INumberBase<T> => Add(x, Combine(theta[^vectors.Count..], vectors));

    /// <summary>x₀ … x_K.</summary>
    /// <param name="f">f of one instance.</param>
    /// <param name="start">x₀.</param>
    /// <param name="theta">The coefficients.</param>
    /// <param name="iterations">K.</param>
    /// <param name="derivative">J(x)·d for directional derivatives; null to evaluate f itself.</param>
    public static List<double[]> Iterates(
        Func<double[], double[]> f, double[] start, Coefficients theta, int iterations, Func<double[], double[], double[]>? derivative = null)
    {
        List<double[]> iterates = [start];
        for (int k = 0; k < iterations; k++)
        {
            double[] x = iterates[^1];
            List<double[]> vectors = Vectors(f, derivative is null ? null : d => derivative(x, d), theta.Values, x, f(x));
            iterates.Add(Step(theta.Values, x, vectors));
        }

        return iterates;
    }

    /// <summary>Σ_k 4ᵏ ‖f(x_k)‖² of one instance.</summary>
    public static double ResidualLoss(
        Func<double[], double[]> f, double[] start, Coefficients theta, int iterations, Func<double[], double[], double[]>? derivative = null) =>
        Iterates(f, start, theta, iterations, derivative).Select((x, k) => k == 0 ? 0 : Math.Pow(4, k) * SquaredNorm(f(x))).Sum();

    public static double SquaredNorm(double[] vector) => vector.Sum(value => value * value);

    /// <summary>A x - b.</summary>
    public static double[] LinearResidual(double[,] a, double[] x, double[] b) =>
        [.. b.Select((value, i) => Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]) - value)];

    /// <summary>x - 1/(1 - A x).</summary>
    public static double[] ChandrasekharResidual(double[,] a, double[] x) =>
        [.. x.Select((value, i) => value - (1 / (1 - Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]))))];

    /// <summary>Its Jacobian times d: d - A d / (1 - A x)².</summary>
    public static double[] ChandrasekharDerivative(double[,] a, double[] x, double[] d) => [.. d.Select((value, i) =>
    {
        double image = Enumerable.Range(0, x.Length).Sum(j => a[i, j] * d[j]);
        double denominator = 1 - Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]);
        return value - (image / (denominator * denominator));
    })];

    private static T[] Combine<T>(ReadOnlySpan<T> row, List<T[]> vectors)
        where T : INumberBase<T>
    {
        var sum = new T[vectors[0].Length];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = T.Zero;
            for (int l = 0; l < row.Length; l++)
            {
                sum[i] += row[l] * vectors[l][i];
            }
        }

        return sum;
    }

    private static T[] Add<T>(T[] left, T[] right)
        where T : INumberBase<T> => [.. left.Select((value, i) => value + right[i])];
}
