using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>The Van der Pol oscillator: the error of one step, and of many, beside classical methods of equal cost.</summary>
internal static class VanDerPolAccuracy
{
    private const int Unseen = 20_000;
    private const int UnseenTrajectories = 200;

    // The exact solution in tests: so many steps of Dormand and Prince's method for each step.
    private const int Substeps = 8;
    private static readonly double[] OneStepSizes = [0.1, 0.05, 0.025, 0.01];
    private static readonly double[] RolloutSizes = [0.1, 0.071, 0.05, 0.035];

    public static void Run(Figures figures)
    {
        OneStep(figures);
        Rollout(figures, TrainRollout());
    }

    /// <summary>
    /// 4 stages, trained on rollouts to T = 4 on the attractor, against the error of the classical method on the same instance; the
    /// loss falls along a flat valley, hence many iterations.
    /// </summary>
    private static ButcherTableau TrainRollout()
    {
        Figures.Note("vdpRollout: 4 stages, rollouts to T = 4 from 150 starts on the attractor");
        return Trainer.Train(
            ReferenceIntegrations.VanDerPol,
            Superstructure.RungeKutta(4),
            new InstanceBatchSource(ReferenceIntegrations.VanDerPolAttractor(150, 0, RolloutSizes)),
            new IntegratorLoss { Horizon = 4, SmallestStep = RolloutSizes.Min(), Scale = ErrorScale.Reference(ButcherTableau.RungeKutta4), LabelSubsteps = Substeps },
            new TrainingOptions
            {
                Starts = 0,
                WarmStarts = [ButcherTableau.RungeKutta4.Coefficients, ButcherTableau.ThreeEighths.Coefficients],
                Optimizer = new LevenbergMarquardt { IterationLimit = 800 },
            }).Model.Tableau;
    }

    private static void OneStep(Figures figures)
    {
        Figures.Note("vdpOneStep: 3 stages, one step of 3000 instances");
        TrainingResult<R2N2Integrator> trained = Trainer.Train(
            ReferenceIntegrations.VanDerPol,
            Superstructure.RungeKutta(3),
            new InstanceBatchSource(ReferenceIntegrations.VanDerPolSteps(3000, 0)),
            new IntegratorLoss { Scale = ErrorScale.Reference(ButcherTableau.Kutta3) });
        figures.Add(
            "vdpOneStep.geomean",
            OneStepSizes.Select(h => GeometricMean(trained.Model.Tableau, h)),
            "<= 3.5e-2, 1.4e-3, 4e-5, 3.3e-6");
        figures.Add("vdpOneStep.kutta3", OneStepSizes.Select(h => GeometricMean(ButcherTableau.Kutta3, h)), "1.25e-1, 8.6e-3, 5.8e-4, 1.6e-5");
        figures.Add("vdpOneStep.coefficients", trained.Model.Tableau.Coefficients.Values.ToArray());
        figures.Add("vdpOneStep.seconds", trained.Report.Elapsed.TotalSeconds);
    }

    private static void Rollout(Figures figures, ButcherTableau learned)
    {
        (double Size, double Length)[] cases = [(0.1, 5), (0.05, 5), (0.05, 20), (0.025, 5), (0.025, 20), (0.1, 20)];
        figures.Add(
            "vdpRollout.ratioToRk4", cases.Select(c => Ratio(learned, c.Size, c.Length)), ">= 3.3, 10, 25, then 1");
        double[] between = [.. Enumerable.Range(0, 16).Select(i => 0.025 + (0.005 * i))];
        figures.Add("vdpRollout.smallestRatio", between.SelectMany(h => new[] { Ratio(learned, h, 5), Ratio(learned, h, 20) }).Min(), ">= 1");
        figures.Add("vdpRollout.coefficients", learned.Coefficients.Values.ToArray());
    }

    private static double GeometricMean(ButcherTableau tableau, double h)
    {
        InstanceBatch unseen = ConvergenceOrder.With(ReferenceIntegrations.VanDerPolSteps(Unseen, 1000), IntegratorInputs.StepSize, h);
        return Math.Exp(Errors(tableau, unseen, h, 1).Average(Math.Log));
    }

    private static double Ratio(ButcherTableau learned, double h, double length)
    {
        InstanceBatch unseen = ReferenceIntegrations.VanDerPolAttractor(UnseenTrajectories, 1000, h);
        int steps = (int)Math.Round(length / h);
        return Errors(ButcherTableau.RungeKutta4, unseen, h, steps).Average() / Errors(learned, unseen, h, steps).Average();
    }

    // ‖error‖ of every instance at the end.
    private static double[] Errors(ButcherTableau tableau, InstanceBatch instances, double h, int steps)
    {
        RolloutResult found = new R2N2Integrator(ReferenceIntegrations.VanDerPol, tableau).Rollout(instances, steps);
        RolloutResult exact = new R2N2Integrator(ReferenceIntegrations.VanDerPol, ButcherTableau.DormandPrince).Rollout(
            ConvergenceOrder.With(instances, IntegratorInputs.StepSize, h / Substeps), steps * Substeps);
        return
        [
            .. Enumerable.Range(0, instances.Count).Select(i => ConvergenceOrder.Distance(
                found.State(i, steps).Span, exact.State(i, steps * Substeps).Span)),
        ];
    }
}
