using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>A constant matrix, as all its elements or as those that are not zero, or are given.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class ConstantMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // In the time of one sparse multiplication the dense kernel does about three.
    private const double MostFilled = 0.3;

    private readonly DenseProduct<T>? _dense;
    private readonly SparseProduct<T>? _sparse;
    private readonly SkippedZeros<T>? _zeros;

    /// <summary>Packs a matrix.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    public ConstantMatrix(double[] values, int rows, int columns)
    {
        if (values.Count(value => value != 0) > MostFilled * values.Length)
        {
            _dense = new DenseProduct<T>(values, rows, columns);
        }
        else
        {
            SparseRows elements = SparseRows.OfDense(values, rows, columns);
            _sparse = new SparseProduct<T>(elements);
            _zeros = new SkippedZeros<T>(elements, columns);
        }
    }

    /// <summary>Packs a matrix of which some elements are given; there is nothing elsewhere.</summary>
    /// <param name="rows">The elements.</param>
    public ConstantMatrix(SparseRows rows) => _sparse = new SparseProduct<T>(rows);

    /// <summary>y = A x for rows of numbers: lanes, or the columns of a matrix over lanes.</summary>
    /// <param name="x">The elements of x, so many numbers each.</param>
    /// <param name="y">The elements of y, likewise.</param>
    /// <param name="width">How many numbers; a multiple of a vector's.</param>
    public void Multiply(ref T x, ref T y, int width)
    {
        _dense?.Multiply(ref x, ref y, width);
        _sparse?.Multiply(ref x, ref y, width);
        _zeros?.Add(ref x, ref y, width);
    }

    /// <summary>y = A x for one vector.</summary>
    /// <param name="x">x.</param>
    /// <param name="y">y, up to a whole number of vectors.</param>
    public void MultiplyOne(ref T x, ref T y)
    {
        _dense?.MultiplyOne(ref x, ref y);
        _sparse?.Multiply(ref x, ref y, 1);
        _zeros?.Add(ref x, ref y, 1);
    }
}
