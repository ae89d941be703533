using static R2N2.Expression;

namespace R2N2.Inference.Tests.Vectorised;

/// <summary>Integrated instances, too, have the same bits alone, in any order, beside any others and on any number of threads.</summary>
public sealed class IntegratorBitsTests
{
    // Enough that several threads pay.
    private const int Count = 3000;
    private const int Steps = 12;

    private static readonly InitialValueFamily _pendulum = ProblemFamily.InitialValue(
        "pendulum", 2, [new("a")], (t, y, p) => Stack(y[1], (p["a"] * Sin(t)) - Sin(y[0]) - Tanh(y[1])));

    public static IEnumerable<object[]> All =>
        from form in Enum.GetValues<IntegratorForm>()
        from precision in Enum.GetValues<OnnxPrecision>()
        select new object[] { form, precision };

    [Theory]
    [MemberData(nameof(All))]
    public void Run_AnyOrderAndThreads_GivesTheBitsOfTheInstanceAlone(IntegratorForm form, OnnxPrecision precision)
    {
        byte[] model = new R2N2Integrator(_pendulum, ButcherTableau.BogackiShampine).ToOnnx(
            new() { Form = form, Precision = precision, Adaptive = new() { AbsoluteTolerance = 1e-4, RelativeTolerance = 1e-4 } });
        int[] order = [.. Enumerable.Range(0, Count)];
        new Random(1).Shuffle(order);
        InstanceBatch batch = Batch(order);
        double[][]? expected = null;
        foreach (int threads in (int[])[1, 2, 8])
        {
            using var integrator = Integrator.Load(model, threads);
            double[][] found = Rows(integrator, batch);
            expected ??= found;
            Assert.Equal(expected, found);
        }

        using var alone = Integrator.Load(model);
        for (int i = 0; i < Count; i += 7)
        {
            Assert.Equal(expected![i], Rows(alone, batch.Slice(i, 1))[0]);
        }
    }

    // All that comes out of each instance; what is not finite is spoilt on purpose.
    private static double[][] Rows(Integrator integrator, InstanceBatch batch)
    {
        double[][] columns = integrator.Description.Options.Form switch
        {
            IntegratorForm.Step => Step(integrator.Step(batch)),
            IntegratorForm.Rollout => Rollout(integrator.Rollout(batch, Steps)),
            _ => Adaptive(integrator.Integrate(batch)),
        };
        return
        [
            .. Enumerable.Range(0, batch.Count).Select(i => columns.SelectMany(column =>
            {
                int size = column.Length / batch.Count;
                return column.AsSpan(i * size, size).ToArray();
            }).ToArray()),
        ];
    }

    private static double[][] Step(StepResult found) => [found.NextState.ToArray(), found.ErrorEstimate.ToArray()];

    private static double[][] Rollout(RolloutResult found) => [found.Trajectory.ToArray(), Numbers(found.Status)];

    private static double[][] Adaptive(AdaptiveResult found) =>
    [
        found.State.ToArray(), found.ReachedTime.ToArray(), Numbers(found.Status),
        Array.ConvertAll(found.AcceptedSteps.ToArray(), steps => (double)steps), Array.ConvertAll(found.RejectedSteps.ToArray(), steps => (double)steps),
    ];

    private static double[] Numbers(ReadOnlyMemory<IntegrationStatus> status) => Array.ConvertAll(status.ToArray(), one => (double)one);

    // One in eleven goes fifty times as far, one in thirteen is not a number.
    private static InstanceBatch Batch(int[] order)
    {
        double[] Column(Func<int, double> of) => Array.ConvertAll(order, i => of(i));
        return InstanceBatch.Of(
            Count,
            ("State", [.. order.SelectMany(i => (double[])[i % 13 == 5 ? double.NaN : i % 17, 0.1 * (i % 19)])]),
            ("StepSize", Column(i => 0.01 + (0.002 * (i % 23)))),
            ("Time", Column(i => i % 29)),
            ("EndTime", Column(i => (i % 29) + (i % 11 == 4 ? 5 : 0.1))),
            ("a", Column(i => 0.1 * (i % 31))));
    }
}
