using R2N2.Inference.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>Integrators over batches: the same bits in any batch, block and thread; buffers; disposal.</summary>
public abstract class IntegratorBatchTests(TestedEngine engine)
{
    private const int Count = 203;

    private static readonly InitialValueFamily Pendulum = ProblemFamily.InitialValue(
        "pendulum", 2, [new("a"), new("w", 3)], (t, y, p) => Stack(y[1], (p["a"] * Sin(t)) - (Sum(p["w"]) * Sin(y[0])) - Tanh(y[1])));

    public static TheoryData<IntegratorForm, OnnxPrecision> All
    {
        get
        {
            TheoryData<IntegratorForm, OnnxPrecision> all = [];
            foreach (IntegratorForm form in Enum.GetValues<IntegratorForm>())
            {
                all.Add(form, OnnxPrecision.Float64);
                all.Add(form, OnnxPrecision.Float32);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Run_AnyPlaceInAnyBatchAndBlock_GivesTheSameBits(IntegratorForm form, OnnxPrecision precision)
    {
        byte[] model = Model(form, precision);
        InstanceBatch batch = Batch(Count);
        using var integrator = engine.LoadIntegrator(model);
        double[] whole = Results(integrator, batch);
        int size = whole.Length / Count;

        foreach ((int start, int count) in ((int, int)[])[(0, 1), (1, 1), (3, 5), (17, 64), (202, 1)])
        {
            Assert.Equal(whole[(start * size)..((start + count) * size)], Results(integrator, batch.Slice(start, count)));
        }

        foreach (IIntegrator other in engine.LoadIntegrators(model))
        {
            using var disposed = other;
            Assert.Equal(whole, Results(other, batch));
        }

        Assert.Empty(Results(integrator, batch.Slice(0, 0)));
    }

    [Theory]
    [InlineData(IntegratorForm.Step)]
    [InlineData(IntegratorForm.Adaptive)]
    public void Buffer_FilledAndRunAgain_MatchesTheBatch(IntegratorForm form)
    {
        using var integrator = engine.LoadIntegrator(Model(form, OnnxPrecision.Float64));
        BatchBuffer buffer = new(engine.RunnerOf(integrator), 30);
        foreach (int count in (int[])[30, 7, 0])
        {
            InstanceBatch batch = Batch(count);
            for (int i = 0; i < integrator.Description.Inputs.Count; i++)
            {
                batch[integrator.Description.Inputs[i].Name].Span.CopyTo(buffer.Input(i));
            }

            buffer.Solve(count);

            Assert.Equal(Results(integrator, batch), buffer.Numbers(0)[..(2 * count)].ToArray());
        }

        buffer.Input(integrator.Description.Inputs.ToList().FindIndex(input => input.Name == IntegratorInputs.StepSize))[3] = -1;
        ArgumentException failure = Assert.Throws<ArgumentException>(() => buffer.Solve(7));
        Assert.Contains("'StepSize' of instance 3 is -1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_AfterDispose_SaysSo()
    {
        var integrator = engine.LoadIntegrator(Model(IntegratorForm.Step, OnnxPrecision.Float64));

        integrator.Dispose();
        integrator.Dispose();

        ObjectDisposedException failure = Assert.Throws<ObjectDisposedException>(() => integrator.Step(Batch(1)));
        Assert.Contains(integrator.GetType().Name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rollout_LongerThanMemoryCanHold_SaysHowMuch()
    {
        using var integrator = engine.LoadIntegrator(Model(IntegratorForm.Rollout, OnnxPrecision.Float64));

        ArgumentException failure = Assert.Throws<ArgumentException>(() => integrator.Rollout(Batch(4), int.MaxValue));

        Assert.Contains("4 instances, 4294967296 numbers each", failure.Message, StringComparison.Ordinal);
    }

    private static double[] Results(IIntegrator integrator, InstanceBatch batch) => integrator.Description.Options.Form switch
    {
        IntegratorForm.Step => integrator.Step(batch).NextState.ToArray(),
        IntegratorForm.Rollout => integrator.Rollout(batch, 9).Trajectory.ToArray(),
        _ => integrator.Integrate(batch).State.ToArray(),
    };

    private static byte[] Model(IntegratorForm form, OnnxPrecision precision) => new R2N2Integrator(Pendulum, ButcherTableau.BogackiShampine).ToOnnx(
        new IntegratorExportOptions
        {
            Form = form,
            Precision = precision,
            Adaptive = new AdaptiveOptions { AbsoluteTolerance = 1e-4, RelativeTolerance = 1e-4 },
        });

    private static InstanceBatch Batch(int count)
    {
        Random random = new(7);
        double[] Uniform(int size, double scale = 1) => [.. Enumerable.Range(0, count * size).Select(_ => scale * (0.1 + random.NextDouble()))];
        return InstanceBatch.Of(
            count,
            ("State", Uniform(2)),
            ("StepSize", Uniform(1, 0.1)),
            ("Time", Uniform(1)),
            ("EndTime", [.. Uniform(1).Select(end => end + 2)]),
            ("a", Uniform(1)),
            ("w", Uniform(3)));
    }

    public sealed class OverOnnxRuntime() : IntegratorBatchTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : IntegratorBatchTests(TestedEngine.Vectorised);
}
