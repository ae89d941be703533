using Microsoft.ML.OnnxRuntime;

namespace R2N2.Benchmarks.Engine;

/// <summary>One call of ONNX Runtime for a whole batch, with its default options: its threads share out each operator.</summary>
internal sealed class WholeBatchSession : IDisposable
{
    private readonly SessionOptions _options = new();
    private readonly InferenceSession _session;

    /// <summary>Opens a file.</summary>
    public WholeBatchSession(byte[] model)
    {
        // Its threads would otherwise spin for a while after a call, at the cost of what is measured next.
        _options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        _session = new InferenceSession(model, _options);
    }

    /// <summary>Solves a batch.</summary>
    public double Solve(double[] guesses, int count)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(guesses, [count, guesses.Length / count]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            _session.Run(options, [InitialGuess.DefaultName], [input], [.. SolverOutputs.Names]);
        return outputs[1].GetTensorDataAsSpan<double>()[^1];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
