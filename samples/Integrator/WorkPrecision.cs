using R2N2;

namespace Integrator;

/// <summary>The mean error at the end against the evaluations of f, for a method and several step sizes.</summary>
/// <param name="Name">The method.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Evaluations">Evaluations of f for one instance.</param>
/// <param name="Errors">The mean over unseen instances of ‖error‖.</param>
internal sealed record WorkPrecision(string Name, int[] Steps, double[] Evaluations, double[] Errors)
{
    private const double Length = 5;
    private const int Substeps = 16;

    // Members of the family that the file does not hold.
    private static readonly double[] Unseen = [.. Enumerable.Range(0, 50).Select(i => 1.3525 + (0.0058 * i))];

    /// <summary>Measures a method.</summary>
    public static WorkPrecision Of(string name, ButcherTableau tableau)
    {
        int[] steps = [50, 63, 80, 100, 126, 160, 200];
        return new WorkPrecision(
            name, steps, [.. steps.Select(count => (double)count * tableau.Stages)], [.. steps.Select(count => Error(tableau, count))]);
    }

    private static double Error(ButcherTableau tableau, int steps)
    {
        double h = Length / steps;
        RolloutResult found = new R2N2Integrator(VanDerPol.Family, tableau).Rollout(VanDerPol.Instances(Unseen, h), steps);
        RolloutResult exact = new R2N2Integrator(VanDerPol.Family, ButcherTableau.DormandPrince).Rollout(
            VanDerPol.Instances(Unseen, h / Substeps), steps * Substeps);
        return Enumerable.Range(0, Unseen.Length).Average(i => Math.Sqrt(
            found.State(i, steps).ToArray().Zip(exact.State(i, steps * Substeps).ToArray(), (x, y) => (x - y) * (x - y)).Sum()));
    }
}
