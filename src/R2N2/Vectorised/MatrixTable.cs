using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>The constant matrices of programs, each packed once, whoever multiplies by it.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class MatrixTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<ConstantKey, ConstantMatrix<T>> _matrices = [];
    private readonly Dictionary<SparseRows, ConstantMatrix<T>> _sparse = new(ReferenceEqualityComparer.Instance);

    /// <summary>The packed form of a matrix.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    public ConstantMatrix<T> Of(double[] values, int rows, int columns)
    {
        lock (_matrices)
        {
            ConstantKey key = new(values, Shape.Matrix(rows, columns));
            if (!_matrices.TryGetValue(key, out ConstantMatrix<T>? matrix))
            {
                matrix = new ConstantMatrix<T>(values, rows, columns);
                _matrices.Add(key, matrix);
            }

            return matrix;
        }
    }

    /// <summary>The packed form of a sparse matrix.</summary>
    /// <param name="rows">The elements.</param>
    public ConstantMatrix<T> Of(SparseRows rows)
    {
        lock (_matrices)
        {
            if (!_sparse.TryGetValue(rows, out ConstantMatrix<T>? matrix))
            {
                matrix = new ConstantMatrix<T>(rows);
                _sparse.Add(rows, matrix);
            }

            return matrix;
        }
    }
}
