namespace R2N2.MLNet;

/// <summary>An integrator's step as data views need it.</summary>
/// <param name="integrator">The integrator, exported as one step.</param>
/// <param name="inputs">The columns it reads, in the order of its inputs.</param>
/// <param name="outputs">The names of the columns it adds, by the names of its outputs.</param>
internal sealed class IntegratorBlockSolver(
    OnnxIntegrator integrator, IReadOnlyList<SolverInput> inputs, IReadOnlyDictionary<string, string> outputs) : IBlockSolver
{
    private readonly BlockPool _pool = new(rows => new Block(integrator, rows));

    public IReadOnlyList<SolverInput> Inputs { get; } = inputs;

    public IReadOnlyList<OutputColumn> Outputs { get; } =
    [
        .. outputs.Values.Select(name => new OutputColumn(
            name, integrator.Description.StateSize, IsInteger: false, [integrator.Description.StateSize])),
    ];

    public IBlock RentBlock(int rows) => _pool.Rent(rows);

    public void ReturnBlock(int rows, IBlock block) => _pool.Return(rows, block);

    private sealed class Block(OnnxIntegrator integrator, int capacity) : IBlock
    {
        private readonly double[][] _inputs =
            [.. integrator.Description.Inputs.Select(input => new double[checked(capacity * input.Shape.Size)])];

        private StepResult _result = new(default, default);

        public Span<double> Input(int input) => _inputs[input];

        public void Solve(int rows) => _result = integrator.Step(new InstanceBatch(
            rows,
            integrator.Description.Inputs.Zip(_inputs).ToDictionary(
                column => column.First.Name,
                column => (ReadOnlyMemory<double>)column.Second.AsMemory(0, rows * column.First.Shape.Size))));

        public ReadOnlySpan<double> Numbers(int output) => output == 0 ? _result.NextState.Span : _result.ErrorEstimate.Span;

        public ReadOnlySpan<long> Integers(int output) => [];
    }
}
