using R2N2.Onnx;

namespace R2N2.Benchmarks.Engine;

/// <summary>
/// Evaluations of f and nothing else, in ONNX Runtime, in the same blocks and on the same threads as <see cref="OnnxSolver"/>:
/// each at what the one before returned, so that none is left out.
/// </summary>
internal sealed class BareFunction : IDisposable
{
    private readonly OnnxRunner _runner;

    /// <summary>Opens the file.</summary>
    /// <param name="family">The problem; its instances differ in their initial guess only.</param>
    /// <param name="evaluations">How often f is evaluated.</param>
    public BareFunction(EquationFamily family, int evaluations)
    {
        Parameter given = family.Inputs.Single();
        Expression input = Expression.Input(given.Name, given.Shape);
        Expression value = input;
        for (int i = 0; i < evaluations; i++)
        {
            value = family.Evaluate(ExpressionReader.Instance, value, []);
        }

        byte[] model = OnnxFunction.ToModel(new RecordedFunction("bare", [input], [value]), batchRank: 1);
        BatchSignature signature = new(
            OnnxPrecision.Float64, [new(given.Name, given.Shape)], [new(OnnxFunction.OutputName(0), given.Shape)])
        {
            Check = (_, _, _, _) => { },
        };
        _runner = new OnnxRunner(this, model, signature, new InferenceOptions());
    }

    /// <summary>Evaluates.</summary>
    public void Run(ReadOnlyMemory<double> guesses, int count) => _runner.Run(_runner.Signature, [guesses], count);

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();
}
