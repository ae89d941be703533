using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using R2N2.MLNet;
using R2N2.Training;

namespace Pipeline;

/// <summary>Two ways from a run of the plant to the colour of its product.</summary>
internal static class Pipelines
{
    private static readonly string[] _operation =
        [nameof(ReactorRun.Feed), nameof(ReactorRun.Temperature), nameof(ReactorRun.Residence), nameof(ReactorRun.Recycle)];

    /// <summary>The columns of the file as features.</summary>
    public static IEstimator<ITransformer> OfColumns(MLContext ml) =>
        ml.Transforms.Concatenate("Features", [.. _operation, nameof(ReactorRun.Activity)]).Append(Regression(ml));

    /// <summary>The same and what a learned solver makes of them: the concentrations in the tanks, and their logarithms.</summary>
    public static IEstimator<ITransformer> OfSolutions(MLContext ml) =>
        ml.R2N2().EquationSolver(Cascade.Family, new EquationSolverOptions
        {
            InputColumns = new Dictionary<string, string[]> { ["operation"] = _operation, ["activity"] = [nameof(ReactorRun.Activity)] },
            OutputPrefix = "Tank",
            Training = new TrainingOptions { Starts = 8, Seed = 1, Optimizer = new LevenbergMarquardt { IterationLimit = 25 } },
        })
        .Append(ml.Transforms.Conversion.ConvertType("Concentrations", "TankSolution", DataKind.Single))
        .Append(ml.Transforms.Expression("Logarithms", "x : log(x)", "Concentrations"))
        .Append(ml.Transforms.Concatenate("Features", [.. _operation, nameof(ReactorRun.Activity), "Concentrations", "Logarithms"]))
        .AppendCacheCheckpoint(ml)
        .Append(Regression(ml));

    private static EstimatorChain<RegressionPredictionTransformer<LinearRegressionModelParameters>> Regression(MLContext ml) =>
        ml.Transforms.NormalizeMeanVariance("Features").Append(ml.Regression.Trainers.Sdca(
            nameof(ReactorRun.Colour), "Features", l1Regularization: 0, maximumNumberOfIterations: 100));
}
