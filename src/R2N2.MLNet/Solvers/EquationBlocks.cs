namespace R2N2.MLNet;

/// <summary>Blocks that an equation solver solves.</summary>
/// <param name="solver">The solver, which it owns.</param>
internal sealed class EquationBlocks(OnnxSolver solver) : IBlockSource
{
    private const int Solution = 0;
    private const int Iterations = 2;

    /// <summary>What it adds to a row, in order, under its names in the file.</summary>
    public static IReadOnlyList<OutputColumn> Outputs(SolverDescription solver) =>
    [
        new(SolverOutputs.Solution, solver.StateSize, IsInteger: false, [solver.StateSize]),
        new(SolverOutputs.ResidualNorm, 1, IsInteger: false, []),
        new(SolverOutputs.Iterations, 1, IsInteger: true, []),
        new(SolverOutputs.Status, 1, IsInteger: true, []),
    ];

    public IBlock CreateBlock(int rows) => new Block(solver.CreateBuffer(rows));

    public void Dispose() => solver.Dispose();

    private sealed class Block(SolverBuffer buffer) : IBlock
    {
        public Span<double> Input(int input) => buffer.Input(input);

        public void Solve(int rows) => buffer.Solve(rows);

        public ReadOnlySpan<double> Numbers(int output) => output == Solution ? buffer.Solution : buffer.ResidualNorm;

        public ReadOnlySpan<long> Integers(int output) => output == Iterations ? buffer.Iterations : buffer.Status;
    }
}
