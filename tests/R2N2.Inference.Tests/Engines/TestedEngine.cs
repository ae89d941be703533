namespace R2N2.Inference.Tests.Engines;

/// <summary>What runs exported files. A test of what a file does is a test of each of them.</summary>
public abstract class TestedEngine
{
    public static TestedEngine OnnxRuntime { get; } = new OnnxRuntimeEngine();

    public static TestedEngine Vectorised { get; } = new VectorisedEngine();

    /// <summary>A solver with the engine's own choice of blocks and threads.</summary>
    public abstract ISolver LoadSolver(ReadOnlyMemory<byte> model);

    /// <summary>A solver from a file, likewise.</summary>
    public abstract ISolver LoadSolver(string path);

    /// <summary>An integrator, likewise.</summary>
    public abstract IIntegrator LoadIntegrator(ReadOnlyMemory<byte> model);

    /// <summary>The same solver over other blocks and other numbers of threads.</summary>
    public abstract ISolver[] LoadSolvers(ReadOnlyMemory<byte> model);

    /// <summary>The same integrator, likewise.</summary>
    public abstract IIntegrator[] LoadIntegrators(ReadOnlyMemory<byte> model);

    /// <summary>What runs one of its solvers over columns.</summary>
    internal abstract IBatchRunner RunnerOf(ISolver solver);

    /// <summary>What runs one of its integrators over columns.</summary>
    internal abstract IBatchRunner RunnerOf(IIntegrator integrator);
}
