namespace R2N2;

/// <summary>The small least-squares problem of GMRES for one instance, min ‖β e₁ - H y‖₂, solved by rotations column by column.</summary>
/// <param name="size">The most columns.</param>
/// <param name="beta">β.</param>
internal sealed class HessenbergSystem(int size, double beta)
{
    private readonly double[,] _triangle = new double[size, size];
    private readonly (double Cosine, double Sine)[] _rotations = new (double, double)[size];
    private readonly double[] _right = [beta, .. new double[size]];

    /// <summary>The columns so far.</summary>
    public int Columns { get; private set; }

    /// <summary>Whether the space holds the solution already.</summary>
    public bool IsComplete { get; private set; } = beta == 0;

    /// <summary>Adds a column.</summary>
    /// <param name="column">Its numbers above the subdiagonal; they are used up.</param>
    /// <param name="below">The number on the subdiagonal; as good as 0 where the space is complete.</param>
    /// <param name="image">The length of J v before it was orthogonalised, of which rounding leaves a part.</param>
    public void Add(Span<double> column, double below, double image)
    {
        int j = Columns++;
        IsComplete = below <= 1e-14 * image;
        for (int i = 0; i < j; i++)
        {
            (double cosine, double sine) = _rotations[i];
            (column[i], column[i + 1]) = ((cosine * column[i]) + (sine * column[i + 1]), (cosine * column[i + 1]) - (sine * column[i]));
        }

        double length = double.Hypot(column[j], below);
        _rotations[j] = length == 0 ? (1, 0) : (column[j] / length, below / length);
        column[j] = length;
        for (int i = 0; i <= j; i++)
        {
            _triangle[i, j] = column[i];
        }

        (_right[j], _right[j + 1]) = (_rotations[j].Cosine * _right[j], -_rotations[j].Sine * _right[j]);
    }

    /// <summary>y, one number for every column.</summary>
    public double[] Solve()
    {
        double[] y = new double[Columns];
        for (int i = Columns - 1; i >= 0; i--)
        {
            double rest = _right[i];
            for (int j = i + 1; j < Columns; j++)
            {
                rest -= _triangle[i, j] * y[j];
            }

            y[i] = rest / _triangle[i, i];
        }

        return y;
    }
}
