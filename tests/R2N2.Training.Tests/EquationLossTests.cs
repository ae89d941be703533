using R2N2.Reference;

namespace R2N2.Training.Tests;

public sealed class EquationLossTests
{
    private const int Sound = 60;

    private static readonly TrainingOptions FewStarts = new() { Starts = 4, Optimizer = new LevenbergMarquardt { IterationLimit = 20 } };
    private static readonly EquationLoss Scaled = new() { LabelColumn = "XStar", LabelScaleColumn = "s" };

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Train_OneLabelScaleThatCannotBeDividedBy_IsLeftOutAndNamed(double scale)
    {
        List<string> log = [];
        TrainingResult<R2N2Network> sound = Train(Data(), Scaled, FewStarts);

        TrainingResult<R2N2Network> result = Train(Data(scale), Scaled, FewStarts with { Log = log.Add });

        Assert.Equal((Sound, 1), (result.Report.Instances, result.Report.SkippedInstances));
        Assert.Equal(sound.Model.Coefficients, result.Model.Coefficients);
        Assert.Equal(sound.Report.Loss, result.Report.Loss);
        Assert.Contains(log, line => line.Contains($"row {Sound} (counted from 0)", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_LabelScaleBelowZero_CountsByItsSquare()
    {
        Assert.Equal(Train(Data(2), Scaled, FewStarts).Report.Loss, Train(Data(-2), Scaled, FewStarts).Report.Loss);
    }

    [Theory]
    [InlineData("b", null, "LabelColumn is b")]
    [InlineData("XStar", "b", "LabelScaleColumn is b")]
    public void Train_LabelThatIsAnInput_IsRefused(string label, string? scale, string found)
    {
        EquationLoss loss = new() { LabelColumn = label, LabelScaleColumn = scale };

        ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>(() => Train(Data(), loss, FewStarts));

        Assert.Contains(found, failure.Message, StringComparison.Ordinal);
        Assert.Contains("a label is no input", failure.Message, StringComparison.Ordinal);
    }

    private static TrainingResult<R2N2Network> Train(InstanceBatch data, EquationLoss loss, TrainingOptions options) =>
        Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), new InstanceBatchSource(data), loss, options);

    // Labels that are no solutions, which does not matter here; some rows more, with scales of their own.
    private static InstanceBatch Data(params double[] moreScales)
    {
        int count = Sound + moreScales.Length;
        double[] b = ReferenceProblems.LinearFixedData(count, 1)["b"].ToArray();
        return InstanceBatch.Of(
            count,
            ("b", b),
            ("XStar", [.. b.Select(value => value / 2)]),
            ("s", [.. Enumerable.Range(0, Sound).Select(i => 1 + (0.1 * i)), .. moreScales]));
    }
}
