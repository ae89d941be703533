using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>A learned pair with step control beside the pair of Bogacki and Shampine, at equal tolerances.</summary>
internal static class AdaptiveAccuracy
{
    private const int Instances = 2000;
    private const int Unseen = 200;
    private const int UnseenSeed = 1000;
    private const double EndTime = 20;
    private const double ExactTolerance = 1e-12;

    // Chosen on instances of another seed, so that at both tolerances neither work nor error exceeds the classical pair's.
    private const double Factor = 34;

    private static readonly double[] RolloutSizes = [0.11, 0.07, 0.045, 0.025];
    private static readonly double[] Tolerances = [1e-4, 1e-6];

    public static void Run(Figures figures)
    {
        R2N2Integrator learned = Train();
        Outcome[] mine = [.. Tolerances.Select(tolerance => Integrate(learned, tolerance))];
        Outcome[] classical =
        [
            .. Tolerances.Select(tolerance => Integrate(
                new R2N2Integrator(ReferenceIntegrations.VanDerPol, ButcherTableau.BogackiShampine), tolerance)),
        ];
        figures.Add("adaptive.vdp.evaluations", mine.Select(outcome => outcome.Evaluations), "no more than");
        figures.Add("adaptive.vdp.bogackiShampineEvaluations", classical.Select(outcome => outcome.Evaluations));
        figures.Add("adaptive.vdp.error", mine.Select(outcome => outcome.Error), "no larger than");
        figures.Add("adaptive.vdp.bogackiShampineError", classical.Select(outcome => outcome.Error));
        figures.Add("adaptive.vdp.completed", mine.Min(outcome => outcome.Completed), $"{Unseen}");
        figures.Add("adaptive.vdp.rejectedShare", mine.Select(outcome => outcome.RejectedShare));
    }

    // Rollouts with small steps among them: what is calibrated for large ones alone is less accurate at a tight tolerance.
    private static R2N2Integrator Train()
    {
        Figures.Note("adaptive.vdp: 4 stages on rollouts to T = 2 from 100 starts, then an embedded row on one step of 2000 instances");
        R2N2Integrator method = Trainer.Train(
            ReferenceIntegrations.VanDerPol,
            Superstructure.RungeKutta(4),
            new InstanceBatchSource(ReferenceIntegrations.VanDerPolAttractor(100, 0, RolloutSizes)),
            new IntegratorLoss { Horizon = 2, SmallestStep = RolloutSizes.Min(), Scale = ErrorScale.StepPower(4), LabelSubsteps = 8 },
            new TrainingOptions
            {
                Starts = 0,
                WarmStarts = [ButcherTableau.RungeKutta4.Coefficients],
                Optimizer = new LevenbergMarquardt { IterationLimit = 500 },
            }).Model;
        return Trainer.TrainErrorEstimate(
            method, new InstanceBatchSource(Data()), new ErrorEstimateOptions { Factor = Factor }).Model;
    }

    private static Outcome Integrate(R2N2Integrator integrator, double tolerance)
    {
        InstanceBatch unseen = ConvergenceOrder.With(
            ReferenceIntegrations.VanDerPolAttractor(Unseen, UnseenSeed, 0.01), IntegratorInputs.EndTime, EndTime);
        AdaptiveResult exact = new R2N2Integrator(ReferenceIntegrations.VanDerPol, ButcherTableau.DormandPrince).Integrate(
            unseen, new AdaptiveOptions { AbsoluteTolerance = ExactTolerance, RelativeTolerance = ExactTolerance, StepLimit = 200_000 });
        AdaptiveResult found = integrator.Integrate(
            unseen, new AdaptiveOptions { AbsoluteTolerance = tolerance, RelativeTolerance = tolerance });
        return new Outcome(
            found.FunctionEvaluations.ToArray().Average(),
            Enumerable.Range(0, Unseen).Average(i => ConvergenceOrder.Distance(
                found.State.Span.Slice(2 * i, 2), exact.State.Span.Slice(2 * i, 2))),
            found.Status.ToArray().Count(status => status == IntegrationStatus.Completed),
            found.RejectedSteps.ToArray().Average() / (found.AcceptedSteps.ToArray().Average() + found.RejectedSteps.ToArray().Average()));
    }

    // Step sizes of 10^U(-2, -0.8), about those that the tolerances ask for.
    private static InstanceBatch Data()
    {
        Random random = new(0);
        double[] sizes = [.. Enumerable.Range(0, Instances).Select(_ => Math.Pow(10, -2 + (1.2 * random.NextDouble())))];
        return ReferenceIntegrations.VanDerPolAttractor(Instances, 0, sizes);
    }

    private sealed record Outcome(double Evaluations, double Error, int Completed, double RejectedShare);
}
