using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>A solver bound to an input schema: the columns it reads, the columns it adds.</summary>
internal sealed class SolverBinding
{
    private readonly int[] _inputs;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public SolverBinding(IBlockSolver solver, DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Solver = solver;
        _inputs = [.. solver.Inputs.Select(column => column.Find(input).Index)];
        Layout = new ColumnLayout(input, [.. solver.Outputs.Select(output => output.ToColumn())]);
    }

    public IBlockSolver Solver { get; }

    public ColumnLayout Layout { get; }

    /// <summary>The input columns that output columns need, and whether the solver is needed for them.</summary>
    public (DataViewSchema.Column[] Needed, bool Solves) Dependencies(bool[] active) =>
        Layout.Dependencies(active, _inputs);

    /// <summary>Readers of the solver's inputs.</summary>
    public RowReader[] Readers(DataViewRow row) => [.. _inputs.Select(index => RowReader.Create(row, Layout.Input[index]))];

    /// <summary>Reads the current row into a block.</summary>
    public void Read(RowReader[] readers, IBlock block, int row)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            int size = Solver.Inputs[i].Parameter.Shape.Size;
            readers[i].Read(block.Input(i).Slice(row * size, size));
        }
    }
}
