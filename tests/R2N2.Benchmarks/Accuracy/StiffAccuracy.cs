using R2N2.Reference;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>Decompositions of Rodas3 beside those of other Rosenbrock methods, on stiff problems and at equal errors.</summary>
internal static class StiffAccuracy
{
    private static readonly double[] Tolerances = [1e-3, 1e-4, 1e-5, 1e-6];

    public static void Run(Figures figures)
    {
        Figures.Note("stiff: decompositions of Rodas3 / Rodas4 at the errors of Rodas4, by the line through Rodas3's logarithms of both");
        foreach (StiffProblem problem in StiffProblems.All)
        {
            Outcome[] baseline = [.. Enumerable.Range(2, 9).Select(k => Integrate(problem, RosenbrockTableau.Rodas3, Math.Pow(10, -k)))];
            Outcome[] found = [.. Tolerances.Select(tolerance => Integrate(problem, RosenbrockTableau.Rodas4, tolerance))];
            (double slope, double level) = Line(baseline);
            figures.Add(
                $"stiff.{problem.Name}.rodas3PerRodas4",
                found.Select(outcome => Math.Exp(level + (slope * Math.Log(outcome.Error))) / outcome.Decompositions),
                "at least 1");
            figures.Add($"stiff.{problem.Name}.rodas4Error", found.Select(outcome => outcome.Error));
            figures.Add($"stiff.{problem.Name}.rodas4Decompositions", found.Select(outcome => outcome.Decompositions));
            figures.Add($"stiff.{problem.Name}.rodas3Error", baseline.Skip(1).Take(Tolerances.Length).Select(outcome => outcome.Error));
            figures.Add($"stiff.{problem.Name}.rodas3Decompositions", baseline.Skip(1).Take(Tolerances.Length).Select(outcome => outcome.Decompositions));
        }
    }

    // The absolute tolerance is that of the smallest state.
    private static Outcome Integrate(StiffProblem problem, RosenbrockTableau tableau, double tolerance)
    {
        AdaptiveResult result = new R2N2Integrator(problem.Family, tableau).Integrate(
            problem.Instance,
            new AdaptiveOptions
            {
                AbsoluteTolerance = tolerance * problem.Scale.Min(),
                RelativeTolerance = tolerance,
                StepLimit = 1_000_000,
            });
        return result.Status.Span[0] == IntegrationStatus.Completed
            ? new Outcome(problem.Error(result.State.Span), result.AcceptedSteps.Span[0] + result.RejectedSteps.Span[0])
            : new Outcome(double.NaN, double.NaN);
    }

    // log decompositions = level + slope · log error.
    private static (double Slope, double Level) Line(Outcome[] outcomes)
    {
        double[] errors = [.. outcomes.Select(outcome => outcome.Error)];
        double[] work = [.. outcomes.Select(outcome => outcome.Decompositions)];
        double slope = ConvergenceOrder.Slope(errors, work);
        return (slope, work.Average(Math.Log) - (slope * errors.Average(Math.Log)));
    }

    private sealed record Outcome(double Error, double Decompositions);
}
