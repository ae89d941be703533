namespace R2N2.MLNet;

/// <summary>What data views need of a solver: its columns, and room for a block of rows.</summary>
internal interface IBlockSolver
{
    /// <summary>What it reads of a row, in order.</summary>
    IReadOnlyList<SolverInput> Inputs { get; }

    /// <summary>What it adds to a row, in order.</summary>
    IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>Room for a block, to be returned.</summary>
    /// <param name="rows">The most rows.</param>
    IBlock RentBlock(int rows);

    /// <summary>Takes a block back; whoever returns it must not use it any more.</summary>
    /// <param name="rows">The rows it was rented for.</param>
    /// <param name="block">The block.</param>
    void ReturnBlock(int rows, IBlock block);
}
