namespace R2N2.Vectorised;

/// <summary>Computes steps over constants when a plan is made.</summary>
internal static class ConstantFolding
{
    /// <summary>The elements of a step's result.</summary>
    /// <param name="step">A step whose operands are all constants.</param>
    public static double[] Evaluate(PlanStep step)
    {
        Plan plan = new([], [step], [step.Target]);
        return Evaluation.Of(plan, []).Single();
    }
}
