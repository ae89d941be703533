namespace R2N2;

/// <summary>
/// The instances of an adaptive integration that are still under way, and the results of those that are done: one slow
/// instance does not make the others work on.
/// </summary>
internal sealed class AdaptiveRows
{
    private readonly AdaptiveState<ArrayValue> _done;
    private int[] _rows;

    /// <param name="count">The number of instances.</param>
    /// <param name="state">The state of the integration at its start.</param>
    /// <param name="instance">What stays.</param>
    public AdaptiveRows(int count, AdaptiveState<ArrayValue> state, AdaptiveInstance<ArrayValue> instance)
    {
        State = state;
        Instance = instance;
        _rows = [.. Enumerable.Range(0, count)];
        _done = AdaptiveState<ArrayValue>.Of(Array.ConvertAll(
            state.Values, value => new ArrayValue(new double[count * value.Size], count, value.Shape)));
    }

    /// <summary>The state of the instances under way.</summary>
    public AdaptiveState<ArrayValue> State { get; set; }

    /// <summary>What stays of them.</summary>
    public AdaptiveInstance<ArrayValue> Instance { get; private set; }

    /// <summary>Puts aside instances that are done, once they are half of all; false where no instance is left.</summary>
    public bool Compact()
    {
        int[] active = [.. Enumerable.Range(0, _rows.Length).Where(i => State.Status.Of(i)[0] < 0)];
        if (active.Length > 0 && 2 * active.Length > _rows.Length)
        {
            return true;
        }

        Store();
        State = AdaptiveState<ArrayValue>.Of(Array.ConvertAll(State.Values, value => Select(value, active)));
        Instance = new AdaptiveInstance<ArrayValue>(
            Select(Instance.Start, active),
            Select(Instance.Span, active),
            [.. Instance.Parameters.Select(parameter => Select(parameter, active))]);
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
        (ArrayValue reached, ArrayValue status) = AdaptiveTurn.End(ArrayReader.Instance, _done, start, end);
        long[] accepted = [.. _done.Accepted.Values.Select(value => (long)value)];
        long[] rejected = [.. _done.Rejected.Values.Select(value => (long)value)];
        return new AdaptiveResult(
            _done.State.Values,
            reached.Values,
            Array.ConvertAll(status.Values, value => (IntegrationStatus)value),
            accepted,
            rejected,
            AdaptiveResult.Evaluations(tableau, accepted, rejected));
    }

    private void Store()
    {
        foreach ((ArrayValue value, ArrayValue done) in State.Values.Zip(_done.Values))
        {
            for (int i = 0; i < _rows.Length; i++)
            {
                value.Of(i).CopyTo(done.Values.AsSpan(_rows[i] * value.Size));
            }
        }
    }

    // Shared values stay shared; a single instance left is an instance all the same.
    private ArrayValue Select(ArrayValue value, int[] rows) => value.Count == 1 && _rows.Length > 1
        ? value
        : new ArrayValue([.. rows.SelectMany(row => value.Of(row).ToArray())], rows.Length, value.Shape);
}
