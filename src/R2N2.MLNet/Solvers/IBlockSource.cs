namespace R2N2.MLNet;

/// <summary>An open solver that makes room for blocks of rows.</summary>
internal interface IBlockSource : IDisposable
{
    /// <summary>Room for a block.</summary>
    /// <param name="rows">The most rows.</param>
    IBlock CreateBlock(int rows);
}
