using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>A solver bound to an input schema: the columns it reads, the columns it adds.</summary>
internal sealed class SolverBinding
{
    private readonly IReadOnlyList<DataViewSchema.Column>[] _inputs;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public SolverBinding(ColumnSolver solver, DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Solver = solver;
        _inputs = [.. solver.Inputs.Select(columns => columns.Find(input))];
        Layout = new ColumnLayout(input, [.. solver.Outputs.Select(output => output.ToColumn())]);
    }

    public ColumnSolver Solver { get; }

    public ColumnLayout Layout { get; }

    /// <summary>The input columns that output columns need, and whether the solver is needed for them.</summary>
    public (DataViewSchema.Column[] Needed, bool Solves) Dependencies(bool[] active) =>
        Layout.Dependencies(active, _inputs.SelectMany(columns => columns).Select(column => column.Index));

    /// <summary>Readers of the solver's inputs.</summary>
    public RowReader[] Readers(DataViewRow row) => [.. _inputs.Select(columns => RowReader.Create(row, columns))];

    /// <summary>Reads the current row into a block.</summary>
    /// <param name="readers">Readers of the solver's inputs.</param>
    /// <param name="block">The block.</param>
    /// <param name="row">The row of the block.</param>
    /// <param name="number">The number of the row in the data, for messages.</param>
    /// <exception cref="ArgumentException">The row holds what the solver refuses.</exception>
    public void Read(RowReader[] readers, BatchBuffer block, int row, long number)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            int size = Solver.Inputs[i].Parameter.Shape.Size;
            readers[i].Read(block.Input(i).Slice(row * size, size));
        }

        block.Check(row, number);
    }
}
