using R2N2.Reference;

namespace R2N2.Training.Tests;

public sealed class StartTests
{
    private static readonly InstanceBatchSource Linear = new(ReferenceProblems.LinearFixedData(200, 2));
    private static readonly LevenbergMarquardt OneStep = new() { IterationLimit = 1 };

    [Fact]
    public void Grow_TrainedNetwork_BeginsAtItsLossAndCanOnlyImprove()
    {
        TrainingResult<R2N2Network> small = Train(3, new TrainingOptions { Starts = 4 });

        TrainingResult<R2N2Network> grown = Train(4, new TrainingOptions { Starts = 0, WarmStarts = [small.Model.Coefficients] });

        Assert.Equal(small.Report.Loss, grown.Report.History[0].Loss, 1e-10 * small.Report.Loss);
        Assert.True(grown.Report.Loss < 0.2 * small.Report.Loss);
    }

    [Fact]
    public void Richardson_AsAWarmStart_HasTheLossOfRichardsonsIteration()
    {
        double[] steps = [0.9, 0.5, 1.3];
        InstanceBatch data = ReferenceProblems.LinearFixedData(50, 2);
        double expected = Enumerable.Range(0, 50).Average(i =>
        {
            double[] b = data["b"].Slice(5 * i, 5).ToArray();
            double[] Residual(double[] at) => PlainNetwork.LinearResidual(ReferenceProblems.LinearMatrix, at, b);
            double[] x = new double[5];
            double loss = 0;
            for (int k = 1; k <= 3; k++)
            {
                foreach (double step in steps)
                {
                    double[] f = Residual(x);
                    x = [.. x.Select((value, j) => value - (step * f[j]))];
                }

                loss += Math.Pow(4, k) * PlainNetwork.SquaredNorm(Residual(x));
            }

            return loss;
        });

        TrainingResult<R2N2Network> result = Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(3),
            new InstanceBatchSource(data),
            options: new TrainingOptions { Starts = 0, WarmStarts = [Coefficients.Richardson(steps)], Optimizer = OneStep });

        Assert.Equal(expected, result.Report.History[0].Loss, 1e-11 * expected);
    }

    [Fact]
    public void Chebyshev_OnItsInterval_BeatsEveryEqualStep()
    {
        // The eigenvalues of the reference matrix lie in [0.4, 1.7].
        double Loss(Coefficients table) =>
            Train(4, new TrainingOptions { Starts = 0, WarmStarts = [table], Optimizer = OneStep }).Report.History[0].Loss;

        double chebyshev = Loss(Coefficients.Chebyshev(4, 0.4, 1.7));

        Assert.All([0.6, 0.8, 1.0, 1.1], step => Assert.True(chebyshev < Loss(Coefficients.Richardson(step, step, step, step))));
    }

    [Fact]
    public void KrylovBasis_LinearSystem_ReachesTheOptimumLikeAnyStart()
    {
        TrainingResult<R2N2Network> random = Train(4, new TrainingOptions { Starts = 4 });

        TrainingResult<R2N2Network> basis = Train(4, new TrainingOptions { Starts = 0, WarmStarts = [Coefficients.KrylovBasis(4, 0.8)] });

        Assert.Equal(random.Report.Loss, basis.Report.Loss, 1e-6 * random.Report.Loss);
    }

    [Fact]
    public void WarmStart_WithMoreRowsThanN_IsRefused()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Train(2, new TrainingOptions { WarmStarts = [ReferenceProblems.PublishedFixed] }));

        Assert.Contains("4 rows", failure.Message, StringComparison.Ordinal);
        Assert.Contains("n = 2", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Normalise_BadlyScaledF_IsMeasuredAndLogged(bool normalise)
    {
        List<string> log = [];
        EquationFamily family = ProblemFamily.Equations(
            "large", 5, [new("b", 5)], (x, p) => 575 * ((ReferenceProblems.LinearMatrix * x) - p["b"]), InitialGuess.Zero);

        TrainingReport report = Trainer.Train(
            family,
            Superstructure.Krylov(4),
            Linear,
            options: new TrainingOptions { Starts = 4, Normalise = normalise, Log = log.Add, Optimizer = new LevenbergMarquardt { IterationLimit = 5 } }).Report;

        Assert.InRange(report.OperatorNorm, 575, 1150);
        Assert.Contains(log, line => line.Contains("badly scaled", StringComparison.Ordinal));
    }

    public static TheoryData<TrainingOptions, string> BadOptions => new()
    {
        { new TrainingOptions { Starts = -1 }, "Starts" },
        { new TrainingOptions { Starts = 0 }, "Starts" },
        { new TrainingOptions { StartSpread = 0 }, "StartSpread" },
        { new TrainingOptions { SampleSize = 0 }, "SampleSize" },
        { new TrainingOptions { ValidationShare = 1 }, "ValidationShare" },
        { new TrainingOptions { ValidationPatience = 0 }, "ValidationPatience" },
        { new TrainingOptions { BlockSize = 0 }, "BlockSize" },
        { new TrainingOptions { Optimizer = new LevenbergMarquardt { IterationLimit = 0 } }, "IterationLimit" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Train_OptionOutOfRange_IsNamed(TrainingOptions options, string name)
    {
        ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>(() => Train(4, options));

        Assert.Equal(name, failure.ParamName);
        Assert.Contains("must be", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<EquationLoss, string> BadLosses => new()
    {
        { new EquationLoss { OuterIterations = 0 }, "OuterIterations" },
        { new EquationLoss { Weights = [1, 2] }, "Weights" },
        { new EquationLoss { Weights = [1, double.NaN, 1] }, "Weights" },
        { new EquationLoss { LabelScaleColumn = "s" }, "LabelScaleColumn" },
    };

    [Theory]
    [MemberData(nameof(BadLosses))]
    public void Train_LossOutOfRange_IsNamed(EquationLoss loss, string name)
    {
        ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>(
            () => Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), Linear, loss));

        Assert.Equal(name, failure.ParamName);
        Assert.Contains("must be", failure.Message, StringComparison.Ordinal);
    }

    private static TrainingResult<R2N2Network> Train(int n, TrainingOptions options) =>
        Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(n), Linear, options: options);
}
