using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>y' = -a y²: tableaux of a higher order than any method for all problems has, by order residuals alone.</summary>
internal static class SquareAccuracy
{
    private const int Instances = 256;
    private const int Seeds = 10;
    private const double SameTable = 1e-8;
    private const double Length = 2;

    public static void Run(Figures figures)
    {
        List<ButcherTableau> two = [.. Enumerable.Range(0, Seeds).Select(seed => Train(2, 3, seed, new LevenbergMarquardt()))];
        ButcherTableau worst = two.MaxBy(Distance)!;
        figures.Add("square.theta", worst[1, 0], "2 to 1e-8");
        figures.Add("square.b", worst.Weights.ToArray(), "0.75, 0.25 to 1e-8");
        figures.Add("square.runsAtSolution", two.Count(tableau => Distance(tableau) <= SameTable), $"{Seeds}");
        figures.Add("square.order2Stages", two.Min(tableau => Order(tableau, [16, 24, 32, 48, 64])), ">= 2.9");

        ButcherTableau four = Train(4, 6, 0, new LevenbergMarquardt { IterationLimit = 2000, CostTolerance = 1e-15 });
        figures.Add("square.order4Stages", Order(four, [4, 6, 8, 12]), ">= 5.8");
        figures.Add("square.fourStages", four.Coefficients.Values.ToArray());
    }

    private static ButcherTableau Train(int stages, int order, int seed, LevenbergMarquardt optimizer)
    {
        Figures.Note($"square: {stages} stages, order residuals up to {order}, seed {seed}");
        return Trainer.Train(
            ReferenceIntegrations.Square,
            Superstructure.RungeKutta(stages),
            new InstanceBatchSource(ReferenceIntegrations.SquareData(Instances, seed)),
            new IntegratorLoss { Steps = 0, ResidualOrder = order },
            new TrainingOptions { Seed = seed, Optimizer = optimizer }).Model.Tableau;
    }

    // From the one method of 2 stages that has order 3 on this family.
    private static double Distance(ButcherTableau tableau) => Math.Max(
        Math.Abs(tableau[1, 0] - 2),
        Math.Max(Math.Abs(tableau.Weights[0] - 0.75), Math.Abs(tableau.Weights[1] - 0.25)));

    private static double Order(ButcherTableau tableau, int[] steps)
    {
        InstanceBatch unseen = ReferenceIntegrations.SquareData(200, 1000);
        return ConvergenceOrder.Of(
            ReferenceIntegrations.Square, tableau, unseen, Length, steps, ReferenceIntegrations.SquareSolutions(unseen, Length));
    }
}
