namespace R2N2;

/// <summary>
/// The instances of an adaptive integration that are still under way, and the results of those that are done: one slow
/// instance does not make the others work on.
/// </summary>
internal sealed class AdaptiveRows
{
    // The variables of AdaptiveTurn by their places.
    private const int Elapsed = 0;
    private const int State = 1;
    private const int Accepted = 5;
    private const int Rejected = 6;
    private const int Status = 7;

    private readonly double[][] _done;
    private int[] _rows;

    /// <param name="count">The number of instances.</param>
    /// <param name="variables">The variables of the integration at its start.</param>
    /// <param name="constants">What stays: t₀, the time from there to the end, the parameters.</param>
    public AdaptiveRows(int count, ArrayValue[] variables, ArrayValue[] constants)
    {
        Variables = variables;
        Fixed = constants;
        _rows = [.. Enumerable.Range(0, count)];
        _done = [.. variables.Select(variable => new double[count * variable.Size])];
    }

    /// <summary>The variables of the instances under way.</summary>
    public ArrayValue[] Variables { get; set; }

    /// <summary>Their constants.</summary>
    public ArrayValue[] Fixed { get; private set; }

    /// <summary>Puts aside instances that are done, once they are half of all; false where no instance is left.</summary>
    public bool Compact()
    {
        int[] active = [.. Enumerable.Range(0, _rows.Length).Where(i => Variables[Status].Of(i)[0] < 0)];
        if (active.Length > 0 && 2 * active.Length > _rows.Length)
        {
            return true;
        }

        Store();
        Variables = [.. Variables.Select(variable => Select(variable, active))];
        Fixed = [.. Fixed.Select(value => Select(value, active))];
        _rows = [.. active.Select(i => _rows[i])];
        return active.Length > 0;
    }

    /// <summary>The results of all instances.</summary>
    /// <param name="tableau">The method.</param>
    /// <param name="start">t₀.</param>
    /// <param name="end">The ends.</param>
    public AdaptiveResult ToResult(ButcherTableau tableau, ArrayValue start, ArrayValue end)
    {
        Store();
        ArrayValue Done(int variable) => new(_done[variable], end.Count, Shape.Scalar);
        ArrayValue reached = AdaptiveTurn.RecordEnd().Evaluate(ArrayReader.Instance, [Done(Elapsed), Done(Status), start, end])[0];
        long[] accepted = [.. _done[Accepted].Select(value => (long)value)];
        long[] rejected = [.. _done[Rejected].Select(value => (long)value)];
        return new AdaptiveResult(
            _done[State],
            reached.Values,
            Array.ConvertAll(_done[Status], status => status < 0 ? IntegrationStatus.StepLimit : (IntegrationStatus)status),
            accepted,
            rejected,
            AdaptiveResult.Evaluations(tableau, accepted, rejected));
    }

    private void Store()
    {
        for (int v = 0; v < _done.Length; v++)
        {
            for (int i = 0; i < _rows.Length; i++)
            {
                Variables[v].Of(i).CopyTo(_done[v].AsSpan(_rows[i] * Variables[v].Size));
            }
        }
    }

    // Shared values stay shared; a single instance left is an instance all the same.
    private ArrayValue Select(ArrayValue value, int[] rows) => value.Count == 1 && _rows.Length > 1
        ? value
        : new ArrayValue([.. rows.SelectMany(row => value.Of(row).ToArray())], rows.Length, value.Shape);
}
