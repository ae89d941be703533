using System.Runtime.CompilerServices;
using R2N2.Reference;
using R2N2.Training.Native;

namespace R2N2.Training.Tests.Objectives;

/// <summary>The vectorised engine finds the losses and derivatives that TorchSharp finds, and training on it the same optimum.</summary>
public sealed class LaneEvaluationTests
{
    private const int Instances = 70;

    public LaneEvaluationTests() => TorchNative.EnsureLoaded();

    public static TheoryData<string> Losses =>
    [
        "fixed", "random", "chandrasekhar", "newton-krylov", "halley", "taylor", "history", "per iteration", "conditional", "labels", "scaled labels",
        "one step", "rollout", "horizon", "residuals", "residuals and steps", "error estimate",
    ];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Evaluate_AnyLoss_IsWhatTorchSharpFinds(string name)
    {
        (Objective objective, InstanceBlock block) = Case(name);
        using (block)
        {
            Compare(objective, block);
        }
    }

    [Fact]
    public void Evaluate_PointThatDiverges_LeavesTheOthersAlone()
    {
        (Objective objective, InstanceBlock block) = Case("chandrasekhar");
        using (block)
        {
            using LaneEvaluation lanes = new(objective);
            double[] healthy = Point(objective, 1);
            double[] divergent = [.. Enumerable.Repeat(1e200, healthy.Length)];

            NormalEquations together = lanes.Linearize(block, [divergent, healthy]);

            NormalEquations alone = lanes.Linearize(block, [healthy]);
            Assert.False(together.IsFinite(0));
            Assert.Equal(alone.Loss[0], together.Loss[1]);
            Assert.Equal(alone.Of(alone.Matrix, 0), together.Of(together.Matrix, 1));
        }
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("chandrasekhar")]
    public void Train_OnEitherEngine_FindsTheSameOptimum(string name)
    {
        (EquationFamily family, InstanceBatch data) = Problem(name);

        TrainingReport[] reports = [.. Enum.GetValues<TrainingEngine>().Select(engine => Trainer.Train(
            family,
            Superstructure.Krylov(2),
            new InstanceBatchSource(data),
            options: new TrainingOptions { Engine = engine, Starts = 8 }).Report)];

        Assert.Equal(reports[0].Loss, reports[1].Loss, 1e-7 * reports[0].Loss);
    }

    // Native code: kept out of the caller so that nothing of it is inlined before the library is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compare(Objective objective, InstanceBlock block)
    {
        double[][] points = [Point(objective, 1), Point(objective, 2)];
        using TorchEvaluation torch = new(objective);
        using LaneEvaluation lanes = new(objective);
        Assert.Equal(Counted(objective, torch, block, points), Counted(objective, lanes, block, points));
        AssertClose(torch.Loss(block, points), lanes.Loss(block, points));
        AssertClose(torch.InstanceLosses(block, points), lanes.InstanceLosses(block, points));
        NormalEquations expected = torch.Linearize(block, points);
        NormalEquations found = lanes.Linearize(block, points);
        AssertClose(expected.Loss, found.Loss);
        AssertClose(expected.Gradient, found.Gradient);
        AssertClose(expected.Matrix, found.Matrix);
    }

    private static long Counted(Objective objective, IEvaluation evaluation, InstanceBlock block, double[][] points)
    {
        objective.FunctionEvaluations = 0;
        evaluation.Loss(block, points);
        evaluation.InstanceLosses(block, points);
        evaluation.Linearize(block, points);
        return objective.FunctionEvaluations;
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        double size = expected.Max(Math.Abs);
        Assert.True(size > 0 && double.IsFinite(size));
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * size));
    }

    private static double[] Point(Objective objective, int seed)
    {
        Random random = new(seed);
        double sign = objective is EquationObjective ? -0.3 : 0.4;
        return [.. Enumerable.Range(0, objective.Unknowns).Select(_ => sign * random.NextDouble())];
    }

    private static (EquationFamily Family, InstanceBatch Data) Problem(string name) => name switch
    {
        "fixed" => (ReferenceProblems.LinearFixed(), ReferenceProblems.LinearFixedData(Instances, 1)),
        "random" or "conditional" => (ReferenceProblems.LinearRandom(), ReferenceProblems.LinearRandomData(Instances, 1)),
        _ => (ReferenceProblems.Chandrasekhar(6), ReferenceProblems.ChandrasekharData(Instances, 6, 1)),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Objective Objective, InstanceBlock Block) Case(string name)
    {
        if (name is "one step" or "rollout" or "horizon" or "residuals" or "residuals and steps" or "error estimate")
        {
            return IntegrationCase(name);
        }

        (EquationFamily family, InstanceBatch data) = Problem(name);
        string? label = name is "labels" or "scaled labels" ? "solution" : null;
        string? scale = name == "scaled labels" ? "size" : null;
        Superstructure superstructure = name switch
        {
            "newton-krylov" => Superstructure.NewtonKrylov(3),
            "history" => Superstructure.Krylov(2) with { Assembly = AssemblyModule.MinimalResidual, History = 1 },
            "halley" => Superstructure.Halley,
            "taylor" => Superstructure.NewtonTaylor(3),
            "per iteration" => Superstructure.Krylov(2) with { Tables = TableModule.PerIteration(2) },
            "conditional" => Superstructure.Krylov(2) with { Tables = TableModule.Conditional(p => p["b"][2], p => Expression.Sin(p["b"][0])) },
            _ => Superstructure.Krylov(4),
        };
        EquationLayout layout = new(family, label, scale);
        Random random = new(3);
        double[] Column(Parameter column) => column.Name == label || column.Name == scale
            ? [.. Enumerable.Range(0, Instances * column.Shape.Size).Select(_ => 1 + random.NextDouble())]
            : data[column.Name].ToArray();
        return (new EquationObjective(family, superstructure, [4, 16, 64]), layout.ToBlock(Instances, [.. layout.Columns.Select(Column)]));
    }

    private static (Objective Objective, InstanceBlock Block) IntegrationCase(string name)
    {
        InitialValueFamily family = ReferenceIntegrations.VanDerPol;
        ErrorEstimateOptions estimate = new();
        IntegratorLoss loss = name switch
        {
            "one step" => new IntegratorLoss { Scale = ErrorScale.StepPower(3) },
            "rollout" => new IntegratorLoss { Steps = 4 },
            "horizon" => new IntegratorLoss { Horizon = 0.1, SmallestStep = 0.01, Scale = ErrorScale.StepPower(2) },
            "residuals" => new IntegratorLoss { Steps = 0, ResidualOrder = 3 },
            "error estimate" => estimate.OneStep,
            _ => new IntegratorLoss { Steps = 2, ResidualOrder = 2, ResidualWeight = 0.1 },
        };
        Objective objective = name == "error estimate"
            ? new ErrorEstimateObjective(family, ButcherTableau.BogackiShampine.Coefficients, estimate)
            : new IntegrationObjective(family, Superstructure.RungeKutta(3), loss);
        BlockLayout layout = name == "error estimate" ? new ErrorEstimateLayout(family, estimate) : new IntegrationLayout(family, loss);
        InstanceBatch data = new LabelledSource(
            new InstanceBatchSource(ReferenceIntegrations.VanDerPolSteps(Instances, 1)), family, loss, budget: 0).Read(Instances).Single();
        return (objective, layout.ToBlock(Instances, [.. layout.Columns.Select(column => data[column.Name].ToArray())]));
    }
}
