namespace R2N2.Vectorised;

/// <summary>Evaluates functions of one instance.</summary>
internal static class Evaluation
{
    /// <summary>The outputs of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">The elements of every input, row-major.</param>
    public static double[][] Of(Plan plan, double[][] inputs)
    {
        LaneMemory<double> memory = new(1);
        int[] from = [.. plan.Inputs.Select(input => memory.ReserveValue(input.Size))];
        int[] to = [.. plan.Outputs.Select(output => memory.ReserveValue(output.Size))];
        ProgramBuilder<double> builder = new(plan, memory, from, to);
        Program<double> program = builder.Build(memory.Reserve(builder.ScratchSize), new MatrixTable<double>());
        memory.Allocate();
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(memory.Value(from[i], plan.Inputs[i].Size));
        }

        program.Run(ref memory.Start);
        return [.. plan.Outputs.Select((output, i) => memory.Value(to[i], output.Size).ToArray())];
    }
}
