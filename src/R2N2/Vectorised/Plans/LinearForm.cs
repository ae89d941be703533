namespace R2N2.Vectorised;

/// <summary>A value as a matrix times another: its elements are elements of that one, moved, times numbers, or sums of those.</summary>
/// <param name="Root">The other value.</param>
/// <param name="Rows">The matrix; the elements of a row are added in their order.</param>
/// <param name="IsMoved">Whether the elements do not lie one behind the other in <paramref name="Root"/>, so that reading them there saves a copy.</param>
internal sealed record LinearForm(PlanValue Root, SparseRows Rows, bool IsMoved)
{
    // More numbers than that are no stencil, and what is added up should not be computed again and again.
    private const int MostTerms = 32;

    /// <summary>Whether every element is one of the other value, or zero.</summary>
    public bool IsMove { get; } = Rows.Values.All(value => value == 1) && HasSingleTerms(Rows);

    /// <summary>Whether no element is a sum.</summary>
    public bool IsSingle { get; } = HasSingleTerms(Rows);

    /// <summary>Elements of a value.</summary>
    /// <param name="root">The value.</param>
    /// <param name="places">Which; -1 for zeros.</param>
    /// <param name="isMoved">Whether they do not lie one behind the other.</param>
    public static LinearForm Move(PlanValue root, int[] places, bool isMoved) => new(
        root,
        new SparseRows(
            SparseRows.StartsOf(Array.ConvertAll(places, place => place < 0 ? 0 : 1)),
            Array.FindAll(places, place => place >= 0),
            [.. Enumerable.Repeat(1.0, places.Count(place => place >= 0))]),
        isMoved);

    /// <summary>The element that each of a move's is; -1 for zeros.</summary>
    public int[] Places()
    {
        int[] places = new int[Rows.Count];
        for (int row = 0; row < places.Length; row++)
        {
            places[row] = Rows.Starts[row] == Rows.Starts[row + 1] ? -1 : Rows.Columns[Rows.Starts[row]];
        }

        return places;
    }

    /// <summary>The elements times numbers.</summary>
    /// <param name="factors">One for all, or one for each element.</param>
    public LinearForm Times(double[] factors)
    {
        double[] values = [.. Rows.Values];
        for (int row = 0; row < Rows.Count; row++)
        {
            foreach (ref double value in values.AsSpan(Rows.Starts[row]..Rows.Starts[row + 1]))
            {
                value *= factors[factors.Length == 1 ? 0 : row];
            }
        }

        return this with { Rows = Rows with { Values = values } };
    }

    /// <summary>The sum of two forms over one value, in which the order of additions is that of the two; null where there is none, or none that saves anything.</summary>
    /// <param name="left">The one; a sum on the right changes places with a single term.</param>
    /// <param name="right">The other.</param>
    public static LinearForm? Sum(LinearForm left, LinearForm right)
    {
        if (left.Root != right.Root || !(left.IsMoved || right.IsMoved))
        {
            return null;
        }

        (LinearForm first, LinearForm second) = right.IsSingle ? (left, right) : (right, left);
        int count = first.Rows.Values.Length + second.Rows.Values.Length;
        if (!second.IsSingle || count > MostTerms * first.Rows.Count)
        {
            return null;
        }

        int[] columns = new int[count];
        double[] values = new double[count];
        int[] starts = new int[first.Rows.Count + 1];
        for (int row = 0; row < first.Rows.Count; row++)
        {
            int at = starts[row];
            foreach (SparseRows rows in (ReadOnlySpan<SparseRows>)[first.Rows, second.Rows])
            {
                Range elements = rows.Starts[row]..rows.Starts[row + 1];
                rows.Columns.AsSpan(elements).CopyTo(columns.AsSpan(at));
                rows.Values.AsSpan(elements).CopyTo(values.AsSpan(at));
                at += rows.Starts[row + 1] - rows.Starts[row];
            }

            starts[row + 1] = at;
        }

        return new LinearForm(left.Root, new SparseRows(starts, columns, values), IsMoved: true);
    }

    private static bool HasSingleTerms(SparseRows rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows.Starts[row + 1] - rows.Starts[row] > 1)
            {
                return false;
            }
        }

        return true;
    }
}
