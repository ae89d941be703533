using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Pipeline;
using R2N2.MLNet;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clock = Stopwatch.StartNew();
string folder = SampleFolder.Find();
string file = Path.Combine(folder, "data", "reactors.csv");
if (args is ["--make-data"])
{
    DataFile.Write(file);
    return;
}

// 1. 10,000 runs of a plant, from a CSV file. How a run was operated is known; what happened in the tanks is not.
string zip = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "output")).FullName, "pipeline.zip");
MLContext ml = new(seed: 1);
IDataView data = ml.Data.LoadFromTextFile<ReactorRun>(file, separatorChar: ',', hasHeader: true);
DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);

// 2. Cross-validation, as of any pipeline: the solver is trained anew in each fold, as the regression is.
Table table = new Table().Title("Predicting the colour of the product")
    .AddColumns("features", "R², folds", "rms, folds", "R², test", "rms, test");
Report("columns of the file", Pipelines.OfColumns(ml));
ITransformer model = Report("and solution of the model", Pipelines.OfSolutions(ml));
AnsiConsole.Write(table);

// 3. One file for the whole pipeline, which plain ML.NET loads; accelerated, its solver runs in blocks of rows again.
ml.Model.Save(model, data.Schema, zip);
ITransformer loaded = new MLContext().Model.Load(zip, out _);
ITransformer accelerated = ml.R2N2().Accelerate(loaded);
(float[] slow, double loadedSeconds) = Predict(loaded);
(float[] fast, double acceleratedSeconds) = Predict(accelerated);
float difference = slow.Zip(fast).Max(pair => Math.Abs(pair.First - pair.Second));
AnsiConsole.MarkupLineInterpolated(
    $"{slow.Length:N0} rows of the test set through the loaded model: {loadedSeconds:F2} s with plain ML.NET, {acceleratedSeconds:F2} s accelerated; the predictions differ by {difference:0.0E+0} at most.");
AnsiConsole.MarkupLineInterpolated($"Done in {clock.Elapsed.TotalSeconds:F0} s; see {zip}.");

ITransformer Report(string features, IEstimator<ITransformer> pipeline)
{
    RegressionMetrics[] folds = [.. ml.Regression
        .CrossValidate(split.TrainSet, pipeline, numberOfFolds: 3, labelColumnName: nameof(ReactorRun.Colour), seed: 1)
        .Select(fold => fold.Metrics)];
    ITransformer fitted = pipeline.Fit(split.TrainSet);
    RegressionMetrics test = ml.Regression.Evaluate(fitted.Transform(split.TestSet), nameof(ReactorRun.Colour));
    table.AddRow(
        features,
        $"{folds.Average(fold => fold.RSquared):F3}",
        $"{folds.Average(fold => fold.RootMeanSquaredError):F3}",
        $"{test.RSquared:F3}",
        $"{test.RootMeanSquaredError:F3}");
    return fitted;
}

(float[] Scores, double Seconds) Predict(ITransformer predictor)
{
    var timer = Stopwatch.StartNew();
    float[] scores = [.. predictor.Transform(split.TestSet).GetColumn<float>("Score")];
    return (scores, timer.Elapsed.TotalSeconds);
}
