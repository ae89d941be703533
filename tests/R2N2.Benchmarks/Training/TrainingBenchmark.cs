using System.Diagnostics;
using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Training;

/// <summary>What training costs: time beside the usual approach, memory for a million instances.</summary>
internal static class TrainingBenchmark
{
    private const int Repetitions = 7;

    public static void Run(Figures figures)
    {
        Scale(figures);
        TimeToOptimum(figures);
    }

    // First, so that the peak of the process is this run's.
    private static void Scale(Figures figures)
    {
        const int instances = 1_000_000;
        Figures.Note($"scale: a training run on {instances:N0} generated instances of 10 unknowns");
        TrainingReport report = Trainer.Train(
            ReferenceProblems.Chandrasekhar(10),
            Superstructure.Krylov(4),
            new GeneratedInstances(instances, 10),
            options: new TrainingOptions { Optimizer = new LevenbergMarquardt { IterationLimit = 100 }, TimeLimit = TimeSpan.FromSeconds(60) }).Report;
        using Process process = Process.GetCurrentProcess();
        figures.Add("scale.instances", report.Instances);
        figures.Add("scale.seconds", report.Elapsed.TotalSeconds);
        figures.Add("scale.loss", report.Loss);
        figures.Add("scale.peakMemoryMegabytes", process.PeakWorkingSet64 / 1e6, "<= 1500");
    }

    private static void TimeToOptimum(Figures figures)
    {
        Figures.Note("linearFixed: Levenberg-Marquardt, then Adam + L-BFGS in PyTorch on the same problem");
        InstanceBatchSource data = new(ReferenceProblems.LinearFixedData(1000, 0));
        List<TrainingReport> reports = [];
        for (int seed = 0; seed <= Repetitions; seed++)
        {
            reports.Add(Trainer.Train(
                ReferenceProblems.LinearFixed(),
                Superstructure.Krylov(4),
                data,
                options: new TrainingOptions { Seed = seed, Starts = 1 }).Report);
        }

        // The first run also compiles; the usual approach is timed after start-up, too.
        List<TrainingReport> warm = reports[1..];
        double median = warm.Select(report => report.Elapsed.TotalSeconds).Order().ElementAt(Repetitions / 2);
        figures.Add("linearFixed.secondsToOptimum", median);
        figures.Add("linearFixed.worstLoss", warm.Max(report => report.Loss));
        figures.Add("linearFixed.bestLoss", warm.Min(report => report.Loss));
        if (PeerScript.Run("adam_lbfgs_linear.py") is PeerResult peer)
        {
            figures.Add("linearFixed.peerSeconds", peer["totalSeconds"]);
            figures.Add("linearFixed.peerLoss", peer["finalLoss"]);
            figures.Add("linearFixed.speedup", peer["totalSeconds"] / median, ">= 50");
        }
    }
}
