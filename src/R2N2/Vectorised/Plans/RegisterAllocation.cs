namespace R2N2.Vectorised;

/// <summary>Where the intermediate values of a plan live: the place of a value that is not read any more goes to the next one.</summary>
internal sealed class RegisterAllocation
{
    private readonly Dictionary<PlanValue, int> _places = [];
    private readonly Dictionary<PlanValue, int> _lastReads = [];
    private readonly List<(int Place, int Extent)> _free = [];

    /// <summary>Finds places.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="placed">The values that have a place elsewhere: inputs, and outputs that are computed in theirs.</param>
    /// <param name="extent">How many numbers a value takes up.</param>
    public RegisterAllocation(Plan plan, IReadOnlySet<PlanValue> placed, Func<PlanValue, int> extent)
    {
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            foreach (PlanValue operand in plan.Steps[i].Operands)
            {
                _lastReads[operand.Resolve().Root] = i;
            }
        }

        foreach (PlanValue output in plan.Outputs)
        {
            _lastReads[output.Resolve().Root] = int.MaxValue;
        }

        for (int i = 0; i < plan.Steps.Length; i++)
        {
            PlanStep step = plan.Steps[i];
            PlanValue? inherited = null;
            foreach (PlanValue target in step.Targets.Select(written => written.Resolve().Root))
            {
                if (!placed.Contains(target) && !_places.ContainsKey(target))
                {
                    inherited = Heir(step, i);
                    _places.Add(target, inherited is null ? Take(extent(target)) : _places[inherited]);
                }
            }

            foreach (PlanValue read in step.Operands.Select(operand => operand.Resolve().Root).Distinct())
            {
                if (read != inherited && _lastReads[read] == i && _places.TryGetValue(read, out int place))
                {
                    _free.Add((place, extent(read)));
                }
            }
        }
    }

    /// <summary>The numbers that all places take up together.</summary>
    public int Size { get; private set; }

    /// <summary>The place of a value that has one here.</summary>
    public int this[PlanValue value] => _places[value];

    // An operand that is read for the last time, place by place as the result is written.
    private PlanValue? Heir(PlanStep step, int index) => !step.IsOnePass || step.Target.Whole is not null ? null : step.Operands.FirstOrDefault(
        operand => operand.Whole is null
            && operand.Size == step.Target.Size
            && _places.ContainsKey(operand)
            && _lastReads[operand] == index
            && step.Operands.All(other => other == operand || other.Resolve().Root != operand));

    private int Take(int extent)
    {
        int found = _free.FindLastIndex(free => free.Extent == extent);
        if (found < 0)
        {
            found = _free.FindLastIndex(free => free.Extent > extent);
        }

        if (found < 0)
        {
            Size += extent;
            return Size - extent;
        }

        (int place, int room) = _free[found];
        _free.RemoveAt(found);
        if (room > extent)
        {
            _free.Add((place + extent, room - extent));
        }

        return place;
    }
}
