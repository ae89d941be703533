using R2N2.Onnx;
using R2N2.Tests.Onnx.Reading;
using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised.Compiled;

public class CompiledFormTests
{
    public static TheoryData<string> Networks => [.. RoundTripModels.Networks.Keys];

    public static TheoryData<string> Integrators => [.. RoundTripModels.Integrators.Keys];

    [Fact]
    public void Compile_RandomGraphs_HaveTheBitsOfTheInterpreter()
    {
        int groups = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            LaneScheme scheme = LaneScheme.Once(new RandomGraph(seed).Build());
            groups += FormComparison<double>.AssertEqual(scheme, 0, seed);
            groups += FormComparison<float>.AssertEqual(scheme, 0, seed);
        }

        Assert.True(groups > 500, $"{groups} groups were compiled.");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Compile_SolverSchemes_HaveTheBitsOfTheInterpreter(string name)
    {
        R2N2Network network = RoundTripModels.Networks[name];
        foreach (SolverExportOptions options in new[] { new SolverExportOptions(), new SolverExportOptions { Safeguard = null } })
        {
            Assert.NotEqual(0, FormComparison<double>.AssertEqual(ToleranceScheme.Of(network, options), 5, 1));
            SolverExportOptions single = options with { Precision = OnnxPrecision.Float32, AbsoluteTolerance = 1e-4 };
            Assert.NotEqual(0, FormComparison<float>.AssertEqual(ToleranceScheme.Of(network, single), 5, 2));
        }

        Assert.NotEqual(0, FormComparison<double>.AssertEqual(FixedScheme.Of(network, new SolverExportOptions()), 3, 3));
    }

    [Theory]
    [MemberData(nameof(Integrators))]
    public void Compile_IntegratorSchemes_HaveTheBitsOfTheInterpreter(string name)
    {
        R2N2Integrator integrator = RoundTripModels.Integrators[name];
        IntegratorSlots Slots(params Parameter[] more) => new(integrator, [.. integrator.Family.Inputs, .. more]);

        FormComparison<double>.AssertEqual(StepScheme.Of(Slots()), 0, 1);
        FormComparison<double>.AssertEqual(RolloutScheme.Of(Slots()), 4, 2);
        if (integrator.Tableau.HasEmbedded)
        {
            LaneScheme adaptive = AdaptiveScheme.Of(Slots(new Parameter(IntegratorInputs.EndTime)), new AdaptiveOptions(), Math.ScaleB(1, -52));
            Assert.NotEqual(0, FormComparison<double>.AssertEqual(adaptive, 6, 3));
        }
    }

    [Fact]
    public void Group_StepsOfOneSize_KeepsOnlyWhatIsReadOutside()
    {
        Expression x = Expression.Input("x", Shape.Vector(4));
        Expression y = Expression.Abs(x) / (x + 2);
        Expression z = Expression.Sqrt(y) - (y * x);
        Plan plan = PlanGrouping.Group(Plan.Of(new RecordedFunction("f", [x], [z, Expression.Sum(y, 0)])));

        PlanStep group = Assert.Single(plan.Steps, step => step.Operation == Operation.Group);
        Assert.Equal(2, plan.Steps.Length);
        Assert.Equal(2, group.Targets.Length);
    }

    [Fact]
    public void TakeOver_ByCompiledBlockBetweenTurns_ChangesNoBit()
    {
        LaneScheme scheme = ToleranceScheme.Of(RoundTripModels.Networks["chandrasekhar"], new SolverExportOptions());
        const int lanes = 16;
        LaneBlock<double> interpreted = FormComparison<double>.Block(LaneForm<double>.Interpreted(scheme), lanes, 1);
        LaneBlock<double> compiled = new(SchemeCompiler.Compile<double>(scheme, isSingle: false), lanes, new MatrixTable<double>());
        interpreted.Turn();
        compiled.TakeOver(interpreted, [.. Enumerable.Range(0, lanes)]);
        interpreted.Turn();
        compiled.Turn();

        Assert.Equal(FormComparison<double>.Bits(interpreted), FormComparison<double>.Bits(compiled));
    }

    // Few lanes take a detour of one lane, or of a vector's.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Turn_WithSomeOddLanes_HasTheBitsOfTheInterpreter(int odd)
    {
        const int lanes = 32;
        const int turns = 8;

        // From 0.1 the norm falls by 0.2 in a turn; from 4 the step leads away.
        R2N2Network network = new(ProblemFamily.Equations("cubic", 10, x => x + (x * x * x)), Superstructure.Krylov(1), new Coefficients(-0.8));
        LaneScheme scheme = ToleranceScheme.Of(network, new SolverExportOptions());
        double[] guesses = [.. Enumerable.Range(0, 10 * lanes).Select(i => (i % lanes < odd ? 4 : 0.1) * (1 + (0.01 * i / lanes)))];
        LaneForm<double> compiled = SchemeCompiler.Compile<double>(scheme, isSingle: false);
        LaneBlock<double>[] blocks = [.. new[] { LaneForm<double>.Interpreted(scheme), compiled }.Select(form =>
        {
            LaneBlock<double> block = new(form, lanes, new MatrixTable<double>());
            guesses.CopyTo(block.Values(scheme.Inputs[0]));
            block.Start([.. Enumerable.Range(0, lanes)]);
            return block;
        })];
        LaneSlot where = scheme.Turn.Select(stage => stage.Where).OfType<LaneSlot>().Single();
        double detours = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            Array.ForEach(blocks, block => block.Turn());
            Assert.Equal(FormComparison<double>.Bits(blocks[0]), FormComparison<double>.Bits(blocks[1]));
            detours += blocks[1].Values(where).ToArray().Sum();
        }

        Assert.InRange(detours, odd, turns * odd);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Count_MuchUsedEngine_IsCompiledAndSolvesWithTheSameBits(int instances)
    {
        LaneScheme scheme = ToleranceScheme.Of(RoundTripModels.Networks["chandrasekhar"], new SolverExportOptions());
        LaneEngine<double> engine = new(scheme);
        LaneBlock<double> before = engine.Rent(instances);
        double[] first = Solve(engine, instances);
        Assert.True(engine.IsUpToDate(before));

        engine.Count(before.Lanes, 1_000_000);
        engine.Compile();
        double[] second = Solve(engine, instances);

        Assert.False(engine.IsUpToDate(before));
        Assert.True(engine.IsUpToDate(engine.Rent(instances)));
        Assert.Equal(first, second);
    }

    private static double[] Solve(LaneEngine<double> engine, int instances)
    {
        double[] x = new double[instances * 10];
        engine.Run(
            (job, _) =>
            {
                job.Inputs = [new double[instances * 10].Select((_, i) => 1 + (0.01 * i)).ToArray()];
                job.Numbers = [x, new double[instances], default, default];
                job.Integers = [default, default, new long[instances], new long[instances]];
                job.Count = instances;
                job.Limit = 20;
            },
            0,
            threads: 1);
        return x;
    }
}
