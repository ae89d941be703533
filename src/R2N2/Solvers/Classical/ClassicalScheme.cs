using R2N2.Vectorised;

namespace R2N2;

/// <summary>Full steps of a classical method until every instance is done, over lanes.</summary>
internal static class ClassicalScheme
{
    private const double Running = SolverTurn.Running;

    /// <summary>
    /// The scheme. Inputs: those of the family, then the absolute and the relative tolerance, the former below 0 where there is none of
    /// both; outputs: x, ‖f(x)‖₂, the steps, the status, the evaluations of f.
    /// </summary>
    /// <param name="family">The problem.</param>
    /// <param name="step">From x, f(x) and the parameters to the step d, and how many products with f's derivative it takes.</param>
    public static LaneScheme Of(
        EquationFamily family, Func<Expression, Expression, Expression[], (Expression Direction, Expression Products)> step)
    {
        LaneSlot[] inputs = [.. family.Inputs.Select(input => new LaneSlot(input.Name, input.Shape, SlotKind.Input))];
        LaneUse[] given = Array.ConvertAll(inputs, input => input.Now);
        LaneUse[] parameters = given[^family.Parameters.Count..];
        LaneSlot[] tolerances = [Number("absolute", SlotKind.Input), Number("relative", SlotKind.Input)];
        LaneSlot x = State("x", family), f = State("f", family), best = State("best x", family);
        LaneSlot norm = Number("norm"), bestNorm = Number("best norm"), iterations = Number("iterations"), evaluations = Number("evaluations");
        LaneSlot status = Number("status"), target = Number("target", SlotKind.Kept), ended = Number("end", SlotKind.Passing);
        LaneSlot[] states = [x, f, norm, best, bestNorm, iterations, evaluations, status];
        return new LaneScheme
        {
            Inputs = [.. inputs, .. tolerances],
            Start = LaneStage.Of(
                "start",
                [.. given, .. tolerances.Select(tolerance => tolerance.Now)],
                [.. states.Select(state => state.Next), target.Next],
                values =>
                {
                    SolverPoint<Expression> start = SolverPoints.Start(family, values[..^2]);
                    Expression goal = Target(start.Norm, values[^2], values[^1]);
                    return [.. start.Values, start.X, start.Norm, 0, 1, Verdict(start.Norm, goal), goal];
                }),
            Turn =
            [
                LaneStage.Of(
                    "turn",
                    [x.Now, f.Now, best.Now, bestNorm.Now, iterations.Now, evaluations.Now, target.Now, .. parameters],
                    [.. states.Select(state => state.Next)],
                    values =>
                    {
                        (Expression goal, Expression[] known) = (values[6], values[7..]);
                        (Expression direction, Expression products) = step(values[0], values[1], known);
                        SolverPoint<Expression> point = SolverPoints.Of(family, values[0] + direction, known);
                        Expression isBetter = Expression.SelectLess(goal, 0, 1, Expression.SelectLess(point.Norm, values[3], 1, 0));
                        return
                        [
                            .. point.Values,
                            Conditions.If(isBetter, point.X, values[2]),
                            Conditions.If(isBetter, point.Norm, values[3]),
                            values[4] + 1,
                            values[5] + 1 + products,
                            Verdict(point.Norm, goal),
                        ];
                    }),
            ],
            Finish = LaneStage.Of("finish", [status.Now], [ended.Now], values => [SolverEnd.Limited(ExpressionReader.Instance, values[0])]),
            Status = status,
            Outputs =
            [
                new LaneOutput(best),
                new LaneOutput(bestNorm),
                new LaneOutput(iterations, IsInteger: true),
                new LaneOutput(ended, IsInteger: true),
                new LaneOutput(evaluations, IsInteger: true),
            ],
        };
    }

    private static LaneSlot State(string name, EquationFamily family) => new(name, Shape.Vector(family.StateSize), SlotKind.State);

    private static LaneSlot Number(string name, SlotKind kind = SlotKind.State) => new(name, Shape.Scalar, kind);

    // Without a tolerance, a norm that none is below or at.
    private static Expression Target(Expression norm, Expression absolute, Expression relative) =>
        Expression.SelectLess(absolute, 0, -1, Expression.Max(absolute, relative * norm));

    private static Expression Verdict(Expression norm, Expression target) => Expression.SelectLess(
        norm,
        double.PositiveInfinity,
        Expression.SelectLess(target, norm, Running, (double)SolveStatus.Converged),
        (double)SolveStatus.NotFinite);
}
