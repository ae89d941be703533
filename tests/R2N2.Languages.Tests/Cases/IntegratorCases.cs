using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Languages.Tests.Cases;

/// <summary>Integrators: steps, rollouts, adaptive ones, with and without time, in both precisions.</summary>
internal static class IntegratorCases
{
    private const int Count = 20;

    private static readonly InitialValueFamily _driven = ProblemFamily.InitialValue(
        "driven", 2, [new("a"), new("w", 2)], (t, y, p) => Stack(y[1], (p["a"] * Cos(t)) - (p["w"][0] * Sin(y[0])) - (p["w"][1] * y[1])));

    private static readonly (string Name, ButcherTableau Tableau)[] _methods =
        [("rk4", ButcherTableau.RungeKutta4), ("bs3", ButcherTableau.BogackiShampine), ("dp5", ButcherTableau.DormandPrince)];

    public static IEnumerable<ExportedCase> All() =>
        from family in (InitialValueFamily[])[ReferenceIntegrations.VanDerPol, _driven]
        from method in _methods
        from precision in Enum.GetValues<OnnxPrecision>()
        from made in Forms($"{family.Name}-{method.Name}-{precision}".ToLowerInvariant(), new(family, method.Tableau), precision)
        select made;

    private static IEnumerable<ExportedCase> Forms(string name, R2N2Integrator integrator, OnnxPrecision precision)
    {
        yield return Step($"{name}-step", integrator, new() { Precision = precision });
        IntegratorExportOptions rollout = new() { Form = IntegratorForm.Rollout, Precision = precision };
        yield return Rollout($"{name}-rollout-0", integrator, rollout, 0);
        yield return Rollout($"{name}-rollout-25", integrator, rollout, 25);
        if (integrator.Tableau.HasEmbedded)
        {
            double tolerance = precision == OnnxPrecision.Float64 ? 1e-6 : 1e-3;
            yield return Adaptive($"{name}-adaptive", integrator, new()
            {
                Form = IntegratorForm.Adaptive,
                Precision = precision,
                Adaptive = new() { AbsoluteTolerance = tolerance, RelativeTolerance = tolerance },
            });
        }
    }

    private static ExportedCase Step(string name, R2N2Integrator integrator, IntegratorExportOptions options)
    {
        byte[] model = integrator.ToOnnx(options);
        using var exported = OnnxIntegrator.Load(model);
        InstanceBatch batch = Data();
        StepResult result = exported.Step(batch);
        List<CaseTensor> expected = [CaseTensor.Of(IntegratorOutputs.NextState, [Count, 2], result.NextState.Span)];
        if (integrator.Tableau.HasEmbedded)
        {
            expected.Add(CaseTensor.Of(IntegratorOutputs.ErrorEstimate, [Count, 2], result.ErrorEstimate.Span));
        }

        return Case(name, model, exported, batch, expected);
    }

    private static ExportedCase Rollout(string name, R2N2Integrator integrator, IntegratorExportOptions options, int steps)
    {
        byte[] model = integrator.ToOnnx(options);
        using var exported = OnnxIntegrator.Load(model);
        InstanceBatch batch = Data();
        RolloutResult result = exported.Rollout(batch, steps);
        return Case(
            name,
            model,
            exported,
            batch,
            [
                CaseTensor.Of(IntegratorOutputs.Trajectory, [Count, steps + 1, 2], result.Trajectory.Span),
                Codes(result.Status),
            ],
            CaseTensor.Of(IntegratorInputs.Steps, [], [(long)steps]));
    }

    private static ExportedCase Adaptive(string name, R2N2Integrator integrator, IntegratorExportOptions options)
    {
        byte[] model = integrator.ToOnnx(options);
        using var exported = OnnxIntegrator.Load(model);
        InstanceBatch batch = Data();
        AdaptiveResult result = exported.Integrate(batch);
        return Case(
            name,
            model,
            exported,
            batch,
            [
                CaseTensor.Of(IntegratorOutputs.NextState, [Count, 2], result.State.Span),
                CaseTensor.Of(IntegratorOutputs.ReachedTime, [Count], result.ReachedTime.Span),
                Codes(result.Status),
                CaseTensor.Of(IntegratorOutputs.AcceptedSteps, [Count], result.AcceptedSteps.Span),
                CaseTensor.Of(IntegratorOutputs.RejectedSteps, [Count], result.RejectedSteps.Span),
            ]);
    }

    private static ExportedCase Case(
        string name, byte[] model, OnnxIntegrator exported, InstanceBatch batch, IReadOnlyList<CaseTensor> expected, params CaseTensor[] more)
    {
        OnnxPrecision precision = exported.Description.Options.Precision;
        return new ExportedCase(
            name, model, precision, [.. ExportedCase.Columns(batch, exported.Description.Inputs, precision), .. more], expected);
    }

    private static CaseTensor Codes(ReadOnlyMemory<IntegrationStatus> status) =>
        CaseTensor.Of(IntegratorOutputs.Status, [Count], Array.ConvertAll(status.ToArray(), code => (long)code));

    // One instance is not finite.
    private static InstanceBatch Data()
    {
        Random random = new(5);
        double[] Uniform(int size, double low, double high) =>
            [.. Enumerable.Range(0, Count * size).Select(_ => low + ((high - low) * random.NextDouble()))];
        double[] states = Uniform(2, 0, 1);
        states[Count] = double.NaN;
        return InstanceBatch.Of(
            Count,
            (IntegratorInputs.State, states),
            (IntegratorInputs.StepSize, Uniform(1, 0.02, 0.1)),
            (IntegratorInputs.Time, Uniform(1, 0, 1)),
            (IntegratorInputs.EndTime, Uniform(1, 2, 4)),
            ("a", Uniform(1, 0, 1)),
            ("w", Uniform(2, 0, 1)));
    }
}
