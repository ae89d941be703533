using System.Runtime.CompilerServices;
using R2N2.Reference;
using R2N2.Training.Native;
using TorchSharp;
using static R2N2.Expression;
using static TorchSharp.torch;

namespace R2N2.Training.Tests.Integration;

public sealed class IntegrationObjectiveTests
{
    private const int Instances = 6;
    private const int Substeps = 8;
    private static readonly double[] StepSizes = [0.1, 0.05, 0.2];
    private static readonly Superstructure Three = Superstructure.RungeKutta(3);

    private static readonly InitialValueFamily Driven = ProblemFamily.InitialValue(
        "driven", 2, [new("a")], (t, y, p) => Stack(y[1], (p["a"] * Cos(t)) - (y[0] * y[0])));

    public IntegrationObjectiveTests() => TorchNative.EnsureLoaded();

    public static TheoryData<string> Losses => ["one step", "rollout", "horizon", "reference", "residuals", "mixed"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_AgainstPlainArithmetic_IsEqual(string name)
    {
        IntegratorLoss loss = Loss(name) with { ResidualOrder = 0 };
        if (loss.LargestStepCount == 0)
        {
            loss = loss with { Steps = 2 };
        }

        double[] tables = [.. Table(1), .. Table(2)];

        double[] losses = Evaluate(loss, tables);

        for (int s = 0; s < 2; s++)
        {
            double expected = PlainLoss(loss, tables[(5 * s)..(5 * (s + 1))]);
            // A reference's small error is itself a difference of rounded states.
            double tolerance = loss.Scale is ErrorScale.ReferenceMethod ? 1e-9 : 1e-12;
            Assert.Equal(expected, losses[s], tolerance * Math.Max(1, expected));
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Linearize_ForwardBackwardAndDifferences_GiveOneGradient(string name)
    {
        IntegratorLoss loss = Loss(name);
        double[] table = Table(3);

        (double[] forward, double[] backward) = Gradients(loss, table);

        for (int j = 0; j < table.Length; j++)
        {
            double At(int multiple) => Evaluate(loss, [.. table.Select((value, i) => i == j ? value + (multiple * 1e-3) : value)])[0];
            double derivative = ((45 * (At(1) - At(-1))) - (9 * (At(2) - At(-2))) + At(3) - At(-3)) / 0.06;
            Assert.Equal(backward[j], forward[j], 1e-9 * Math.Max(1, Math.Abs(backward[j])));
            Assert.Equal(derivative, forward[j], 1e-6 * Math.Max(1, Math.Abs(derivative)));
        }
    }

    private static IntegratorLoss Loss(string name) => name switch
    {
        "one step" => new IntegratorLoss { Scale = ErrorScale.StepPower(3), LabelSubsteps = Substeps },
        "rollout" => new IntegratorLoss { Steps = 4, LabelSubsteps = Substeps },
        "horizon" => new IntegratorLoss { Horizon = 0.6, SmallestStep = 0.05, Scale = ErrorScale.StepPower(2), LabelSubsteps = Substeps },
        "reference" => new IntegratorLoss { Steps = 3, Scale = ErrorScale.Reference(ButcherTableau.Heun), LabelSubsteps = Substeps },
        "residuals" => new IntegratorLoss { Steps = 0, ResidualOrder = 4 },
        _ => new IntegratorLoss { Steps = 2, ResidualOrder = 3, ResidualWeight = 0.1, LabelSubsteps = Substeps },
    };

    private static double[] Table(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];
    }

    private static InstanceBatch Data() => InstanceBatch.Of(
        Instances,
        ("State", [.. Enumerable.Range(0, 2 * Instances).Select(i => Math.Sin(i))]),
        ("StepSize", [.. Enumerable.Range(0, Instances).Select(i => StepSizes[i % StepSizes.Length])]),
        ("Time", [.. Enumerable.Range(0, Instances).Select(i => 0.3 * i)]),
        ("a", [.. Enumerable.Range(0, Instances).Select(i => 1 + (0.2 * i))]));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T With<T>(IntegratorLoss loss, double[] tables, Func<TorchEvaluation, InstanceBlock, Tensor, T> use)
    {
        using DisposeScope scope = NewDisposeScope();
        using TorchEvaluation evaluation = new(new IntegrationObjective(Driven, Three, loss));
        IntegrationLayout layout = new(Driven, loss);
        InstanceBatch batch = new LabelledSource(new InstanceBatchSource(Data()), Driven, loss, budget: 0).Read(Instances).Single();
        using InstanceBlock block = layout.ToBlock(Instances, [.. layout.Columns.Select(column => batch[column.Name].ToArray())]);
        return use(evaluation, block, tensor(tables, tables.Length / 5, 5));
    }

    private static double[] Evaluate(IntegratorLoss loss, double[] tables) =>
        With(loss, tables, (evaluation, block, points) => evaluation.Loss(block, points).data<double>().ToArray());

    private static (double[] Forward, double[] Backward) Gradients(IntegratorLoss loss, double[] table) =>
        With(loss, table, (evaluation, block, points) =>
        {
            Tensor variable = points.clone().requires_grad_();
            evaluation.Loss(block, variable).sum().backward();
            return (
                evaluation.Linearize(block, points).Gradient.Select(value => 2 * value).ToArray(),
                variable.grad!.data<double>().ToArray());
        });

    private static double PlainLoss(IntegratorLoss loss, double[] unknowns)
    {
        ButcherTableau tableau = new(new Coefficients([.. unknowns, 1 - unknowns[3] - unknowns[4]]));
        InstanceBatch data = Data();
        double sum = 0;
        for (int i = 0; i < Instances; i++)
        {
            double a = data["a"].Span[i];
            double h = data["StepSize"].Span[i];
            double t = data["Time"].Span[i];
            double[] y = data["State"].Slice(2 * i, 2).ToArray();
            double[] F(double time, double[] state) => [state[1], (a * Math.Cos(time)) - (state[0] * state[0])];

            int steps = loss.StepsOf(h);
            List<double[]> exact = PlainRungeKutta.Rollout(F, ButcherTableau.DormandPrince, t, y, h / Substeps, steps * Substeps);
            double MeanSquare(ButcherTableau method)
            {
                List<double[]> found = PlainRungeKutta.Rollout(F, method, t, y, h, steps);
                return Enumerable.Range(1, steps).Average(k => Square(ConvergenceOrder.Distance(found[k], exact[k * Substeps])));
            }

            double scale = loss.Scale switch
            {
                ErrorScale.Power power => Square(Math.Pow(h, power.Exponent)),
                ErrorScale.ReferenceMethod reference => MeanSquare(reference.Tableau),
                _ => 1,
            };
            sum += MeanSquare(tableau) / scale;
        }

        return sum;
    }

    private static double Square(double value) => value * value;
}
