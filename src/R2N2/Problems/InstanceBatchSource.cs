namespace R2N2;

/// <summary>Instances that are in memory already.</summary>
/// <param name="batch">All of them.</param>
public sealed class InstanceBatchSource(InstanceBatch batch) : IInstanceSource
{
    /// <inheritdoc/>
    public IEnumerable<InstanceBatch> Read(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        for (int start = 0; start < batch.Count; start += batchSize)
        {
            yield return batch.Slice(start, Math.Min(batchSize, batch.Count - start));
        }
    }
}
