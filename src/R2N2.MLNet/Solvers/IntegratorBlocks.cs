namespace R2N2.MLNet;

/// <summary>Blocks that an integrator advances, by one step or to their ends.</summary>
/// <param name="integrator">The integrator, which it owns; not a rollout.</param>
internal sealed class IntegratorBlocks(OnnxIntegrator integrator) : IBlockSource
{
    private readonly bool _adaptive = integrator.Description.Options.Form == IntegratorForm.Adaptive;

    /// <summary>What it adds to a row, in order, under its names in the file.</summary>
    /// <exception cref="ArgumentException">It is a rollout, whose results have no fixed size.</exception>
    public static IReadOnlyList<OutputColumn> Outputs(IntegratorDescription integrator)
    {
        OutputColumn State(string name) => new(name, integrator.StateSize, IsInteger: false, [integrator.StateSize]);
        return integrator.Options.Form switch
        {
            IntegratorForm.Step when integrator.Tableau.HasEmbedded =>
                [State(IntegratorOutputs.NextState), State(IntegratorOutputs.ErrorEstimate)],
            IntegratorForm.Step => [State(IntegratorOutputs.NextState)],
            IntegratorForm.Adaptive =>
            [
                State(IntegratorOutputs.NextState),
                new(IntegratorOutputs.ReachedTime, 1, IsInteger: false, []),
                new(IntegratorOutputs.Status, 1, IsInteger: true, []),
                new(IntegratorOutputs.AcceptedSteps, 1, IsInteger: true, []),
                new(IntegratorOutputs.RejectedSteps, 1, IsInteger: true, []),
            ],
            _ => throw new ArgumentException(
                $"The integrator of the family '{integrator.FamilyName}' was exported as {integrator.Options.Form}, whose trajectories "
                + $"have no fixed length and fit no column. Export it as {IntegratorForm.Step} or {IntegratorForm.Adaptive}."),
        };
    }

    public IBlock CreateBlock(int rows) => new Block(integrator, _adaptive, rows);

    public void Dispose() => integrator.Dispose();

    private sealed class Block(OnnxIntegrator integrator, bool adaptive, int capacity) : IBlock
    {
        private readonly double[][] _inputs =
            [.. integrator.Description.Inputs.Select(input => new double[checked(capacity * input.Shape.Size)])];

        private ReadOnlyMemory<double>[] _numbers = [];
        private ReadOnlyMemory<long>[] _integers = [];

        public Span<double> Input(int input) => _inputs[input];

        public void Solve(int rows)
        {
            InstanceBatch instances = new(rows, integrator.Description.Inputs.Zip(_inputs).ToDictionary(
                column => column.First.Name,
                column => (ReadOnlyMemory<double>)column.Second.AsMemory(0, rows * column.First.Shape.Size)));
            if (adaptive)
            {
                AdaptiveResult result = integrator.Integrate(instances);
                long[] status = Array.ConvertAll(result.Status.ToArray(), code => (long)code);
                _numbers = [result.State, result.ReachedTime];
                _integers = [default, default, status, result.AcceptedSteps, result.RejectedSteps];
            }
            else
            {
                StepResult result = integrator.Step(instances);
                _numbers = [result.NextState, result.ErrorEstimate];
            }
        }

        public ReadOnlySpan<double> Numbers(int output) => _numbers[output].Span;

        public ReadOnlySpan<long> Integers(int output) => _integers[output].Span;
    }
}
