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

    /// <summary>The elements of constants that are joined.</summary>
    /// <param name="values">The constants.</param>
    /// <param name="outer">How many rows, each with one of every constant's.</param>
    /// <param name="size">The elements of all.</param>
    public static double[] Join(IReadOnlyList<PlanValue> values, int outer, int size)
    {
        double[] joined = new double[size];
        int at = 0;
        for (int row = 0; row < outer; row++)
        {
            foreach (PlanValue value in values)
            {
                int width = value.Size / outer;
                for (int i = 0; i < width; i++)
                {
                    joined[at++] = value.Constant![value.IsNumber ? 0 : (row * width) + i];
                }
            }
        }

        return joined;
    }
}
