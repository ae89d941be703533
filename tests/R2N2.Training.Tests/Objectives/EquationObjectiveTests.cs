using System.Runtime.CompilerServices;
using R2N2.Reference;
using R2N2.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training.Tests.Objectives;

public sealed class EquationObjectiveTests
{
    private const int Instances = 7;
    private static readonly double[] Weights = [4, 16, 64];

    public EquationObjectiveTests() => TorchNative.EnsureLoaded();

    public static TheoryData<string> Cases => ["fixed", "random", "chandrasekhar", "newton-krylov", "history", "per iteration", "conditional"];

    // The backward derivative of a norm that is zero, as of a history that has not begun, is not defined.
    public static TheoryData<string> Smooth => ["fixed", "random", "chandrasekhar", "newton-krylov", "per iteration", "conditional"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_AgainstPlainArithmetic_IsEqual(string problem)
    {
        using Setup setup = new(problem);
        double[][] starts = [setup.Table(1), setup.Table(2), setup.Table(3)];

        double[] losses = setup.Loss(starts);

        for (int s = 0; s < starts.Length; s++)
        {
            AssertClose(setup.PlainLoss(starts[s]), losses[s], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Linearize_AgainstDifferencesOfTheLoss_GivesTheGradient(string problem)
    {
        using Setup setup = new(problem);
        double[] table = setup.Table(4);

        double[] gradient = setup.Linearize([table]).Gradient;

        for (int j = 0; j < table.Length; j++)
        {
            // A sixth-order difference of the plain loss; its error is far below the tolerance.
            double Loss(int multiple) => setup.PlainLoss([.. table.Select((value, i) => i == j ? value + (multiple * 1e-3) : value)]);
            double derivative = ((45 * (Loss(1) - Loss(-1))) - (9 * (Loss(2) - Loss(-2))) + Loss(3) - Loss(-3)) / 0.06;
            AssertClose(derivative, 2 * gradient[j], 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Linearize_ForwardAndBackwardDifferentiation_Agree(string problem)
    {
        using Setup setup = new(problem);
        double[][] starts = [setup.Table(5), setup.Table(6)];

        NormalEquations forward = setup.Linearize(starts);
        (double[] losses, double[] backward) = setup.Gradient(starts);

        for (int i = 0; i < backward.Length; i++)
        {
            AssertClose(backward[i], 2 * forward.Gradient[i], 1e-10);
        }

        Assert.Equal(losses.Length, forward.Loss.Length);
        for (int s = 0; s < losses.Length; s++)
        {
            AssertClose(losses[s], forward.Loss[s], 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Linearize_OfSeveralStarts_EqualsEachAlone(string problem)
    {
        using Setup setup = new(problem);
        double[][] starts = [setup.Table(7), setup.Table(8), setup.Table(9)];

        NormalEquations together = setup.Linearize(starts);

        for (int s = 0; s < starts.Length; s++)
        {
            double[] alone = setup.Linearize([starts[s]]).Matrix;
            for (int i = 0; i < alone.Length; i++)
            {
                AssertClose(alone[i], together.Matrix[(s * alone.Length) + i], 1e-11);
            }
        }
    }

    [Fact]
    public void Linearize_OneDivergentStart_LeavesTheOthersAlone()
    {
        using Setup setup = new("chandrasekhar");
        double[] healthy = setup.Table(1);
        double[] divergent = [.. Enumerable.Repeat(1e200, healthy.Length)];

        NormalEquations equations = setup.Linearize([divergent, healthy]);

        Assert.False(double.IsFinite(equations.Loss[0]));
        AssertClose(setup.Linearize([healthy]).Loss[0], equations.Loss[1], 1e-14);
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-3), $"{actual:R} is not {expected:R}.");

    private sealed class Setup : IDisposable
    {
        private readonly TorchEvaluation _evaluation;
        private readonly InstanceBlock _block;
        private readonly Func<int, double[], double> _plain;
        private readonly int _coefficients;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public Setup(string problem)
        {
            bool newton = problem == "newton-krylov";
            (EquationFamily family, InstanceBatch batch) = problem switch
            {
                "fixed" => (ReferenceProblems.LinearFixed(), ReferenceProblems.LinearFixedData(Instances, 1)),
                "random" or "conditional" => (ReferenceProblems.LinearRandom(), ReferenceProblems.LinearRandomData(Instances, 1)),
                _ => (ReferenceProblems.Chandrasekhar(6), ReferenceProblems.ChandrasekharData(Instances, 6, 1)),
            };
            Superstructure superstructure = new(4, newton ? GenerationModule.DirectionalDerivatives : GenerationModule.Evaluations);
            PlainProblem Stepped(double[] table) => problem == "conditional"
                ? new PlainProblem(new RandomLinearEquations(), superstructure, table) { Features = p => [p["b"][2]] }
                : new PlainProblem(new ChandrasekharEquations(6), superstructure, table);
            superstructure = problem switch
            {
                "history" => Superstructure.Krylov(2) with { Assembly = AssemblyModule.MinimalResidual, History = 1 },
                "per iteration" => Superstructure.Krylov(2) with { Tables = TableModule.PerIteration(2) },
                "conditional" => Superstructure.Krylov(2) with { Tables = TableModule.Conditional(p => p["b"][2]) },
                _ => superstructure,
            };

            _coefficients = superstructure.CoefficientCount;
            _evaluation = new TorchEvaluation(new EquationObjective(family, superstructure, Weights));
            EquationLayout layout = new(family, null, null);
            _block = layout.ToBlock(Instances, [.. layout.Columns.Select(column => batch[column.Name].ToArray())]);
            _plain = problem is "history" or "per iteration" or "conditional"
                ? (i, table) => Steps(Stepped(table), batch.Slice(i, 1))
                : (i, table) => Plain(family, batch, i, table, newton);
        }

        public double[] Table(int seed)
        {
            Random random = new(seed);
            return [.. Enumerable.Range(0, _coefficients).Select(_ => -0.3 * random.NextDouble())];
        }

        public double PlainLoss(double[] table) => Enumerable.Range(0, Instances).Sum(i => _plain(i, table));

        public double[] Loss(double[][] starts)
        {
            using Tensor table = ToTensor(starts);
            using Tensor loss = _evaluation.Loss(_block, table);
            return loss.data<double>().ToArray();
        }

        public NormalEquations Linearize(double[][] starts)
        {
            using Tensor table = ToTensor(starts);
            return _evaluation.Linearize(_block, table);
        }

        public (double[] Losses, double[] Gradients) Gradient(double[][] starts)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor variable = ToTensor(starts).requires_grad_();
            Tensor loss = _evaluation.Loss(_block, variable);
            loss.sum().backward();
            return (loss.detach().data<double>().ToArray(), variable.grad!.data<double>().ToArray());
        }

        public void Dispose()
        {
            _block.Dispose();
            _evaluation.Dispose();
        }

        private static Tensor ToTensor(double[][] starts) => tensor([.. starts.SelectMany(start => start)], starts.Length, starts[0].Length);

        private static double Steps(PlainProblem problem, InstanceBatch one)
        {
            Dictionary<string, double[]> instance = one.Names.ToDictionary(name => name, name => one[name].ToArray());
            double[] x = problem.Equations.Guess(instance);
            List<(double[], double[])> memory = [];
            double loss = 0;
            foreach (double weight in Weights)
            {
                x = problem.Step(x, problem.Equations.F(x, instance), instance, memory);
                loss += weight * PlainNetwork.SquaredNorm(problem.Equations.F(x, instance));
            }

            return loss;
        }

        private static double Plain(EquationFamily family, InstanceBatch batch, int i, double[] table, bool newton)
        {
            int m = family.StateSize;
            double[] Row(string name, int size) => batch[name].Slice(i * size, size).ToArray();
            Coefficients theta = new(table);
            if (family.InitialGuess.Name is string guess)
            {
                double[,] h = ReferenceProblems.ChandrasekharMatrix(m);
                return PlainNetwork.ResidualLoss(
                    x => PlainNetwork.ChandrasekharResidual(h, x),
                    Row(guess, m),
                    theta,
                    Weights.Length,
                    newton ? (x, d) => PlainNetwork.ChandrasekharDerivative(h, x, d) : null);
            }

            double[,] a = ReferenceProblems.LinearMatrix;
            if (family.Parameters.Any(parameter => parameter.Name == "A"))
            {
                double[] own = Row("A", m * m);
                Buffer.BlockCopy(own, 0, a, 0, sizeof(double) * own.Length);
            }

            double[] b = Row("b", m);
            return PlainNetwork.ResidualLoss(x => PlainNetwork.LinearResidual(a, x, b), new double[m], theta, Weights.Length);
        }
    }
}
