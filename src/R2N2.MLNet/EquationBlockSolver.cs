namespace R2N2.MLNet;

/// <summary>An equation solver as data views need it.</summary>
/// <param name="solver">The solver.</param>
/// <param name="inputs">The columns it reads, in the order of the solver's inputs.</param>
/// <param name="outputs">The names of the columns it adds, by the names of the solver's outputs.</param>
internal sealed class EquationBlockSolver(
    OnnxSolver solver, IReadOnlyList<SolverInput> inputs, IReadOnlyDictionary<string, string> outputs) : IBlockSolver
{
    private readonly BlockPool _pool = new(rows => new Block(solver.CreateBuffer(rows)));

    public IReadOnlyList<SolverInput> Inputs { get; } = inputs;

    public IReadOnlyList<OutputColumn> Outputs { get; } =
    [
        new(outputs[SolverOutputs.Solution], solver.Description.StateSize, IsInteger: false, [solver.Description.StateSize]),
        new(outputs[SolverOutputs.ResidualNorm], 1, IsInteger: false, []),
        new(outputs[SolverOutputs.Iterations], 1, IsInteger: true, []),
        new(outputs[SolverOutputs.Status], 1, IsInteger: true, []),
    ];

    public IBlock RentBlock(int rows) => _pool.Rent(rows);

    public void ReturnBlock(int rows, IBlock block) => _pool.Return(rows, block);

    private sealed class Block(BatchBuffer buffer) : IBlock
    {
        public Span<double> Input(int input) => buffer.Input(input);

        public void Solve(int rows) => buffer.Solve(rows);

        public ReadOnlySpan<double> Numbers(int output) => buffer.Numbers(output);

        public ReadOnlySpan<long> Integers(int output) => buffer.Integers(output);
    }
}
