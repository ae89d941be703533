using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Quickstart;
using R2N2;
using R2N2.MLNet;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clock = Stopwatch.StartNew();
string folder = SampleFolder.Find();
string output = Directory.CreateDirectory(Path.Combine(folder, "output")).FullName;
string zip = Path.Combine(output, "solver.zip");
MLContext ml = new(seed: 1);

// 1. The problem: f, written once. Its instances differ in the initial guess, which a CSV file holds.
Chandrasekhar problem = new(unknowns: 10);
IDataView training = ml.Data.LoadFromTextFile<Instance>(
    Path.Combine(folder, "data", "chandrasekhar.csv"), separatorChar: ',', hasHeader: true);

// 2. Fit, as any ML.NET estimator: without options it tries classical and learned iterations, and takes the best.
using EquationSolverTransformer model = LiveProgress.Show(progress => ml.R2N2().EquationSolver(
    problem.Family, new EquationSolverOptions { SearchProgress = progress }).Fit(training));
AnsiConsole.MarkupLineInterpolated($"Fitted in {model.Report.Elapsed.TotalSeconds:F1} s, {model.Report.Candidates.Count} candidates:");
foreach (string sentence in model.Report.Verdict)
{
    AnsiConsole.MarkupLineInterpolated($"  {sentence}");
}

// 3. Save: for ML.NET applications, and for every other language.
ml.Model.Save(model, training.Schema, zip);
model.SaveAsOnnx(Path.Combine(output, "solver.onnx"));

// 4. Deploy: plain ML.NET loads the file and solves instances that training has not seen.
double[] unseen = problem.Guesses(instances: 1000, seed: 2);
IDataView instances = ml.Data.LoadFromEnumerable(unseen.Chunk(10).Select(guess => new Instance { X0 = guess }).ToArray());
ITransformer loaded = ml.Model.Load(zip, out _);
Solved[] solved = [.. ml.Data.CreateEnumerable<Solved>(loaded.Transform(instances), reuseRowObject: false)];
AnsiConsole.MarkupLineInterpolated(
    $"Loaded by plain ML.NET: {solved.Count(row => row.Status[0] == 0)} of {solved.Length} unseen instances converged to 1e-10, in {solved.Average(row => row.Iterations[0]):F1} iterations on average.");

// 5. What is given stays as it is: the structure of the paper, compared with the classical method of as many evaluations.
using EquationSolverTransformer paper = ml.R2N2().EquationSolver(problem.Family, innerIterations: 4, outerIterations: 3).Fit(training);
AnsiConsole.MarkupLineInterpolated(
    $"Trained 10 coefficients of Krylov(4) in {paper.Report.Elapsed.TotalSeconds:F1} s: {paper.Network.Coefficients}");
Comparison comparison = Comparison.Of(paper.Network, unseen, iterations: 4);
comparison.Print();
comparison.Plot(Path.Combine(output, "residuals.png"));

// 6. These ten numbers solve the problem with a hundred times as many unknowns.
double rms = LargeProblem.SolveWith(paper.Network, unknowns: 1000, instances: 20);
AnsiConsole.MarkupLineInterpolated($"The same coefficients at m = 1000: rms residual {rms:0.00E+0} after three outer iterations.");
AnsiConsole.MarkupLineInterpolated($"Done in {clock.Elapsed.TotalSeconds:F0} s; see {output}.");

if (args is ["--models", string models])
{
    ModelFiles.Write(models, paper, comparison, rms);
}
