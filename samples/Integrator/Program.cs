using System.Diagnostics;
using System.Globalization;
using Integrator;
using R2N2;
using R2N2.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clock = Stopwatch.StartNew();
string folder = SampleFolder.Find();
string data = Path.Combine(folder, "data", "van-der-pol.csv");
if (args is ["--make-data"])
{
    TrajectoryFile.Write(data, count: 16);
    return;
}

string output = Directory.CreateDirectory(Path.Combine(folder, "output")).FullName;

// 1. The problem: f, written once, and trajectories of some of its members. Pieces of 10 steps of several sizes are cut from them.
const int steps = 10;
InstanceBatch pieces = Trajectories.ToInstances(VanDerPol.Family, TrajectoryFile.Read(data), steps, "States", 2, 3, 4);
Console.WriteLine($"{pieces.Count} pieces of {steps} steps.");

// 2. Train a method of four stages on rollouts, from the classical one.
TrainingResult<R2N2Integrator> trained = Trainer.Train(
    VanDerPol.Family,
    Superstructure.RungeKutta(stages: 4),
    new InstanceBatchSource(pieces),
    new IntegratorLoss { Steps = steps, LabelColumn = "States", Scale = ErrorScale.StepPower(4) },
    new TrainingOptions { Starts = 16, WarmStarts = [ButcherTableau.RungeKutta4.Coefficients] });
ButcherTableau learned = trained.Model.Tableau;
Console.WriteLine($"Learned in {trained.Report.Elapsed.TotalSeconds:F1} s from {trained.Report.Labels}: {learned}");

// 3. Deploy: a whole rollout as one ONNX file.
string file = Path.Combine(output, "van-der-pol.onnx");
IntegratorExportOptions export = new() { Form = IntegratorForm.Rollout };
trained.Model.SaveOnnx(file, export);
using OnnxIntegrator deployed = OnnxIntegrator.Load(file);
RolloutResult rollout = deployed.Rollout(VanDerPol.Instances([1.5], 0.1), 100);

// 4. Compare with classical methods: error against work, trajectories at a large step, stability.
WorkPrecision[] methods =
[
    WorkPrecision.Of("learned, 4 stages", learned),
    WorkPrecision.Of("classical Runge-Kutta", ButcherTableau.RungeKutta4),
    WorkPrecision.Of("3/8 rule", ButcherTableau.ThreeEighths),
    WorkPrecision.Of("Kutta, 3 stages", ButcherTableau.Kutta3),
];
Plots.Draw(Path.Combine(output, "work-precision.png"), methods);
RolloutResult Classical(ButcherTableau tableau, double h, int count) =>
    new R2N2Integrator(VanDerPol.Family, tableau).Rollout(VanDerPol.Instances([1.5], h), count);
Plots.Draw(
    Path.Combine(output, "trajectories.png"),
    [
        ("exact", Classical(ButcherTableau.DormandPrince, 0.005, 2000)),
        ("learned, h = 0.1", rollout),
        ("Heun, h = 0.1", Classical(ButcherTableau.Heun, 0.1, 100)),
    ]);
Plots.Draw(
    Path.Combine(output, "stability.png"), [("learned", learned), ("classical Runge-Kutta", ButcherTableau.RungeKutta4)]);
double ratio = methods[1].Errors[3] / methods[0].Errors[3];
Console.WriteLine($"At h = 0.05, T = 5 the error of the classical method is {ratio:F1} times that of the learned one, at equal work.");
Console.WriteLine($"Done in {clock.Elapsed.TotalSeconds:F0} s; see {output}.");

if (args is ["--models", string models])
{
    ModelFiles.Write(models, trained, export, pieces.Count, methods[0], methods[1]);
}
