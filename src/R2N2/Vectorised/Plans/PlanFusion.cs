namespace R2N2.Vectorised;

/// <summary>
/// Computes what is needed only once together with what needs it, in one pass through memory: products that are added, sums of
/// vectors times numbers, and operations one after another.
/// </summary>
internal sealed class PlanFusion
{
    private readonly Dictionary<PlanValue, int> _uses = [];
    private readonly Dictionary<PlanValue, PlanStep> _makers = [];

    private PlanFusion(IEnumerable<PlanStep> steps, PlanValue[] outputs)
    {
        foreach (PlanValue value in steps.SelectMany(step => step.Operands).Concat(outputs))
        {
            PlanValue root = value.Resolve().Root;
            _uses[root] = _uses.GetValueOrDefault(root) + 1;
        }
    }

    /// <summary>The same computation in fewer steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="outputs">What they are for.</param>
    public static PlanStep[] Fuse(IReadOnlyList<PlanStep> steps, PlanValue[] outputs)
    {
        IReadOnlyList<PlanStep> fused = Read([.. steps], outputs);
        PlanFusion fusion = new(fused, outputs);
        foreach (Func<PlanStep, PlanStep?> rule in (Func<PlanStep, PlanStep?>[])[fusion.AddedProduct, fusion.Combination, fusion.Composition])
        {
            fused = fusion.Apply(rule, fused, outputs);
        }

        return [.. fused];
    }

    private List<PlanStep> Apply(Func<PlanStep, PlanStep?> rule, IReadOnlyList<PlanStep> steps, PlanValue[] outputs)
    {
        _makers.Clear();
        List<PlanStep> fused = [];
        foreach (PlanStep step in steps)
        {
            PlanStep next = rule(step) ?? step;
            if (step.Target.Whole is null)
            {
                _makers[step.Target] = next;
            }

            fused.Add(next);
        }

        return Read(fused, outputs);
    }

    // Backwards: what nobody reads does not read either.
    private static List<PlanStep> Read(List<PlanStep> steps, PlanValue[] outputs)
    {
        HashSet<PlanValue> read = [.. outputs.Select(value => value.Resolve().Root)];
        List<PlanStep> needed = [];
        foreach (PlanStep step in Enumerable.Reverse(steps).Where(step => read.Contains(step.Target.Resolve().Root)))
        {
            needed.Add(step);
            read.UnionWith(step.Operands.Select(operand => operand.Resolve().Root));
        }

        needed.Reverse();
        return needed;
    }

    // The step that makes a value for one other only.
    private PlanStep? Maker(PlanValue value) => value.Whole is null && _uses.GetValueOrDefault(value) == 1
        ? _makers.GetValueOrDefault(value)
        : null;

    private PlanStep? AddedProduct(PlanStep step)
    {
        if (step.Operation is not (Operation.Add or Operation.Subtract))
        {
            return null;
        }

        bool adds = step.Operation == Operation.Add;
        (PlanValue left, PlanValue right) = (step.Operands[0], step.Operands[1]);
        if (Maker(right) is { Operation: Operation.Multiply } last)
        {
            return step with
            {
                Operation = adds ? Operation.MultiplyAdd : Operation.SubtractMultiply,
                Operands = [.. last.Operands, left],
            };
        }

        return Maker(left) is not { Operation: Operation.Multiply } first ? null : step with
        {
            Operation = adds ? Operation.MultiplyAdd : Operation.MultiplySubtract,
            Operands = [.. first.Operands, right],
        };
    }

    // c₁ v₁, then + c₂ v₂ and so on, then perhaps x + all of it.
    private PlanStep? Combination(PlanStep step)
    {
        if (IsTerm(step, Operation.MultiplyAdd) && Maker(step.Operands[2]) is { } sum)
        {
            PlanValue[] terms = IsTerm(sum, Operation.Multiply) ? Term(sum)
                : sum.Operation == Operation.Combination && sum.Operands.Length % 2 == 0 ? sum.Operands
                : [];
            return terms.Length == 0 ? null : step with { Operation = Operation.Combination, Operands = [.. terms, .. Term(step)] };
        }

        return step.Operation == Operation.Add
            && IsVector(step.Operands[0], step)
            && Maker(step.Operands[1]) is { Operation: Operation.Combination } all
            && all.Operands.Length % 2 == 0
            ? step with { Operation = Operation.Combination, Operands = [.. all.Operands, step.Operands[0]] }
            : null;
    }

    private PlanStep? Composition(PlanStep step)
    {
        if (!IsComposable(step))
        {
            return null;
        }

        (PlanValue left, PlanValue right) = (step.Operands[0], step.Operands[1]);
        return Maker(left) is { } first && IsComposable(first)
            ? step with { Operation = Operation.Composition, Operands = [.. first.Operands, right], Parts = (first.Operation, step.Operation, false) }
            : Maker(right) is { } last && IsComposable(last)
            ? step with { Operation = Operation.Composition, Operands = [.. last.Operands, left], Parts = (last.Operation, step.Operation, true) }
            : null;
    }

    private static bool IsComposable(PlanStep step) =>
        step.Operation is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide && step.Target.Size > 1;

    private static bool IsTerm(PlanStep step, Operation operation) => step.Operation == operation
        && (step.Operands[0].IsNumber ? IsVector(step.Operands[1], step) : step.Operands[1].IsNumber && IsVector(step.Operands[0], step));

    // The number, then the vector.
    private static PlanValue[] Term(PlanStep step) =>
        step.Operands[0].IsNumber ? step.Operands[..2] : [step.Operands[1], step.Operands[0]];

    private static bool IsVector(PlanValue value, PlanStep step) =>
        value.Constant is null && !value.IsRepeated && value.Size == step.Target.Size && value.Size > 1;
}
