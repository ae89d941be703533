namespace R2N2.Vectorised;

/// <summary>A value as a sum of elements of another one, moved, and times numbers.</summary>
/// <param name="Root">The other value.</param>
/// <param name="Terms">What is added, in this order.</param>
/// <param name="IsMoved">Whether elements do not lie one behind the other in <paramref name="Root"/>, so that reading them there saves a copy.</param>
internal sealed record LinearForm(PlanValue Root, LinearTerm[] Terms, bool IsMoved)
{
    // What has more is no stencil, and what is added up should not be computed again and again.
    private const int MostTerms = 32;

    /// <summary>Whether no element is a sum.</summary>
    public bool IsSingle => Terms.Length == 1;

    /// <summary>Whether every element is one of the other value, or zero.</summary>
    public bool IsMove => Terms is [{ Factors: [1] }];

    /// <summary>Elements of a value.</summary>
    /// <param name="root">The value.</param>
    /// <param name="places">Which; -1 for zeros.</param>
    /// <param name="isMoved">Whether they do not lie one behind the other.</param>
    public static LinearForm Move(PlanValue root, int[] places, bool isMoved) => new(root, [new LinearTerm(places, [1])], isMoved);

    /// <summary>The elements times numbers.</summary>
    /// <param name="factors">One for all, or one for each element.</param>
    public LinearForm Times(double[] factors) => this with { Terms = Array.ConvertAll(Terms, term => term.Times(factors)) };

    /// <summary>
    /// The sum of two forms over one value, in which the order of additions is that of the two; null where there is none, or none that
    /// saves anything.
    /// </summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other; a sum changes places with a single term.</param>
    public static LinearForm? Sum(LinearForm left, LinearForm right) =>
        left.Root == right.Root
        && (left.IsMoved || right.IsMoved)
        && (left.IsSingle || right.IsSingle)
        && left.Terms.Length + right.Terms.Length <= MostTerms
            ? new(left.Root, right.IsSingle ? [.. left.Terms, .. right.Terms] : [.. right.Terms, .. left.Terms], IsMoved: true)
            : null;

    /// <summary>The matrix that the other value is multiplied by.</summary>
    public SparseRows Rows()
    {
        int[] starts = SparseRows.StartsOf([.. Enumerable.Range(0, Terms[0].Places.Length).Select(row => Terms.Count(term => term.Places[row] >= 0))]);
        int[] columns = new int[starts[^1]];
        double[] values = new double[starts[^1]];
        int at = 0;
        for (int row = 0; row < starts.Length - 1; row++)
        {
            foreach (LinearTerm term in Terms)
            {
                if (term.Places[row] >= 0)
                {
                    (columns[at], values[at++]) = (term.Places[row], term.Factor(row));
                }
            }
        }

        return new SparseRows(starts, columns, values);
    }
}
