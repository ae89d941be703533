namespace R2N2.MLNet;

/// <summary>An equation solver as data views need it.</summary>
/// <param name="solver">The solver.</param>
/// <param name="family">The problem.</param>
/// <param name="options">The names of columns.</param>
internal sealed class EquationBlockSolver(OnnxSolver solver, EquationFamily family, EquationSolverOptions options) : IBlockSolver
{
    private const int Solution = 0;
    private const int Iterations = 2;

    public IReadOnlyList<(Parameter Input, string Column)> Inputs { get; } =
        [.. family.Inputs.Select(input => (input, options.InputColumns.GetValueOrDefault(input.Name, input.Name)))];

    public IReadOnlyList<OutputColumn> Outputs { get; } =
    [
        new(options.OutputColumns[SolverOutputs.Solution], family.StateSize, IsInteger: false, [family.StateSize]),
        new(options.OutputColumns[SolverOutputs.ResidualNorm], 1, IsInteger: false, []),
        new(options.OutputColumns[SolverOutputs.Iterations], 1, IsInteger: true, []),
        new(options.OutputColumns[SolverOutputs.Status], 1, IsInteger: true, []),
    ];

    public IBlock CreateBlock(int rows) => new Block(solver.CreateBuffer(rows));

    private sealed class Block(SolverBuffer buffer) : IBlock
    {
        public Span<double> Input(int input) => buffer.Input(input);

        public void Solve(int rows) => buffer.Solve(rows);

        public ReadOnlySpan<double> Numbers(int output) => output == Solution ? buffer.Solution : buffer.ResidualNorm;

        public ReadOnlySpan<long> Integers(int output) => output == Iterations ? buffer.Iterations : buffer.Status;
    }
}
