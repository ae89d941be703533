using R2N2.Reference;

namespace R2N2.Tests.Integration;

public sealed class TrajectoriesTests
{
    private static readonly double[] Times = [0, 1, 2, 3, 4, 0, 1, 2, 3];

    [Fact]
    public void ToInstances_OfTwoTrajectories_CutsPiecesThatStayWithinOne()
    {
        InstanceBatch pieces = Trajectories.ToInstances(ReferenceIntegrations.Square, Samples(Times), 2, "Next");

        Assert.Equal([0, 2, 50], pieces["State"].ToArray());
        Assert.Equal([1, 2, 3, 4, 51, 52], pieces["Next"].ToArray());
        Assert.Equal([1, 1, 1], pieces["StepSize"].ToArray());
        Assert.Equal([0.1, 0.1, 0.2], pieces["a"].ToArray());
    }

    [Fact]
    public void ToInstances_WithStrides_HasAStepSizeForEach()
    {
        InstanceBatch pieces = Trajectories.ToInstances(ReferenceIntegrations.Square, Samples(Times), 1, "Next", 2, 3);

        Assert.Equal([2, 2, 2, 3, 3], pieces["StepSize"].ToArray());
        Assert.Equal([2, 4, 52, 3, 53], pieces["Next"].ToArray());
    }

    [Fact]
    public void ToInstances_TimesThatDoNotRise_AreNamed()
    {
        double[] times = [.. Times];
        times[3] = 2;

        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Trajectories.ToInstances(ReferenceIntegrations.Square, Samples(times), 1, "Next"));

        Assert.Contains("'Time' of sample 3 is 2, after 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToInstances_UnevenTimes_AreRefusedForSeveralStepsOnly()
    {
        double[] times = [.. Times];
        times[4] = 4.5;

        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Trajectories.ToInstances(ReferenceIntegrations.Square, Samples(times), 2, "Next"));

        Assert.Contains("not evenly spaced", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1.5, Trajectories.ToInstances(ReferenceIntegrations.Square, Samples(times), 1, "Next")["StepSize"].Span[3]);
    }

    private static InstanceBatch Samples(double[] times) => InstanceBatch.Of(
        9,
        (Trajectories.Trajectory, [1, 1, 1, 1, 1, 2, 2, 2, 2]),
        ("Time", times),
        ("State", [0, 1, 2, 3, 4, 50, 51, 52, 53]),
        ("a", [0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2]));
}
