using System.Collections.Concurrent;

namespace R2N2.MLNet;

/// <summary>
/// Blocks that cursors have done with, for the next ones: their memory is pinned, and allocating it anew for every cursor costs
/// more than solving the rows.
/// </summary>
/// <param name="create">Makes a block for so many rows.</param>
internal sealed class BlockPool(Func<int, BatchBuffer> create)
{
    // As many as the largest growth of a few cursors side by side leaves behind.
    private const int Kept = 8;

    private readonly ConcurrentDictionary<int, ConcurrentBag<BatchBuffer>> _idle = [];

    /// <summary>A block for exactly so many rows, to be returned.</summary>
    public BatchBuffer Rent(int rows) => _idle.TryGetValue(rows, out ConcurrentBag<BatchBuffer>? idle) && idle.TryTake(out BatchBuffer? block)
        ? block
        : create(rows);

    /// <summary>Takes a block back; whoever returns it must not use it any more.</summary>
    public void Return(int rows, BatchBuffer block)
    {
        ConcurrentBag<BatchBuffer> idle = _idle.GetOrAdd(rows, _ => []);
        if (idle.Count < Kept)
        {
            idle.Add(block);
        }
    }
}
