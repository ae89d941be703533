namespace R2N2.Vectorised;

/// <summary>Products that are only added or subtracted are computed together with the sum: one pass, one rounding.</summary>
internal static class PlanFusion
{
    /// <summary>The same computation in fewer steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="outputs">What they are for.</param>
    public static PlanStep[] Fuse(IReadOnlyList<PlanStep> steps, PlanValue[] outputs)
    {
        Dictionary<PlanValue, int> uses = [];
        foreach (PlanValue value in steps.SelectMany(step => step.Operands).Concat(outputs))
        {
            PlanValue root = value.Resolve().Root;
            uses[root] = uses.GetValueOrDefault(root) + 1;
        }

        Dictionary<PlanValue, PlanStep> products = [];
        List<PlanStep> fused = [];
        foreach (PlanStep step in steps)
        {
            bool IsOnlyHere(PlanValue value) => value.Whole is null && products.ContainsKey(value) && uses[value] == 1;

            PlanStep next = Fuse(step, IsOnlyHere, products) ?? step;
            if (step.Operation == Operation.Multiply)
            {
                products.Add(step.Target, step);
            }

            fused.Add(next);
        }

        HashSet<PlanValue> read = [.. fused.SelectMany(step => step.Operands).Concat(outputs).Select(value => value.Resolve().Root)];
        return [.. fused.Where(step => read.Contains(step.Target.Resolve().Root))];
    }

    private static PlanStep? Fuse(PlanStep step, Func<PlanValue, bool> isOnlyHere, Dictionary<PlanValue, PlanStep> products)
    {
        if (step.Operation is not (Operation.Add or Operation.Subtract))
        {
            return null;
        }

        bool adds = step.Operation == Operation.Add;
        (PlanValue left, PlanValue right) = (step.Operands[0], step.Operands[1]);
        if (isOnlyHere(right))
        {
            return step with
            {
                Operation = adds ? Operation.MultiplyAdd : Operation.SubtractMultiply,
                Operands = [.. products[right].Operands, left],
            };
        }

        return !isOnlyHere(left) ? null : step with
        {
            Operation = adds ? Operation.MultiplyAdd : Operation.MultiplySubtract,
            Operands = [.. products[left].Operands, right],
        };
    }
}
