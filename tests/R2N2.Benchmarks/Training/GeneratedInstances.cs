using R2N2.Reference;

namespace R2N2.Benchmarks.Training;

/// <summary>Chandrasekhar instances made as they are read, so that they take up no memory.</summary>
/// <param name="count">Their number.</param>
/// <param name="unknowns">m.</param>
internal sealed class GeneratedInstances(int count, int unknowns) : IInstanceSource
{
    public IEnumerable<InstanceBatch> Read(int batchSize)
    {
        for (int start = 0; start < count; start += batchSize)
        {
            yield return ReferenceProblems.ChandrasekharData(Math.Min(batchSize, count - start), unknowns, seed: start);
        }
    }
}
