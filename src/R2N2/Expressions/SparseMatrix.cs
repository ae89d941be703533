using System.Runtime.InteropServices;

namespace R2N2;

/// <summary>
/// A constant matrix of which only some elements are given; all others are 0 and are never stored or computed with. It multiplies
/// vectors and matrices of an <see cref="Expression"/>: <c>a * x</c>, <c>x * a</c>, and <c>a.Transpose() * r</c>.
/// </summary>
/// <remarks>
/// Where no element is given, x is not read: it may be infinite or NaN there and the product is not. A given element that is 0 is
/// an element like any other.
/// </remarks>
public sealed class SparseMatrix : IEquatable<SparseMatrix>
{
    private readonly Lazy<SparseGroups> _groups;

    private SparseMatrix(int columns, SparseRows elements)
    {
        Columns = columns;
        Elements = elements;
        _groups = new(() => SparseGroups.Of(elements));
    }

    /// <summary>The number of rows.</summary>
    public int Rows => Elements.Count;

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of elements that are given.</summary>
    public int Count => Elements.Values.Length;

    /// <summary>The elements in ascending order of their columns.</summary>
    internal SparseRows Elements { get; }

    /// <summary>The elements as engines without loops want them.</summary>
    internal SparseGroups Groups => _groups.Value;

    /// <summary>A matrix of triplets.</summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="columns">The number of columns, at least 1.</param>
    /// <param name="triplets">Row and column, counted from 0, and the element there, in any order; those of one place are added in their order.</param>
    /// <exception cref="ArgumentException">A triplet lies outside the matrix, or the matrix has no rows or columns.</exception>
    public static SparseMatrix FromTriplets(int rows, int columns, IEnumerable<(int Row, int Column, double Value)> triplets)
    {
        ArgumentNullException.ThrowIfNull(triplets);
        var shape = Shape.Matrix(rows, columns);
        int[] lengths = new int[rows];
        List<int> places = [];
        List<double> values = [];
        int last = -1;
        foreach ((int row, int column, double value) in Ordered(triplets, shape))
        {
            if (last == row && places[^1] == column)
            {
                values[^1] += value;
                continue;
            }

            last = row;
            lengths[row]++;
            places.Add(column);
            values.Add(value);
        }

        return new SparseMatrix(columns, new SparseRows(SparseRows.StartsOf(lengths), [.. places], [.. values]));
    }

    /// <summary>A matrix of rows.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="elements">The elements.</param>
    /// <exception cref="ArgumentException">The columns of a row do not ascend, or lie outside the matrix.</exception>
    internal static SparseMatrix FromRows(int columns, SparseRows elements)
    {
        for (int row = 0; row < elements.Count; row++)
        {
            int least = 0;
            for (int at = elements.Starts[row]; at < elements.Starts[row + 1]; at++)
            {
                int column = elements.Columns[at];
                if (column < least || column >= columns)
                {
                    throw new ArgumentException(
                        $"Row {row} of a sparse matrix has an element in column {column}; columns must ascend from 0 to {columns - 1}.");
                }

                least = column + 1;
            }
        }

        return new SparseMatrix(columns, elements);
    }

    /// <summary>The product with a vector, or with a matrix.</summary>
    public static Expression operator *(SparseMatrix left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (right.Shape.Rank < 2 || right.Shape[0] != left.Columns)
        {
            return ExpressionReader.Instance.SparseProduct(left, right);
        }

        // A row of X is so many elements of it in a row, each of them multiplied by the same matrix.
        int width = right.Shape[1];
        Expression product = ExpressionReader.Instance.SparseProduct(left.ForEach(width), Expression.Reshape(right, right.Shape.Size));
        return Expression.Reshape(product, left.Rows, width);
    }

    /// <summary>The product of a row, or of a matrix, with the sparse matrix.</summary>
    public static Expression operator *(Expression left, SparseMatrix right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Shape.Rank == 2
            ? Expression.Transpose(right.Transpose() * Expression.Transpose(left))
            : right.Transpose() * left;
    }

    /// <summary>The transpose.</summary>
    public SparseMatrix Transpose()
    {
        int[] lengths = new int[Columns];
        foreach (int column in Elements.Columns)
        {
            lengths[column]++;
        }

        int[] starts = SparseRows.StartsOf(lengths);
        int[] next = starts[..^1];
        int[] columns = new int[Count];
        double[] values = new double[Count];
        for (int row = 0; row < Rows; row++)
        {
            for (int at = Elements.Starts[row]; at < Elements.Starts[row + 1]; at++)
            {
                int to = next[Elements.Columns[at]]++;
                (columns[to], values[to]) = (row, Elements.Values[at]);
            }
        }

        return new SparseMatrix(Rows, new SparseRows(starts, columns, values));
    }

    /// <inheritdoc/>
    public bool Equals(SparseMatrix? other) => ReferenceEquals(this, other) || (other is not null
        && Columns == other.Columns
        && Elements.Starts.AsSpan().SequenceEqual(other.Elements.Starts)
        && Elements.Columns.AsSpan().SequenceEqual(other.Elements.Columns)
        && MemoryMarshal.AsBytes(Elements.Values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Elements.Values.AsSpan())));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SparseMatrix);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Columns, Rows, new ConstantKey(Elements.Values, Shape.Scalar));

    /// <summary>"sparse matrix [5, 3] with 7 elements".</summary>
    public override string ToString() => $"sparse {Shape.Matrix(Rows, Columns)} with {Count} elements";

    private static IEnumerable<(int Row, int Column, double Value)> Ordered(
        IEnumerable<(int Row, int Column, double Value)> triplets, Shape shape) => triplets
        .Select((triplet, i) => triplet.Row >= 0 && triplet.Row < shape[0] && triplet.Column >= 0 && triplet.Column < shape[1]
            ? triplet
            : throw new ArgumentException(
                $"Triplet {i} is ({triplet.Row}, {triplet.Column}, {triplet.Value:R}), outside a {shape}; "
                + $"rows are 0 to {shape[0] - 1} and columns 0 to {shape[1] - 1}."))
        .OrderBy(triplet => triplet.Row)
        .ThenBy(triplet => triplet.Column);

    // The matrix with every element a in the place of a I, I of that many rows.
    private SparseMatrix ForEach(int width)
    {
        int[] lengths = Elements.Lengths();
        int[] starts = SparseRows.StartsOf([.. lengths.SelectMany(length => Enumerable.Repeat(length, width))]);
        int[] columns = new int[starts[^1]];
        double[] values = new double[starts[^1]];
        for (int row = 0; row < starts.Length - 1; row++)
        {
            int from = Elements.Starts[row / width];
            for (int k = 0; k < lengths[row / width]; k++)
            {
                columns[starts[row] + k] = checked((Elements.Columns[from + k] * width) + (row % width));
                values[starts[row] + k] = Elements.Values[from + k];
            }
        }

        return new SparseMatrix(checked(Columns * width), new SparseRows(starts, columns, values));
    }
}
