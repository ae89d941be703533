namespace R2N2;

/// <summary>The elements of a sparse matrix, row after row.</summary>
/// <param name="Starts">Where the elements of each row begin, and at last their number.</param>
/// <param name="Columns">The column of each element.</param>
/// <param name="Values">The elements; never written to.</param>
internal sealed record SparseRows(int[] Starts, int[] Columns, double[] Values)
{
    /// <summary>How many rows.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The elements that are not zero of a matrix that holds all.</summary>
    /// <param name="matrix">All elements, row after row.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public static SparseRows OfDense(double[] matrix, int rows, int columns)
    {
        int[] places = [.. Enumerable.Range(0, matrix.Length).Where(place => matrix[place] != 0)];
        int[] lengths = new int[rows];
        foreach (int place in places)
        {
            lengths[place / columns]++;
        }

        return new SparseRows(
            StartsOf(lengths),
            Array.ConvertAll(places, place => place % columns),
            Array.ConvertAll(places, place => matrix[place]));
    }

    /// <summary>Where rows of given lengths begin.</summary>
    public static int[] StartsOf(ReadOnlySpan<int> lengths)
    {
        int[] starts = new int[lengths.Length + 1];
        for (int row = 0; row < lengths.Length; row++)
        {
            starts[row + 1] = checked(starts[row] + lengths[row]);
        }

        return starts;
    }

    /// <summary>How many elements each row has.</summary>
    public int[] Lengths()
    {
        int[] lengths = new int[Count];
        for (int row = 0; row < lengths.Length; row++)
        {
            lengths[row] = Starts[row + 1] - Starts[row];
        }

        return lengths;
    }
}
