namespace R2N2.Vectorised;

/// <summary>
/// Puts steps of arithmetic over equally many elements together, so that one loop computes them and what only they need is never
/// in memory. The order of steps changes, no operation does.
/// </summary>
internal sealed class PlanGrouping
{
    // What processors have registers for, about.
    private const int MostSteps = 48;
    private const int MostOperands = 24;

    private readonly List<List<PlanStep>> _items = [];
    private readonly Dictionary<PlanValue, int> _written = [];
    private readonly Dictionary<PlanValue, int> _reads = [];
    private readonly HashSet<PlanValue> _outputs;

    private PlanGrouping(Plan plan)
    {
        _outputs = [.. plan.Outputs.Select(output => output.Resolve().Root)];
        foreach (PlanStep step in plan.Steps)
        {
            foreach (PlanValue operand in step.Operands)
            {
                PlanValue root = operand.Resolve().Root;
                _reads[root] = _reads.GetValueOrDefault(root) + 1;
            }

            int item = Find(step);
            if (item == _items.Count)
            {
                _items.Add([]);
            }

            _items[item].Add(step);
            PlanValue target = step.Target.Resolve().Root;
            _written[target] = Math.Max(item, _written.GetValueOrDefault(target));
        }
    }

    /// <summary>The same computation with groups.</summary>
    /// <param name="plan">The plan.</param>
    public static Plan Group(Plan plan)
    {
        PlanGrouping grouping = new(plan);
        return plan with { Steps = [.. grouping._items.Select(item => item.Count == 1 ? item[0] : grouping.Join([.. item]))] };
    }

    /// <summary>What two values have in common if they are the same numbers at the same place.</summary>
    /// <param name="value">A value that steps of a group read or write.</param>
    public static object Identity(PlanValue value)
    {
        (PlanValue root, int first) = value.Resolve();
        return value.Constant is { } elements ? new ConstantKey(elements, Shape.Vector(elements.Length)) : (root, first, value.IsRepeated);
    }

    // The item that a step joins: the one that computes what it reads, or the last one that is like it; else a new one.
    private int Find(PlanStep step)
    {
        int earliest = 0;
        bool continues = false;
        foreach (PlanValue operand in step.Operands)
        {
            if (_written.TryGetValue(operand.Resolve().Root, out int item))
            {
                bool joins = CanJoin(step, item) && _items[item].Any(member => Identity(member.Target).Equals(Identity(operand)));
                int ready = joins ? item : item + 1;
                continues = ready == earliest ? continues || joins : ready > earliest ? joins : continues;
                earliest = Math.Max(earliest, ready);
            }
        }

        if (continues && CanJoin(step, earliest))
        {
            return earliest;
        }

        int last = _items.Count - 1;
        while (last >= earliest && !CanJoin(step, last))
        {
            last--;
        }

        return last < earliest ? _items.Count : last;
    }

    private bool CanJoin(PlanStep step, int index)
    {
        List<PlanStep> item = _items[index];
        return IsGroupable(step)
            && IsGroupable(item[0])
            && item[0].Target.Size == step.Target.Size
            && item.Count < MostSteps
            && Operands([.. item, step]).Count() <= MostOperands;
    }

    private static bool IsGroupable(PlanStep step) => step.IsArithmetic && step.Operation != Operation.Copy;

    private PlanStep Join(PlanStep[] members)
    {
        var reads = members.SelectMany(member => member.Operands).CountBy(operand => operand.Resolve().Root).ToDictionary();
        bool IsNeeded(PlanValue target) => target.Whole is not null
            || _outputs.Contains(target)
            || _reads.GetValueOrDefault(target) > reads.GetValueOrDefault(target);

        return new PlanStep(Operation.Group, members[^1].Target, [.. Operands(members)])
        {
            Members = members,
            Results = [.. members.Select(member => member.Target).Where(IsNeeded)],
        };
    }

    private static IEnumerable<PlanValue> Operands(PlanStep[] members)
    {
        HashSet<object> made = [.. members.Select(member => Identity(member.Target))];
        return members.SelectMany(member => member.Operands).DistinctBy(Identity).Where(operand => !made.Contains(Identity(operand)));
    }
}
