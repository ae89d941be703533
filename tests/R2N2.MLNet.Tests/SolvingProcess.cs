using System.Diagnostics;
using Microsoft.ML;

namespace R2N2.MLNet.Tests;

/// <summary>A fresh process that solves in a pipeline, and tells what it loaded for that.</summary>
internal static class SolvingProcess
{
    /// <summary>Runs the process.</summary>
    /// <param name="engine">What solves.</param>
    /// <returns>Its answer: the rows that converged, and the native libraries of ONNX Runtime.</returns>
    public static string Run(Engine engine)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(SolvingProcess).Assembly.Location, $"{engine}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.TrimEnd();
    }

    /// <summary>What it does.</summary>
    public static int Solve(string engine, TextWriter output)
    {
        MLContext context = new();
        Scenario guesses = Scenarios.Chandrasekhar;
        IDataView data = guesses.Data(context, 100, seed: 3);
        string file = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");
        SolverFileOptions options = new() { Inference = new InferenceOptions { Engine = Enum.Parse<Engine>(engine) } };
        using SolverTransformer solver = context.R2N2().LoadSolver(file, options);
        int converged = guesses.Answers(context, solver.Transform(data)).Count(answer => answer.Status[0] == (long)SolveStatus.Converged);

        // The managed assembly is written OnnxRuntime.
        using var process = Process.GetCurrentProcess();
        int natives = process.Modules.Cast<ProcessModule>().Count(module => module.ModuleName.Contains("onnxruntime", StringComparison.Ordinal));
        output.WriteLine($"{converged} converged, {(natives > 0 ? "with" : "without")} onnxruntime");
        return 0;
    }
}
