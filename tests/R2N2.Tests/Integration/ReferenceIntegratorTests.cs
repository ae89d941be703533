using R2N2.Reference;

namespace R2N2.Tests.Integration;

public sealed class ReferenceIntegratorTests
{
    private const double RoundingError = 1e-14;

    // y = y₀/(1 - y₀ t), with a pole at t = 1/y₀ for y₀ above 0.
    private static readonly InitialValueFamily Pole = ProblemFamily.InitialValue("pole", 1, y => y * y);

    [Fact]
    public void Solve_SmoothProblem_IsNoLessAccurateThanItSays()
    {
        InstanceBatch data = ConvergenceOrder.With(ReferenceIntegrations.SquareData(50, 1), IntegratorInputs.StepSize, 0.4);

        ReferenceSolution solution = Solve(ReferenceIntegrations.Square, data, 8, 5);

        for (int k = 1; k <= 5; k++)
        {
            double[] exact = ReferenceIntegrations.SquareSolutions(data, 0.4 * k);
            for (int i = 0; i < 50; i++)
            {
                double way = Math.Abs(exact[i] - data[IntegratorInputs.State].Span[i]);
                Assert.True(solution.IsAccurate[i]);
                Assert.Equal(exact[i], solution.State(i, k)[0], (solution.Errors[i] * way) + RoundingError);
            }
        }
    }

    [Fact]
    public void Solve_WhereNothingIsRefined_GivesTheStatesOfARolloutBitForBit()
    {
        const int substeps = 32;
        const int steps = 3;
        InstanceBatch data = ReferenceIntegrations.VanDerPolSteps(100, 0);
        double[] sizes = [.. data[IntegratorInputs.StepSize].ToArray().Select(size => size / substeps)];
        InstanceBatch fine = InstanceBatch.Of(
            100,
            (IntegratorInputs.State, data[IntegratorInputs.State].ToArray()),
            (IntegratorInputs.StepSize, sizes),
            ("a", data["a"].ToArray()));
        RolloutResult rollout = new R2N2Integrator(ReferenceIntegrations.VanDerPol, ButcherTableau.DormandPrince).Rollout(fine, steps * substeps);

        ReferenceSolution solution = Solve(ReferenceIntegrations.VanDerPol, data, substeps, steps);

        for (int i = 0; i < 100; i++)
        {
            for (int k = 1; k <= steps; k++)
            {
                Assert.Equal(rollout.State(i, k * substeps).ToArray(), solution.State(i, k).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(1.5, 1, 32)]
    [InlineData(1.01, 1, 32)]
    [InlineData(5, 1, 32)]
    [InlineData(0.1, 20, 32)]
    [InlineData(0.1, 20, 2)]
    [InlineData(0.25, 8, 32)]
    [InlineData(0.25, 5, 8)]
    [InlineData(0.07, 15, 64)]
    [InlineData(1, 1, 33)]
    public void Solve_PastAPole_HasNoSolution(double stepSize, int steps, int substeps)
    {
        InstanceBatch data = InstanceBatch.Of(3, ("State", [-1, 1, 0.5]), ("StepSize", [stepSize, stepSize, stepSize / 10]));

        ReferenceSolution solution = Solve(Pole, data, substeps, steps);

        Assert.Equal([true, false, true], solution.IsAccurate);
        for (int i = 0; i < 3; i += 2)
        {
            (double y, double h) = (data["State"].Span[i], data["StepSize"].Span[i]);
            double exact = y / (1 - (y * steps * h));
            Assert.Equal(exact, solution.State(i, steps)[0], (1e-6 * Math.Abs(exact - y)) + RoundingError);
        }
    }

    [Fact]
    public void Solve_PoleBehindTheLastStepOfAnInstance_DoesNotCount()
    {
        InstanceBatch data = InstanceBatch.Of(2, ("State", [1, 1]), ("StepSize", [0.1, 0.1]));

        ReferenceSolution solution = new ReferenceIntegrator(Pole, 32).Solve(IntegratorBatch.Of(Pole, data), [9, 11]);

        Assert.Equal([true, false], solution.IsAccurate);
        Assert.Equal(10, solution.State(0, 9)[0], 1e-5);
    }

    [Fact]
    public void Solve_StiffProblem_IsRefinedUntilItIsStable()
    {
        // y' = -λ (y - cos t) - sin t from y(0) = 1 is cos t; 16 steps of λ h / 16 = 8 would leave the stability region.
        InitialValueFamily family = ProblemFamily.InitialValue(
            "stiff", 1, [], (t, y, _) => (-128 * (y - Expression.Cos(t))) - Expression.Sin(t));
        InstanceBatch data = InstanceBatch.Of(1, ("State", [1]), ("StepSize", [1]), ("Time", [0]));

        ReferenceSolution solution = Solve(family, data, 16, 2);

        Assert.True(solution.IsAccurate[0], $"{solution.Errors[0]}");
        Assert.Equal(Math.Cos(2), solution.State(0, 2)[0], 1e-6);
    }

    [Fact]
    public void Solve_Kink_IsRefinedUntilItIsAccurate()
    {
        // y' = 1 + |y|: 1 - 1.5 e⁻ᵗ up to t = ln 1.5, e^(t - ln 1.5) - 1 from there.
        InitialValueFamily family = ProblemFamily.InitialValue("kink", 1, y => 1 + Expression.Abs(y));
        InstanceBatch data = InstanceBatch.Of(1, ("State", [-0.5]), ("StepSize", [0.5]));

        ReferenceSolution solution = Solve(family, data, 32, 2);

        Assert.True(solution.IsAccurate[0], $"{solution.Errors[0]}");
        Assert.Equal((Math.Exp(1) / 1.5) - 1, solution.State(0, 2)[0], 2e-6);
    }

    [Fact]
    public void Solve_Jump_HasNoSolution()
    {
        InitialValueFamily family = ProblemFamily.InitialValue("jump", 1, [], (t, y, _) => Expression.Sign(t - 0.3) + (0 * y));
        InstanceBatch data = InstanceBatch.Of(1, ("State", [1]), ("StepSize", [1]), ("Time", [0]));

        Assert.Equal([false], Solve(family, data, 32, 1).IsAccurate);
    }

    [Fact]
    public void Solve_AtAnEquilibrium_StaysThere()
    {
        InstanceBatch data = InstanceBatch.Of(2, ("State", [0, 1e-300]), ("StepSize", [0.1, 0.1]));

        ReferenceSolution solution = Solve(Pole, data, 32, 3);

        Assert.Equal([true, true], solution.IsAccurate);
        Assert.Equal([0, 0], solution.Errors);
    }

    [Theory]
    [InlineData(double.NaN, 0.1)]
    [InlineData(double.PositiveInfinity, 0.1)]
    [InlineData(1, double.NaN)]
    [InlineData(1, 0)]
    [InlineData(1, -0.1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Solve_InstanceThatCannotBeIntegrated_HasNoSolution(double state, double stepSize)
    {
        InstanceBatch data = InstanceBatch.Of(2, ("State", [state, -1]), ("StepSize", [stepSize, 0.1]));

        ReferenceSolution solution = Solve(Pole, data, 32, 1);

        Assert.Equal([false, true], solution.IsAccurate);
        Assert.Equal(-1 / 1.1, solution.State(1, 1)[0], 1e-15);
    }

    private static ReferenceSolution Solve(InitialValueFamily family, InstanceBatch data, int substeps, int steps) =>
        new ReferenceIntegrator(family, substeps).Solve(
            IntegratorBatch.Read(family, data), [.. Enumerable.Repeat(steps, data.Count)]);
}
