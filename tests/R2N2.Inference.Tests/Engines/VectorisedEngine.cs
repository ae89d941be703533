namespace R2N2.Inference.Tests.Engines;

/// <summary>The engine in .NET alone.</summary>
public sealed class VectorisedEngine : TestedEngine
{
    private static readonly int[] _threads = [1, 2, 8];

    public override ISolver LoadSolver(ReadOnlyMemory<byte> model) => Solver.Load(model);

    public override ISolver LoadSolver(string path) => Solver.Load(path);

    public override IIntegrator LoadIntegrator(ReadOnlyMemory<byte> model) => Integrator.Load(model);

    public override ISolver[] LoadSolvers(ReadOnlyMemory<byte> model) => Array.ConvertAll(_threads, threads => Solver.Load(model, threads));

    public override IIntegrator[] LoadIntegrators(ReadOnlyMemory<byte> model) =>
        Array.ConvertAll(_threads, threads => Integrator.Load(model, threads));

    internal override IBatchRunner RunnerOf(ISolver solver) => ((Solver)solver).Runner;

    internal override IBatchRunner RunnerOf(IIntegrator integrator) => ((Integrator)integrator).Runner;
}
