using System.CommandLine;
using R2N2.Benchmarks;
using R2N2.Benchmarks.Accuracy;
using R2N2.Benchmarks.Engine;
using R2N2.Benchmarks.Inference;
using R2N2.Benchmarks.Scale;
using R2N2.Benchmarks.Training;
using R2N2.Benchmarks.Zoo;

RootCommand root = new("Measures R2N2.MLNet: what it reaches, and what it costs, beside the usual approach.");
root.Add(Benchmark("accuracy", "Losses and residuals on the reference problems.", AccuracyBenchmark.Run));
root.Add(Benchmark("training", "Time to the optimum beside Adam + L-BFGS in PyTorch, and memory for a million instances.", TrainingBenchmark.Run));
root.Add(Benchmark("inference", "Milliseconds for 20,000 rows: ML.NET's own ONNX transformer, ours, OnnxSolver, one raw call; what safeguard and Loop cost; microseconds for one row.", figures =>
{
    InferenceBenchmark.Run(figures);
    SolverForms.Run(figures);
    LoadTimes.Run(figures);
    SingleRowBenchmark.Run(figures);
}));
root.Add(Benchmark("engine", "Nanoseconds for an instance by every engine: in batches of three sizes, alone, with slow ones among them; a rollout's step.", EngineBenchmark.Run));
root.Add(Benchmark("scale", "Ten million rows through Transform and SaveAsBinary: rows per second, and memory.", ScaleBenchmark.Run));
root.Add(ZooCommand.Create());
return await root.Parse(args).InvokeAsync();

static Command Benchmark(string name, string description, Action<Figures> run)
{
    Option<FileInfo?> json = new("--json") { Description = "Also writes the figures to this file." };
    Command command = new(name, description) { json };
    command.SetAction(result =>
    {
        Figures figures = new(name);
        run(figures);
        figures.Print();
        if (result.GetValue(json) is FileInfo file)
        {
            figures.Write(file.FullName);
        }
    });
    return command;
}
