using R2N2.Inference.Tests.Engines;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

public abstract class IntegratorTests(TestedEngine engine)
{
    private static readonly InitialValueFamily Driven = ProblemFamily.InitialValue(
        "driven", 2, [new("a"), new("w", 2)], (t, y, p) => Stack(y[1], (p["a"] * Sin(t)) - (p["w"][0] * Sin(y[0])) - (p["w"][1] * y[1])));

    private static readonly InitialValueFamily Square = ProblemFamily.InitialValue("square", 1, y => y * y);

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (string method in (string[])["Kutta3", "RungeKutta4", "BogackiShampine", "DormandPrince"])
            {
                cases.Add(method, true);
                cases.Add(method, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_AgainstPlainArithmetic_IsEqual(string method, bool driven)
    {
        R2N2Integrator integrator = Integrator(method, driven);
        InstanceBatch data = Data(driven, 40);
        using var exported = engine.LoadIntegrator(integrator.ToOnnx());

        StepResult found = exported.Step(data);
        StepResult inMemory = integrator.Step(data);

        int m = integrator.Family.StateSize;
        for (int i = 0; i < data.Count; i++)
        {
            (Func<double, double[], double[]> f, double t, double[] y, double h) = Plain(data, driven, i);
            AssertClose(PlainRungeKutta.Step(f, integrator.Tableau, t, y, h), found.NextState.Slice(i * m, m), 1e-12);
            AssertClose(PlainRungeKutta.Step(f, integrator.Tableau, t, y, h), inMemory.NextState.Slice(i * m, m), 1e-12);
            if (integrator.Tableau.HasEmbedded)
            {
                AssertClose(PlainRungeKutta.Estimate(f, integrator.Tableau, t, y, h), found.ErrorEstimate.Slice(i * m, m), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("Ros3P")]
    [InlineData("Rodas3")]
    [InlineData("Rodas4")]
    public void Step_OfARosenbrockMethod_AgainstPlainArithmetic_IsEqual(string method)
    {
        var tableau = (RosenbrockTableau)typeof(RosenbrockTableau).GetProperty(method)!.GetValue(null)!;
        R2N2Integrator integrator = new(Driven, tableau);
        InstanceBatch data = Data(driven: true, 20);
        using var exported = engine.LoadIntegrator(integrator.ToOnnx());
        using var rollout = engine.LoadIntegrator(integrator.ToOnnx(new() { Form = IntegratorForm.Rollout }));

        StepResult found = exported.Step(data);
        RolloutResult rolled = rollout.Rollout(data, 2);

        for (int i = 0; i < data.Count; i++)
        {
            (Func<double, double[], double[]> f, double t, double[] y, double h) = Plain(data, driven: true, i);
            (double a, double[] w) = (data["a"].Span[i], data["w"].Slice(2 * i, 2).ToArray());
            PlainRosenbrock plain = new(f, (_, at) => [0, 1, -w[0] * Math.Cos(at[0]), -w[1]], (time, _) => [0, a * Math.Cos(time)]);
            (double[] next, double[] estimate) = plain.Step(tableau, t, y, h);
            AssertClose(next, found.NextState.Slice(2 * i, 2), 1e-12);
            AssertClose(estimate, found.ErrorEstimate.Slice(2 * i, 2), 1e-12);
            AssertClose(plain.Step(tableau, t + h, next, h).Next, rolled.State(i, 2), 1e-12);
        }
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 60)]
    [InlineData(false, 0)]
    [InlineData(false, 60)]
    public void Rollout_AgainstPlainArithmetic_IsEqual(bool driven, int steps)
    {
        R2N2Integrator integrator = Integrator("RungeKutta4", driven);
        InstanceBatch data = Data(driven, 7);
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(new() { Form = IntegratorForm.Rollout }));

        RolloutResult found = exported.Rollout(data, steps);

        Assert.All(found.Status.ToArray(), status => Assert.Equal(IntegrationStatus.Completed, status));
        for (int i = 0; i < data.Count; i++)
        {
            (Func<double, double[], double[]> f, double t, double[] y, double h) = Plain(data, driven, i);
            List<double[]> expected = PlainRungeKutta.Rollout(f, integrator.Tableau, t, y, h, steps);
            Assert.All(Enumerable.Range(0, steps + 1), k => AssertClose(expected[k], found.State(i, k), 1e-12));
        }
    }

    [Theory]
    [InlineData("BogackiShampine", true)]
    [InlineData("DormandPrince", true)]
    [InlineData("BogackiShampine", false)]
    [InlineData("Rodas4", true)]
    [InlineData("Rodas3", false)]
    public void Integrate_FileAndMemory_AgreeStepByStep(string method, bool driven)
    {
        R2N2Integrator integrator = Integrator(method, driven);
        AdaptiveOptions options = new() { AbsoluteTolerance = 1e-7, RelativeTolerance = 1e-5 };
        InstanceBatch data = Data(driven, 30);
        data = InstanceBatch.Of(
            data.Count,
            [
                .. data.Names.Select(name => (name, data[name].ToArray())),
                ("EndTime", Enumerable.Range(0, data.Count).Select(i => 10 + (0.1 * i)).ToArray()),
            ]);
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(new() { Form = IntegratorForm.Adaptive, Adaptive = options }));

        AdaptiveResult found = exported.Integrate(data);
        AdaptiveResult expected = integrator.Integrate(data, options);

        Assert.Equal(expected.Status.ToArray(), found.Status.ToArray());
        Assert.Equal(expected.AcceptedSteps.ToArray(), found.AcceptedSteps.ToArray());
        Assert.Equal(expected.RejectedSteps.ToArray(), found.RejectedSteps.ToArray());
        Assert.Equal(expected.FunctionEvaluations.ToArray(), found.FunctionEvaluations.ToArray());
        AssertClose(expected.State.ToArray(), found.State, 1e-10);
        Assert.Equal(data["EndTime"].ToArray(), found.ReachedTime.ToArray());
        Assert.Contains(IntegrationStatus.Completed, found.Status.ToArray());
    }

    [Fact]
    public void Rollout_OneRowOverflows_HasStatus3AndTheOthersGoOn()
    {
        using var exported = engine.LoadIntegrator(
            new R2N2Integrator(Square, ButcherTableau.RungeKutta4).ToOnnx(new() { Form = IntegratorForm.Rollout }));

        RolloutResult found = exported.Rollout(
            InstanceBatch.Of(3, ("State", [-1, 1e10, double.NaN]), ("StepSize", [0.1, 0.1, 0.1])), 50);

        Assert.Equal([IntegrationStatus.Completed, IntegrationStatus.NotFinite, IntegrationStatus.NotFinite], found.Status.ToArray());
        Assert.Equal(-1.0 / 6, found.State(0, 50).Span[0], 1e-6);
        Assert.True(double.IsFinite(found.State(1, 50).Span[0]));
    }

    [Fact]
    public void Integrate_StepLimitAndSingularity_AreTold()
    {
        using var exported = engine.LoadIntegrator(new R2N2Integrator(Square, ButcherTableau.BogackiShampine).ToOnnx(
            new() { Form = IntegratorForm.Adaptive, Adaptive = new() { StepLimit = 30 } }));

        AdaptiveResult found = exported.Integrate(InstanceBatch.Of(
            3, ("State", [1, -1, double.NaN]), ("StepSize", [0.1, 0.1, 0.1]), ("EndTime", [2, 0.3, 2])));

        Assert.Equal(
            [IntegrationStatus.StepLimit, IntegrationStatus.Completed, IntegrationStatus.NotFinite], found.Status.ToArray());
        Assert.Equal(-1 / 1.3, found.State.Span[1], 1e-5);
        Assert.Equal(0, found.AcceptedSteps.Span[2]);
    }

    [Theory]
    [InlineData(IntegratorInputs.StepSize, double.NaN)]
    [InlineData(IntegratorInputs.StepSize, double.PositiveInfinity)]
    [InlineData(IntegratorInputs.EndTime, double.NaN)]
    [InlineData(IntegratorInputs.EndTime, double.PositiveInfinity)]
    public void StepRolloutAndIntegrate_NumberThatIsNotFinite_SpoilsItsInstanceOnly(string input, double bad)
    {
        R2N2Integrator integrator = new(Square, ButcherTableau.BogackiShampine);
        InstanceBatch Data(double spoiled) => InstanceBatch.Of(
            3,
            ("State", [-1, -2, -3]),
            ("StepSize", [0.1, input == IntegratorInputs.StepSize ? spoiled : 0.1, 0.1]),
            ("EndTime", [1, input == IntegratorInputs.EndTime ? spoiled : 1, 1]));
        using var step = engine.LoadIntegrator(integrator.ToOnnx());
        using var rollout = engine.LoadIntegrator(integrator.ToOnnx(new() { Form = IntegratorForm.Rollout }));
        using var adaptive = engine.LoadIntegrator(integrator.ToOnnx(new() { Form = IntegratorForm.Adaptive }));

        AdaptiveResult integrated = adaptive.Integrate(Data(bad));

        Assert.Equal(IntegrationStatus.NotFinite, integrated.Status.Span[1]);
        AssertOthers(adaptive.Integrate(Data(0.1)).State, integrated.State, 1);
        if (input == IntegratorInputs.StepSize)
        {
            StepResult stepped = step.Step(Data(bad));
            RolloutResult rolled = rollout.Rollout(Data(bad), 4);
            Assert.False(double.IsFinite(stepped.NextState.Span[1]) || double.IsFinite(stepped.ErrorEstimate.Span[1]));
            Assert.Equal(IntegrationStatus.NotFinite, rolled.Status.Span[1]);
            AssertOthers(step.Step(Data(0.1)).NextState, stepped.NextState, 1);
            AssertOthers(rollout.Rollout(Data(0.1), 4).Trajectory, rolled.Trajectory, 5);
        }

        void AssertOthers(ReadOnlyMemory<double> expected, ReadOnlyMemory<double> found, int width)
        {
            Assert.Equal(expected[..width].ToArray(), found[..width].ToArray());
            Assert.Equal(expected[(2 * width)..].ToArray(), found[(2 * width)..].ToArray());
        }
    }

    [Theory]
    [InlineData(IntegratorForm.Step)]
    [InlineData(IntegratorForm.Rollout)]
    [InlineData(IntegratorForm.Adaptive)]
    public void Export_SinglePrecision_AgreesToItsDigits(IntegratorForm form)
    {
        R2N2Integrator integrator = new(Square, ButcherTableau.BogackiShampine);
        InstanceBatch data = InstanceBatch.Of(2, ("State", [-1, -2]), ("StepSize", [0.1, 0.05]), ("EndTime", [1, 1]));
        AdaptiveOptions adaptive = new() { AbsoluteTolerance = 1e-4, RelativeTolerance = 1e-4 };
        using var exported = engine.LoadIntegrator(integrator.ToOnnx(
            new() { Form = form, Precision = OnnxPrecision.Float32, Adaptive = adaptive }));

        (double[] found, double[] expected) = form switch
        {
            IntegratorForm.Step => (exported.Step(data).NextState.ToArray(), integrator.Step(data).NextState.ToArray()),
            IntegratorForm.Rollout => (exported.Rollout(data, 5).Trajectory.ToArray(), integrator.Rollout(data, 5).Trajectory.ToArray()),
            _ => (exported.Integrate(data).State.ToArray(), integrator.Integrate(data, adaptive).State.ToArray()),
        };

        AssertClose(expected, found, 1e-4);
    }

    [Theory]
    [InlineData(IntegratorForm.Step)]
    [InlineData(IntegratorForm.Rollout)]
    [InlineData(IntegratorForm.Adaptive)]
    public void Description_OfAFileReadBack_HoldsTheSameIntegrator(IntegratorForm form)
    {
        R2N2Integrator integrator = new(Driven, ButcherTableau.DormandPrince) { TrainingLoss = 0.25 };
        IntegratorExportOptions options = new()
        {
            Form = form,
            Adaptive = form == IntegratorForm.Adaptive ? new() { AbsoluteTolerance = 1e-9, StepLimit = 77 } : new(),
        };

        var description = IntegratorDescription.Read(integrator.ToOnnx(options));

        Assert.Equal(integrator.Tableau, description.Tableau);
        Assert.Equal(5, description.Tableau.EstimateExponent);
        Assert.Equal(options, description.Options);
        Assert.Equal(0.25, description.TrainingLoss);
        Assert.Equal("driven", description.FamilyName);
        string[] end = form == IntegratorForm.Adaptive ? ["EndTime"] : [];
        Assert.Equal(["State", "StepSize", "Time", "a", "w", .. end], description.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Load_SolverAsIntegratorAndTheReverse_AreToldApart()
    {
        byte[] integrator = new R2N2Integrator(Square, ButcherTableau.Heun).ToOnnx();
        byte[] solver = new R2N2Network(
            ProblemFamily.Equations("root", 1, x => (x * x) - 2), Superstructure.Krylov(1), new Coefficients(-0.3)).ToOnnx();

        OnnxFormatException first = Assert.Throws<OnnxFormatException>(() => engine.LoadSolver(integrator));
        OnnxFormatException second = Assert.Throws<OnnxFormatException>(() => engine.LoadIntegrator(solver));

        Assert.Contains("is an integrator", first.Message, StringComparison.Ordinal);
        Assert.Contains("is a solver of equations, not an integrator", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rollout_OfAStepFile_SaysWhatToDo()
    {
        using var exported = engine.LoadIntegrator(new R2N2Integrator(Square, ButcherTableau.Heun).ToOnnx());

        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => exported.Rollout(InstanceBatch.Of(1, ("State", [1]), ("StepSize", [0.1])), 3));

        Assert.Contains("exported as Step", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_StepSizeNotAboveZero_IsNamed()
    {
        using var exported = engine.LoadIntegrator(new R2N2Integrator(Square, ButcherTableau.Heun).ToOnnx());

        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => exported.Step(InstanceBatch.Of(1, ("State", [1]), ("StepSize", [0]))));

        Assert.Contains("'StepSize' of instance 0 is 0", failure.Message, StringComparison.Ordinal);
    }

    private static R2N2Integrator Integrator(string method, bool driven) => new(
        driven ? Driven : ReferenceIntegrations.VanDerPol,
        (ButcherTableau)(typeof(ButcherTableau).GetProperty(method) ?? typeof(RosenbrockTableau).GetProperty(method))!.GetValue(null)!);

    private static InstanceBatch Data(bool driven, int count)
    {
        Random random = new(5);
        double[] Uniform(int size) => [.. Enumerable.Range(0, count * size).Select(_ => random.NextDouble())];
        (string, double[])[] common = [("State", Uniform(2)), ("StepSize", Uniform(1).Select(u => 0.02 + (0.08 * u)).ToArray()), ("a", Uniform(1))];
        return InstanceBatch.Of(count, driven ? [.. common, ("Time", Uniform(1)), ("w", Uniform(2))] : common);
    }

    private static (Func<double, double[], double[]> F, double T, double[] Y, double H) Plain(InstanceBatch data, bool driven, int i)
    {
        double a = data["a"].Span[i];
        double[] y = data["State"].Slice(2 * i, 2).ToArray();
        double h = data["StepSize"].Span[i];
        if (!driven)
        {
            return ((_, at) => [at[1], (a * (1 - (at[0] * at[0])) * at[1]) - at[0]], 0, y, h);
        }

        double[] w = data["w"].Slice(2 * i, 2).ToArray();
        return ((t, at) => [at[1], (a * Math.Sin(t)) - (w[0] * Math.Sin(at[0])) - (w[1] * at[1])], data["Time"].Span[i], y, h);
    }

    private static void AssertClose(double[] expected, ReadOnlyMemory<double> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found.Span[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    public sealed class OverOnnxRuntime() : IntegratorTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : IntegratorTests(TestedEngine.Vectorised);
}
