using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using R2N2.Benchmarks.Scale;
using R2N2.MLNet;

namespace R2N2.Benchmarks.Inference;

/// <summary>What one instance costs through ML.NET's PredictionEngine, beside one raw call of ONNX Runtime.</summary>
internal static class SingleRowBenchmark
{
    private const int Calls = 2000;
    private const int Repeats = 15;

    public static void Run(Figures figures)
    {
        Figures.Note("inference: one row at a time, the committed solver for Chandrasekhar's equation");
        MLContext ml = new(seed: 1);
        using PredictionEngine<GuessRow, Solved> engine = ml.Model.CreatePredictionEngine<GuessRow, Solved>(ml.R2N2().LoadSolver(GuessRow.Model));
        using InferenceSession session = new(GuessRow.Model);
        GuessRow row = GuessRow.Generate(1, seed: 3).Single();
        Solved solved = new();

        double[] medians = InTurn.Medians(
            warmup: 1, Repeats, () => Repeat(() => Call(session, row)), () => Repeat(() => engine.Predict(row, ref solved)));
        figures.Add("singleRow.session", medians[0] / Calls);
        figures.Add("singleRow.predictionEngine", medians[1] / Calls);
        figures.Add("singleRow.difference", (medians[1] - medians[0]) / Calls, "< 60 µs");
    }

    // One call is too short to be timed alone.
    private static void Repeat(Action call)
    {
        for (int i = 0; i < Calls; i++)
        {
            call();
        }
    }

    private static void Call(InferenceSession session, GuessRow row)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(row.X0, [1, row.X0.Length]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            session.Run(options, [InitialGuess.DefaultName], [input], [.. SolverOutputs.Names]);
        _ = outputs[0].GetTensorDataAsSpan<double>()[0];
    }

    private sealed class Solved
    {
        [VectorType(10)]
        public double[] Solution { get; set; } = new double[10];

        [VectorType(1)]
        public double[] ResidualNorm { get; set; } = new double[1];

        [VectorType(1)]
        public long[] Iterations { get; set; } = new long[1];

        [VectorType(1)]
        public long[] Status { get; set; } = new long[1];
    }
}
