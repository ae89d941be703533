namespace R2N2;

/// <summary>Instances that may be more than memory holds: read in batches, as often as needed, always in one order.</summary>
public interface IInstanceSource
{
    /// <summary>Reads all instances from the first to the last.</summary>
    /// <param name="batchSize">The number of instances in a batch; only the last may have fewer. The columns of a batch are valid until the next is read.</param>
    IEnumerable<InstanceBatch> Read(int batchSize);
}
