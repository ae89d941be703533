namespace R2N2.MLNet;

/// <summary>What data views need of a solver: its columns, and room for a block of rows.</summary>
internal interface IBlockSolver
{
    /// <summary>What it reads of a row, in order.</summary>
    IReadOnlyList<SolverInput> Inputs { get; }

    /// <summary>What it adds to a row, in order.</summary>
    IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>Room for a block.</summary>
    /// <param name="rows">The most rows.</param>
    IBlock CreateBlock(int rows);
}
