namespace R2N2;

/// <summary>Runs files over the columns of a caller.</summary>
internal static class BatchRunnerExtensions
{
    /// <summary>Runs a file.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="signature">That of the runner, or the same with another number of steps.</param>
    /// <param name="inputs">The inputs' columns.</param>
    /// <param name="count">The number of instances.</param>
    /// <returns>The same columns, and those of the outputs.</returns>
    /// <exception cref="ArgumentException">An input holds what it must not.</exception>
    public static BatchColumns Run(this IBatchRunner runner, BatchSignature signature, ReadOnlyMemory<double>[] inputs, int count)
    {
        signature.Check(inputs, 0, count, 0);
        var columns = BatchColumns.For(signature, count, inputs);
        runner.Run(columns, count);
        return columns;
    }

    /// <summary>Solves equations: what every <see cref="ISolver"/> does.</summary>
    /// <param name="runner">Runs the solver.</param>
    /// <param name="solver">What the solver says about itself.</param>
    /// <param name="instances">A column for every input of the solver.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length.</exception>
    public static SolveResult Solve(this IBatchRunner runner, SolverDescription solver, InstanceBatch instances)
    {
        BatchColumns columns = runner.Run(runner.Signature, instances.ColumnsOf(solver), instances.Count);
        int next = 4;
        return new SolveResult(
            solver.StateSize,
            columns.Numbers[0],
            columns.Numbers[1],
            columns.Integers[2],
            Array.ConvertAll(columns.Integers[3].ToArray(), code => (SolveStatus)code))
        {
            ResidualHistory = solver.Options.ResidualHistory ? columns.Numbers[next++] : default(ReadOnlyMemory<double>?),
            Iterates = solver.Options.Iterates ? columns.Numbers[next] : default(ReadOnlyMemory<double>?),
        };
    }

    /// <summary>Solves equations into memory of the caller: what every <see cref="ISolver"/> does.</summary>
    /// <param name="runner">Runs the solver.</param>
    /// <param name="solver">What the solver says about itself.</param>
    /// <param name="instances">A column for every input of the solver.</param>
    /// <param name="results">Receives the results.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length, or the buffer is not for such a batch.</exception>
    public static void Solve(this IBatchRunner runner, SolverDescription solver, InstanceBatch instances, SolveBuffer results)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(results);
        BatchColumns columns = results.Columns(runner.Signature, solver, instances);
        runner.Signature.Check(columns.Inputs, 0, instances.Count, 0);
        runner.Run(columns, instances.Count);
        results.Complete();
    }

    /// <summary>The columns of a file's inputs, in its order.</summary>
    /// <exception cref="ArgumentException">One is missing or has another length.</exception>
    public static ReadOnlyMemory<double>[] ColumnsOf(this InstanceBatch instances, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(instances);
        instances.Require(model.Inputs);
        return [.. model.Inputs.Select(input => instances[input.Name])];
    }
}
