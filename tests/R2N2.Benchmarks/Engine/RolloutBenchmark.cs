namespace R2N2.Benchmarks.Engine;

/// <summary>Trajectories of the Van der Pol oscillator with the committed integrator: nanoseconds for a step of an instance.</summary>
internal static class RolloutBenchmark
{
    private const int Instances = 1_000;
    private const int Steps = 100;
    private const double StepSize = 0.05;
    private const int Warmup = 30;
    private const int Rounds = 51;
    private const double NanosecondsPerMicrosecond = 1000;

    public static void Run(Figures figures)
    {
        Figures.Note($"vdpRollout: {Instances:N0} instances, {Steps} steps of {StepSize}, trajectories returned; median of {Rounds} rounds");
        string file = Path.Combine(AppContext.BaseDirectory, "models", "van-der-pol.onnx");
        using var vectorised = Integrator.Load(file);
        using var onnx = OnnxIntegrator.Load(file);
        Random random = new(7);
        InstanceBatch batch = InstanceBatch.Of(
            Instances,
            (IntegratorInputs.State, [.. Enumerable.Range(0, Instances).SelectMany(_ => new[] { 2.0, 0 })]),
            (IntegratorInputs.StepSize, [.. Enumerable.Repeat(StepSize, Instances)]),
            ("a", [.. Enumerable.Range(0, Instances).Select(_ => 1.35 + (0.3 * random.NextDouble()))]));
        double[] medians = InTurn.Medians(Warmup, Rounds, () => vectorised.Rollout(batch, Steps), () => onnx.Rollout(batch, Steps));
        figures.Add("vdpRollout.vectorised", medians[0] * NanosecondsPerMicrosecond / (Instances * Steps));
        figures.Add("vdpRollout.onnx", medians[1] * NanosecondsPerMicrosecond / (Instances * Steps));
    }
}
