using R2N2.Reference;
using TorchSharp;

namespace R2N2.Training.Tests;

public sealed class TrainerTests
{
    private static readonly Superstructure Krylov4 = Superstructure.Krylov(4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Train_LinearFixed_BeatsThePublishedCoefficientsFromAnySeed(int seed)
    {
        InstanceBatch data = ReferenceProblems.LinearFixedData(1000, 5);
        double published = PlainLoss(data, ReferenceProblems.PublishedFixed);

        TrainingResult<R2N2Network> result = Train(ReferenceProblems.LinearFixed(), data, new TrainingOptions { Seed = seed, Starts = 4 });

        double trained = PlainLoss(data, result.Model.Coefficients);
        Assert.Equal(trained, result.Report.Loss, trained * 1e-10);
        Assert.InRange(trained / published, 0.99, 0.9999);
    }

    [Fact]
    public void Train_EqualSeed_GivesEqualCoefficientsToTheLastBit()
    {
        InstanceBatch data = ReferenceProblems.ChandrasekharData(200, 6, 1);
        TrainingOptions options = new() { Seed = 9, Starts = 4, Optimizer = new LevenbergMarquardt { IterationLimit = 40 } };

        TrainingResult<R2N2Network> first = Train(ReferenceProblems.Chandrasekhar(6), data, options);
        TrainingResult<R2N2Network> second = Train(ReferenceProblems.Chandrasekhar(6), data, options);
        TrainingResult<R2N2Network> other = Train(ReferenceProblems.Chandrasekhar(6), data, options with { Seed = 10 });

        Assert.Equal(first.Model.Coefficients, second.Model.Coefficients);
        Assert.NotEqual(first.Model.Coefficients, other.Model.Coefficients);
    }

    [Fact]
    public void Train_FScaledUp_FindsTheSameIterationInOtherUnits()
    {
        // θ multiplies values of f, so f → s f must give θ → θ/s and the same iterates.
        const double scale = 575;
        InstanceBatch data = ReferenceProblems.ChandrasekharData(100, 6, 1);
        double[,] a = ReferenceProblems.ChandrasekharMatrix(6);
        EquationFamily scaled = ProblemFamily.Equations("scaled", 6, x => scale * (x - (1 / (1 - (a * x)))));
        TrainingOptions options = new() { Starts = 4, Optimizer = new LevenbergMarquardt { IterationLimit = 30 } };

        TrainingResult<R2N2Network> plain = Train(ReferenceProblems.Chandrasekhar(6), data, options);
        TrainingResult<R2N2Network> other = Train(scaled, data, options);

        Assert.Equal(scale, other.Report.OperatorNorm / plain.Report.OperatorNorm, 1e-9 * scale);
        Assert.InRange(other.Report.Loss / (scale * scale) / plain.Report.Loss, 0.9, 1.1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Train_FDividesByZeroEverywhere_StopsWithAReason(bool race)
    {
        EquationFamily family = ProblemFamily.Equations("poles", 2, x => x / (0 * x));
        InstanceBatch data = InstanceBatch.Of(3, ("X0", [1, 2, 3, 4, 5, 6]));

        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(
            () => Train(family, data, new TrainingOptions { Starts = 3, Race = race }));

        Assert.Contains("'poles'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("initial guess of 3 of 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_RowsThatAreNotFinite_AreLeftOutAndCounted()
    {
        InstanceBatch data = ReferenceProblems.LinearFixedData(100, 2);
        double[] b = data["b"].ToArray();
        double[] spoilt = [double.NaN, .. b[1..5], .. b[..5], 1, 2, double.PositiveInfinity, 4, 5, .. b[5..]];
        TrainingOptions options = new() { Starts = 2 };

        TrainingResult<R2N2Network> clean = Train(ReferenceProblems.LinearFixed(), data, options);
        TrainingResult<R2N2Network> result = Train(ReferenceProblems.LinearFixed(), InstanceBatch.Of(102, ("b", spoilt)), options);

        Assert.Equal(2, result.Report.SkippedInstances);
        Assert.Equal(100, result.Report.Instances);
        Assert.Equal(clean.Report.Loss, result.Report.Loss, 1e-6 * clean.Report.Loss);
    }

    [Fact]
    public void Train_NoInstances_SaysSo()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Train(ReferenceProblems.LinearFixed(), InstanceBatch.Of(0, ("b", [])), new TrainingOptions()));

        Assert.Contains("no instances", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ColumnOfWrongLength_NamesFoundAndExpected()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => Train(ReferenceProblems.LinearFixed(), InstanceBatch.Of(3, ("b", new double[12])), new TrainingOptions()));

        Assert.Contains("'b'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("12 numbers", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Cancelled_StopsWithinOneIteration()
    {
        using CancellationTokenSource source = new();
        int reports = 0;
        SynchronousProgress progress = new(_ =>
        {
            if (++reports == 3)
            {
                source.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Krylov4,
            new InstanceBatchSource(ReferenceProblems.LinearFixedData(100, 1)),
            null,
            new TrainingOptions { Starts = 4 },
            progress,
            source.Token));

        Assert.Equal(3, reports);
    }

    [Fact]
    public void Train_Progress_LossNeverRisesWithinAStage()
    {
        List<TrainingProgress> seen = [];

        TrainingResult<R2N2Network> result = Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Krylov4,
            new InstanceBatchSource(ReferenceProblems.LinearFixedData(200, 1)),
            options: new TrainingOptions { Starts = 8 },
            progress: new SynchronousProgress(seen.Add));

        Assert.Equal(result.Report.History.Count, seen.Count);
        Assert.All(seen.GroupBy(report => report.Stage), stage =>
            Assert.Equal(stage.Select(report => report.Loss), stage.Select(report => report.Loss).OrderDescending()));
        Assert.Equal(8, result.Report.Starts.Count);
        Assert.Contains(result.Report.Starts, start => start.Stop == StopReason.Outpaced || start.Index == result.Report.Winner);
    }

    [Fact]
    public void Train_OnLabels_ReachesTheSupervisedOptimum()
    {
        InstanceBatch data = ReferenceProblems.LinearFixedData(300, 1);
        double[] solutions = [.. Enumerable.Range(0, 300).SelectMany(i => Solve(data["b"].Slice(5 * i, 5).ToArray()))];
        InstanceBatch labelled = InstanceBatch.Of(300, ("b", data["b"].ToArray()), ("XStar", solutions));

        TrainingResult<R2N2Network> supervised = Train(
            ReferenceProblems.LinearFixed(), labelled, new TrainingOptions { Starts = 4 }, new EquationLoss { LabelColumn = "XStar" });
        TrainingResult<R2N2Network> residual = Train(ReferenceProblems.LinearFixed(), data, new TrainingOptions { Starts = 4 });

        double Supervised(Coefficients theta) => Enumerable.Range(0, 300).Average(i =>
        {
            double[] b = data["b"].Slice(5 * i, 5).ToArray();
            List<double[]> iterates = PlainNetwork.Iterates(
                x => PlainNetwork.LinearResidual(ReferenceProblems.LinearMatrix, x, b), new double[5], theta, 3);
            return Enumerable.Range(1, 3).Sum(k =>
                Math.Pow(4, k) * PlainNetwork.SquaredNorm([.. iterates[k].Select((x, j) => x - solutions[(5 * i) + j])]));
        });
        Assert.Equal(supervised.Report.Loss, Supervised(supervised.Model.Coefficients), 1e-9 * supervised.Report.Loss);
        Assert.True(Supervised(supervised.Model.Coefficients) <= Supervised(residual.Model.Coefficients));
    }

    private static double[] Solve(double[] b)
    {
        var a = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(ReferenceProblems.LinearMatrix);
        return [.. a.Solve(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(b))];
    }

    private static TrainingResult<R2N2Network> Train(
        EquationFamily family, InstanceBatch data, TrainingOptions options, EquationLoss? loss = null) =>
        Trainer.Train(family, Krylov4, new InstanceBatchSource(data), loss, options);

    private static double PlainLoss(InstanceBatch data, Coefficients theta) => Enumerable.Range(0, data.Count).Average(i =>
    {
        double[] b = data["b"].Slice(5 * i, 5).ToArray();
        return PlainNetwork.ResidualLoss(
            x => PlainNetwork.LinearResidual(ReferenceProblems.LinearMatrix, x, b), new double[5], theta, 3);
    });
}
