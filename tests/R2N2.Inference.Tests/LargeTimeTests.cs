using R2N2.Inference.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>Times that are large beside the steps: the seconds since 1970 in single precision are 128 apart.</summary>
public abstract class LargeTimeTests(TestedEngine engine)
{
    private const double Now = 1_700_000_000.0 / 128 * 128;

    [Fact]
    public void Rollout_SinglePrecisionFromALargeTime_MovesTheTimeOfF()
    {
        // y' = (t - t₀)/1000, so y = s²/2000 after s seconds.
        var family = ProblemFamily.InitialValue("ramp", 1, [new("from")], (t, y, p) => Stack((t - p["from"]) / 1000));
        R2N2Integrator integrator = new(family, ButcherTableau.RungeKutta4);
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(
            new() { Form = IntegratorForm.Rollout, Precision = OnnxPrecision.Float32 }));
        InstanceBatch data = InstanceBatch.Of(
            2, ("State", [0, 0]), ("StepSize", [1.5, 1.5]), ("Time", [Now, 0]), ("from", [Now, 0]));

        RolloutResult found = exported.Rollout(data, 1000);

        double inMemory = integrator.Rollout(data, 1000).State(0, 1000).Span[0];
        Assert.Equal(1500.0 * 1500 / 2000, inMemory, 1e-9 * inMemory);
        Assert.Equal(inMemory, found.State(1, 1000).Span[0], 1e-4 * inMemory);

        // f itself sees the time in steps of 128 seconds.
        Assert.Equal(inMemory, found.State(0, 1000).Span[0], 0.05 * inMemory);
    }

    [Fact]
    public void Integrate_SinglePrecisionFromALargeTime_ReachesTheEnd()
    {
        // y' = -y/50, and the time counts for nothing.
        var family = ProblemFamily.InitialValue("decay", 1, [], (t, y, p) => (-y / 50) + (0 * t));
        R2N2Integrator integrator = new(family, ButcherTableau.BogackiShampine);
        AdaptiveOptions options = new() { AbsoluteTolerance = 1e-5, RelativeTolerance = 1e-5 };
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(
            new() { Form = IntegratorForm.Adaptive, Precision = OnnxPrecision.Float32, Adaptive = options }));
        InstanceBatch data = InstanceBatch.Of(
            3, ("State", [1, 1, 1]), ("StepSize", [1.5, 1.5, 1.5]), ("Time", [Now, 0, Now]), ("EndTime", [Now + 256, 256, Now]));

        AdaptiveResult found = exported.Integrate(data);
        AdaptiveResult inMemory = integrator.Integrate(data, options);

        Assert.All(found.Status.ToArray(), status => Assert.Equal(IntegrationStatus.Completed, status));
        Assert.All(inMemory.Status.ToArray(), status => Assert.Equal(IntegrationStatus.Completed, status));
        Assert.Equal([Now + 256, 256, Now], found.ReachedTime.ToArray());
        Assert.Equal([Now + 256, 256, Now], inMemory.ReachedTime.ToArray());
        Assert.Equal(found.State.Span[1], found.State.Span[0]);
        Assert.Equal(inMemory.State.Span[0], found.State.Span[0], 1e-4);
        Assert.Equal(Math.Exp(-256.0 / 50), found.State.Span[0], 1e-4);
        Assert.Equal(1, found.State.Span[2]);
    }

    [Theory]
    [InlineData(OnnxPrecision.Float32, 1e6)]
    [InlineData(OnnxPrecision.Float64, 1e15)]
    public void Integrate_SingularityLongBeforeTheEnd_IsApproached(OnnxPrecision precision, double end)
    {
        // y' = y² from 1 is singular at 1, whatever the resolution of the end is.
        R2N2Integrator integrator = new(ProblemFamily.InitialValue("square", 1, y => y * y), ButcherTableau.BogackiShampine);
        AdaptiveOptions options = new() { AbsoluteTolerance = 1e-4, RelativeTolerance = 1e-4 };
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(
            new() { Form = IntegratorForm.Adaptive, Precision = precision, Adaptive = options }));
        InstanceBatch data = InstanceBatch.Of(1, ("State", [1]), ("StepSize", [0.1]), ("EndTime", [end]));

        AdaptiveResult found = exported.Integrate(data);
        AdaptiveResult inMemory = integrator.Integrate(data, options);

        Assert.NotEqual(IntegrationStatus.Completed, found.Status.Span[0]);
        Assert.NotEqual(IntegrationStatus.Completed, inMemory.Status.Span[0]);
        Assert.Equal(1, found.ReachedTime.Span[0], 0.01);
        Assert.Equal(1, inMemory.ReachedTime.Span[0], 0.01);
    }

    [Fact]
    public void Integrate_StepsBelowTheResolutionOfTheTime_AreRefused()
    {
        // A clock and a state that begins to turn fast once 10⁸ seconds have gone by: no step in single precision follows it.
        var family = ProblemFamily.InitialValue("late", 2, y => Stack(1.0, SelectLess(y[0], 1e8, 0, 1000 * Sin(7 * y[1]) + 3000)));
        R2N2Integrator integrator = new(family, ButcherTableau.BogackiShampine);
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(
            new() { Form = IntegratorForm.Adaptive, Precision = OnnxPrecision.Float32, Adaptive = new() { StepLimit = 500 } }));

        AdaptiveResult found = exported.Integrate(
            InstanceBatch.Of(1, ("State", [0, 0]), ("StepSize", [1e6]), ("EndTime", [2e8])));

        Assert.Equal(IntegrationStatus.StepTooSmall, found.Status.Span[0]);
        Assert.InRange(found.ReachedTime.Span[0], 0.5e8, 1.1e8);
    }

    public sealed class OverOnnxRuntime() : LargeTimeTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : LargeTimeTests(TestedEngine.Vectorised);
}
