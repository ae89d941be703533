namespace R2N2;

/// <summary>
/// The elements of a sparse matrix for engines that compute with whole tensors: rows of equally many elements stand together, and of
/// such a group first the first elements of all rows, then the second ones, and so on. Each group is a sum over one axis; nothing is
/// padded.
/// </summary>
/// <param name="Groups">How many elements the rows of each group have, at least 1 and ascending, and how many rows.</param>
/// <param name="Columns">The columns of the elements.</param>
/// <param name="Values">The elements.</param>
/// <param name="Places">For every row of the matrix, its place among the rows of all groups; the number of those for a row without elements.</param>
internal sealed record SparseGroups(IReadOnlyList<(int Length, int Rows)> Groups, long[] Columns, double[] Values, long[] Places)
{
    /// <summary>Whether there are rows without elements.</summary>
    public bool HasEmptyRows { get; } = Groups.Sum(group => group.Rows) < Places.Length;

    /// <summary>Whether the rows come out in the order of the matrix.</summary>
    public bool IsInOrder { get; } = Places.Select((place, row) => place == row).All(same => same);

    /// <summary>Puts rows of equal lengths together.</summary>
    /// <param name="elements">The elements.</param>
    public static SparseGroups Of(SparseRows elements)
    {
        int[] lengths = elements.Lengths();
        int[] order = Order(lengths);
        long[] columns = new long[order.Length];
        double[] values = new double[order.Length];
        for (int at = 0; at < order.Length; at++)
        {
            (columns[order[at]], values[order[at]]) = (elements.Columns[at], elements.Values[at]);
        }

        int[] sorted = Sorted(lengths);
        long[] places = new long[lengths.Length];
        Array.Fill(places, sorted.Length);
        for (int i = 0; i < sorted.Length; i++)
        {
            places[sorted[i]] = i;
        }

        return new SparseGroups(
            [.. sorted.GroupBy(row => lengths[row]).Select(rows => (rows.Key, rows.Count()))], columns, values, places);
    }

    /// <summary>The place of each element, row after row, among those of the groups; the lengths of the rows decide it.</summary>
    /// <param name="lengths">The lengths of the rows.</param>
    public static int[] Order(int[] lengths)
    {
        int[] starts = SparseRows.StartsOf(lengths);
        int[] order = new int[starts[^1]];
        int first = 0;
        foreach (IGrouping<int, int> rows in Sorted(lengths).GroupBy(row => lengths[row]))
        {
            int[] group = [.. rows];
            for (int k = 0; k < rows.Key; k++)
            {
                for (int i = 0; i < group.Length; i++)
                {
                    order[starts[group[i]] + k] = first++;
                }
            }
        }

        return order;
    }

    // The rows that have elements, short ones first.
    private static int[] Sorted(int[] lengths) =>
        [.. Enumerable.Range(0, lengths.Length).Where(row => lengths[row] > 0).OrderBy(row => lengths[row])];
}
