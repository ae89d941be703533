namespace R2N2.MLNet;

/// <summary>
/// Blocks that cursors have done with, for the next ones: their memory is pinned, and allocating it anew for every cursor costs
/// more than solving the rows.
/// </summary>
/// <param name="create">Makes a block for so many rows.</param>
/// <param name="mostRows">The most rows of all idle blocks together.</param>
internal sealed class BlockPool(Func<int, BatchBuffer> create, long mostRows)
{
    private readonly List<BatchBuffer> _idle = [];
    private long _idleRows;

    /// <summary>A block for so many rows, to be returned.</summary>
    public BatchBuffer Rent(int rows)
    {
        lock (_idle)
        {
            int found = _idle.FindLastIndex(block => block.Capacity == rows);
            if (found >= 0)
            {
                BatchBuffer block = _idle[found];
                _idle.RemoveAt(found);
                _idleRows -= rows;
                return block;
            }
        }

        return create(rows);
    }

    /// <summary>Takes a block back; whoever returns it must not use it any more.</summary>
    public void Return(BatchBuffer block)
    {
        lock (_idle)
        {
            _idle.Add(block);
            _idleRows += block.Capacity;
            while (_idleRows > mostRows)
            {
                // The one that nobody has asked for longest.
                _idleRows -= _idle[0].Capacity;
                _idle.RemoveAt(0);
            }
        }
    }
}
