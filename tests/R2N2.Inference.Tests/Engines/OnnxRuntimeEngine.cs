namespace R2N2.Inference.Tests.Engines;

/// <summary>ONNX Runtime.</summary>
public sealed class OnnxRuntimeEngine : TestedEngine
{
    private static readonly InferenceOptions[] _options = [new() { BlockSize = 13 }, new() { BlockSize = 20, Threads = 3 }];

    public override ISolver LoadSolver(ReadOnlyMemory<byte> model) => OnnxSolver.Load(model);

    public override ISolver LoadSolver(string path) => OnnxSolver.Load(path);

    public override IIntegrator LoadIntegrator(ReadOnlyMemory<byte> model) => OnnxIntegrator.Load(model);

    public override ISolver[] LoadSolvers(ReadOnlyMemory<byte> model) => Array.ConvertAll(_options, options => OnnxSolver.Load(model, options));

    public override IIntegrator[] LoadIntegrators(ReadOnlyMemory<byte> model) =>
        Array.ConvertAll(_options, options => OnnxIntegrator.Load(model, options));

    internal override IBatchRunner RunnerOf(ISolver solver) => ((OnnxSolver)solver).Runner;

    internal override IBatchRunner RunnerOf(IIntegrator integrator) => ((OnnxIntegrator)integrator).Runner;
}
