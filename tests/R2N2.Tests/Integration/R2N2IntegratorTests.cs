using static R2N2.Expression;

namespace R2N2.Tests.Integration;

public sealed class R2N2IntegratorTests
{
    private static readonly InitialValueFamily Clock =
        ProblemFamily.InitialValue("clock", 1, [new("a")], (t, y, p) => -2 * t * p["a"] * y * y);

    private static readonly InitialValueFamily Square = ProblemFamily.InitialValue("square", 1, y => y * y);

    [Fact]
    public void Inputs_OfFamilies_HoldTheTimeOnlyWhereFUsesIt()
    {
        Assert.Equal(["State", "StepSize", "Time", "a"], Clock.Inputs.Select(input => input.Name));
        Assert.Equal(["State", "StepSize"], Square.Inputs.Select(input => input.Name));
        Assert.True(ProblemFamily.InitialValue("no clock", 1, [], (_, y, _) => -y).IsAutonomous);
    }

    [Fact]
    public void WithTableau_TrainingLoss_GoesAlongWithTheSameStepOnly()
    {
        ButcherTableau plain = ButcherTableau.DormandPrince.WithoutEmbedded();
        R2N2Integrator trained = new(Square, plain) { TrainingLoss = 0.25 };

        Assert.Equal(0.25, trained.WithTableau(ButcherTableau.DormandPrince).TrainingLoss);
        Assert.Equal(0.25, trained.WithTableau(new ButcherTableau(plain.Coefficients) { EstimateExponent = 2 }).TrainingLoss);
        Assert.Null(trained.WithTableau(ButcherTableau.RungeKutta4).TrainingLoss);
        Assert.Null(trained.WithFamily(Clock).TrainingLoss);
    }

    [Fact]
    public void Step_AgainstPlainArithmetic_IsEqual()
    {
        double[] y = [1, 2, -0.5];
        double[] h = [0.1, 0.2, 0.05];
        double[] t = [0, 1, 2];
        double[] a = [1, 0.5, 2];

        ReadOnlySpan<double> next = new R2N2Integrator(Clock, ButcherTableau.Kutta3).Step(InstanceBatch.Of(
            3, ("State", y), ("StepSize", h), ("Time", t), ("a", a))).NextState.Span;

        for (int i = 0; i < 3; i++)
        {
            double F(double time, double state) => -2 * time * a[i] * state * state;
            double first = F(t[i], y[i]);
            double second = F(t[i] + (h[i] / 2), y[i] + (h[i] / 2 * first));
            double third = F(t[i] + h[i], y[i] + (h[i] * ((2 * second) - first)));
            Assert.Equal(y[i] + (h[i] / 6 * (first + (4 * second) + third)), next[i], 1e-15);
        }
    }

    [Fact]
    public void Rollout_OneRowOverflows_HasStatus3AndTheOthersGoOn()
    {
        R2N2Integrator integrator = new(Square, ButcherTableau.RungeKutta4);

        RolloutResult result = integrator.Rollout(
            InstanceBatch.Of(3, ("State", [-1, 1e10, double.NaN]), ("StepSize", [0.1, 0.1, 0.1])), 50);

        Assert.Equal([IntegrationStatus.Completed, IntegrationStatus.NotFinite, IntegrationStatus.NotFinite], result.Status.ToArray());
        Assert.Equal(-1.0 / 6, result.State(0, 50).Span[0], 1e-6);
        Assert.True(double.IsFinite(result.State(1, 50).Span[0]));
        Assert.True(double.IsNaN(result.State(2, 50).Span[0]));
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-7)]
    [InlineData(1e-10)]
    public void Integrate_ToATolerance_ReachesTheEndWithThatError(double tolerance)
    {
        R2N2Integrator integrator = new(Clock, ButcherTableau.DormandPrince);
        AdaptiveOptions options = new() { AbsoluteTolerance = tolerance, RelativeTolerance = tolerance };

        AdaptiveResult result = integrator.Integrate(
            InstanceBatch.Of(
                3, ("State", [1, 2, 0.5]), ("StepSize", [0.1, 3, 1e-3]), ("Time", [0, 1, 0.0]), ("EndTime", [2, 3, 4.0]), ("a", [1, 2, 3.0])),
            options);

        double[] exact = [1 / (1 + 4.0), 1 / (0.5 + (2 * 8)), 1 / (2 + (3 * 16.0))];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(IntegrationStatus.Completed, result.Status.Span[i]);
            Assert.InRange(Math.Abs(result.State.Span[i] - exact[i]), 0, 20 * tolerance);
            Assert.Equal(
                1 + (6 * (result.AcceptedSteps.Span[i] + result.RejectedSteps.Span[i])), result.FunctionEvaluations.Span[i]);
        }

        Assert.Equal([2, 3, 4.0], result.ReachedTime.ToArray());
        Assert.True(result.RejectedSteps.Span[1] > 0, "A first step of 3 is too large and must be repeated.");
    }

    [Fact]
    public void Integrate_EachInstanceAlone_GivesWhatTheBatchGives()
    {
        R2N2Integrator integrator = new(Clock, ButcherTableau.BogackiShampine);
        InstanceBatch batch = InstanceBatch.Of(
            4,
            ("State", [1, 2, 0.5, 8]),
            ("StepSize", [0.1, 3, 1e-3, 1]),
            ("Time", [0, 1, 0.0, 2]),
            ("EndTime", [2, 3, 4.0, 2]),
            ("a", [1, 2, 3.0, 4]));

        AdaptiveResult together = integrator.Integrate(batch);

        Assert.Equal(0, together.AcceptedSteps.Span[3]);
        for (int i = 0; i < 4; i++)
        {
            AdaptiveResult alone = integrator.Integrate(batch.Slice(i, 1));
            Assert.Equal(alone.State.Span[0], together.State.Span[i]);
            Assert.Equal(alone.AcceptedSteps.Span[0], together.AcceptedSteps.Span[i]);
            Assert.Equal(alone.RejectedSteps.Span[0], together.RejectedSteps.Span[i]);
        }
    }

    [Fact]
    public void Integrate_IntoASingularity_SaysSoAndTheOthersGoOn()
    {
        // y' = y² from 1 has its pole at t = 1; -1 has none.
        R2N2Integrator integrator = new(Square, ButcherTableau.BogackiShampine);

        AdaptiveResult result = integrator.Integrate(
            InstanceBatch.Of(3, ("State", [1, -1, 1]), ("StepSize", [0.1, 0.1, 0.1]), ("EndTime", [2, 2, 0.5])),
            new AdaptiveOptions { StepLimit = 2000 });

        Assert.Contains(result.Status.Span[0], new[] { IntegrationStatus.StepTooSmall, IntegrationStatus.NotFinite, IntegrationStatus.StepLimit });
        Assert.Equal(1, result.ReachedTime.Span[0], 1e-3);
        Assert.Equal([IntegrationStatus.Completed, IntegrationStatus.Completed], result.Status.ToArray()[1..]);
        Assert.Equal(-1.0 / 3, result.State.Span[1], 1e-5);
    }

    [Fact]
    public void Integrate_OverflowInEveryStep_HasStatus3()
    {
        InitialValueFamily family = ProblemFamily.InitialValue("overflow", 1, y => Exp(y));

        AdaptiveResult result = new R2N2Integrator(family, ButcherTableau.BogackiShampine).Integrate(
            InstanceBatch.Of(2, ("State", [800, 0]), ("StepSize", [0.1, 0.1]), ("EndTime", [0.5, 0.5])));

        Assert.Equal([IntegrationStatus.NotFinite, IntegrationStatus.Completed], result.Status.ToArray());
        Assert.Equal(-Math.Log(0.5), result.State.Span[1], 1e-5);
    }

    [Fact]
    public void Integrate_StepLimit_IsTold()
    {
        AdaptiveResult result = new R2N2Integrator(Square, ButcherTableau.BogackiShampine).Integrate(
            InstanceBatch.Of(1, ("State", [-1]), ("StepSize", [1e-6]), ("EndTime", [100])), new AdaptiveOptions { StepLimit = 3 });

        Assert.Equal(IntegrationStatus.StepLimit, result.Status.Span[0]);
        Assert.Equal(3, result.AcceptedSteps.Span[0] + result.RejectedSteps.Span[0]);
        Assert.InRange(result.ReachedTime.Span[0], 0, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    public void Step_StepSizeThatIsNone_IsNamed(double h)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new R2N2Integrator(Square, ButcherTableau.Heun).Step(
            InstanceBatch.Of(2, ("State", [1, 2]), ("StepSize", [0.1, h]))));

        Assert.Contains("'StepSize' of instance 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void StepRolloutAndIntegrate_NumberThatIsNotFinite_SpoilsItsInstanceOnly(double bad)
    {
        R2N2Integrator integrator = new(Square, ButcherTableau.BogackiShampine);
        InstanceBatch sound = InstanceBatch.Of(1, ("State", [-1]), ("StepSize", [0.1]), ("EndTime", [1]));
        InstanceBatch step = InstanceBatch.Of(2, ("State", [-2, -1]), ("StepSize", [bad, 0.1]), ("EndTime", [1, 1]));
        InstanceBatch end = InstanceBatch.Of(2, ("State", [-2, -1]), ("StepSize", [0.1, 0.1]), ("EndTime", [bad, 1]));
        IntegrationStatus[] expected = [IntegrationStatus.NotFinite, IntegrationStatus.Completed];

        StepResult stepped = integrator.Step(step);
        RolloutResult rolled = integrator.Rollout(step, 5);

        Assert.False(double.IsFinite(stepped.NextState.Span[0]) || double.IsFinite(stepped.ErrorEstimate.Span[0]));
        Assert.Equal(integrator.Step(sound).NextState.Span[0], stepped.NextState.Span[1]);
        Assert.Equal(expected, rolled.Status.ToArray());
        Assert.Equal(integrator.Rollout(sound, 5).State(0, 5).Span[0], rolled.State(1, 5).Span[0]);
        foreach (AdaptiveResult integrated in new[] { integrator.Integrate(step), integrator.Integrate(end) })
        {
            Assert.Equal(expected, integrated.Status.ToArray());
            Assert.Equal(integrator.Integrate(sound).State.Span[0], integrated.State.Span[1]);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Integrate_TimeThatIsNotFinite_SpoilsItsInstanceOnly(double time)
    {
        AdaptiveResult result = new R2N2Integrator(Clock, ButcherTableau.BogackiShampine).Integrate(InstanceBatch.Of(
            2, ("State", [1, 1]), ("StepSize", [0.1, 0.1]), ("Time", [time, 0]), ("EndTime", [1, 1]), ("a", [1, 1])));

        Assert.Equal([IntegrationStatus.NotFinite, IntegrationStatus.Completed], result.Status.ToArray());
    }

    [Fact]
    public void Integrate_EndBeforeTheBeginning_IsNamed()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => new R2N2Integrator(Clock, ButcherTableau.BogackiShampine).Integrate(InstanceBatch.Of(
                1, ("State", [1]), ("StepSize", [0.1]), ("Time", [2]), ("EndTime", [1]), ("a", [1]))));

        Assert.Contains("'EndTime' of instance 0 is 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integrate_WithoutEstimate_SaysWhatToDo()
    {
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => new R2N2Integrator(Square, ButcherTableau.Heun).Integrate(InstanceBatch.Of(
                1, ("State", [1]), ("StepSize", [0.1]), ("EndTime", [1]))));

        Assert.Contains("embedded row", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InitialValue_DerivativeOfWrongShape_NamesFoundAndExpected()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => ProblemFamily.InitialValue("short", 2, y => y[..1]));

        Assert.Contains("returns a vector [1]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("vector [2]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InitialValue_ParameterNamedLikeAnInput_IsRefused()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => ProblemFamily.InitialValue("taken", 1, [new("EndTime")], (y, p) => p["EndTime"] * y));

        Assert.Contains("'EndTime'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RungeKuttaSuperstructure_ForEquations_IsRefused()
    {
        EquationFamily family = ProblemFamily.Equations("root", 1, x => (x * x) - 2);

        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => new R2N2Network(family, Superstructure.RungeKutta(2), new Coefficients(1, 0.5, 0.5)));

        Assert.Contains("ConsistentCombination", failure.Message, StringComparison.Ordinal);
    }
}
