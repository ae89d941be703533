namespace R2N2.Training;

/// <summary>
/// The instances of a training run, in blocks of a fixed number of rows whatever the batches they are read in, so
/// that results do not depend on those. Kept in memory while they fit the budget, read anew in each pass otherwise.
/// </summary>
internal sealed class TrainingData : IDisposable
{
    private const int ReadSize = 4096;

    // The second sample of a race, relative to the first.
    private const int LargeSample = 16;

    private readonly IInstanceSource _source;
    private readonly BlockLayout _layout;
    private readonly RowSplit _split;
    private readonly int _blockSize;
    private readonly List<InstanceBlock> _training = [];
    private readonly List<InstanceBlock> _validation = [];
    private bool _cached;

    private TrainingData(IInstanceSource source, BlockLayout layout, RowSplit split, int blockSize)
    {
        _source = source;
        _layout = layout;
        _split = split;
        _blockSize = blockSize;
    }

    /// <summary>The number of instances trained on.</summary>
    public long Count { get; private set; }

    /// <summary>The number of instances held out.</summary>
    public long ValidationCount { get; private set; }

    /// <summary>The rows left out because they cannot be trained on.</summary>
    public SkippedRows Skipped { get; } = new();

    /// <summary>Instances drawn at random, without repetition, in one block of all those drawn.</summary>
    public RowBuffer Sample { get; private set; } = null!;

    /// <summary>Makes a first pass: counts, draws the sample, and keeps what fits.</summary>
    /// <param name="source">The instances.</param>
    /// <param name="layout">How they become tensors.</param>
    /// <param name="options">Block size, memory budget, validation share, seed.</param>
    /// <param name="cancellation">Looked at after each block.</param>
    public static TrainingData Open(
        IInstanceSource source, BlockLayout layout, TrainingOptions options, CancellationToken cancellation)
    {
        TrainingData data = new(source, layout, new RowSplit(options.EffectiveSeed, options.ValidationShare), BlockRows(options));
        try
        {
            data.ReadFirst(options, cancellation);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>The instances trained on, block by block; each block is disposed by this object.</summary>
    public IEnumerable<InstanceBlock> Training() => _cached ? _training : Stream(held: false);

    /// <summary>The instances held out.</summary>
    public IEnumerable<InstanceBlock> Validation() => _cached ? _validation : Stream(held: true);

    public void Dispose() => Forget();

    // Whole parts of what is evaluated at once, so that sums have the same terms in the same order at any block size.
    private static int BlockRows(TrainingOptions options)
    {
        const int part = PartSize.Largest;
        return checked((options.BlockSize + part - 1) / part * part);
    }

    private void ReadFirst(TrainingOptions options, CancellationToken cancellation)
    {
        long rowBytes = sizeof(double) * _layout.Columns.Sum(column => (long)column.Shape.Size);
        Reservoir reservoir = new(_layout.Columns, options.SampleSize * LargeSample, options.EffectiveSeed);
        RowBuffer training = new(_layout.Columns, _blockSize);
        RowBuffer validation = new(_layout.Columns, _blockSize);
        _cached = true;
        foreach ((IReadOnlyList<ReadOnlyMemory<double>> batch, int row, bool held) in Rows(Skipped.Add))
        {
            if (held)
            {
                ValidationCount++;
            }
            else
            {
                Count++;
                reservoir.Offer(batch, row);
            }

            if (_cached && (Count + ValidationCount) * rowBytes > options.MemoryBudget)
            {
                _cached = false;
                Forget();
            }

            if (_cached)
            {
                Keep(held ? validation : training, held ? _validation : _training, batch, row);
            }

            cancellation.ThrowIfCancellationRequested();
        }

        if (_cached)
        {
            Flush(training, _training);
            Flush(validation, _validation);
        }

        Sample = reservoir.Rows;
    }

    private IEnumerable<InstanceBlock> Stream(bool held)
    {
        RowBuffer buffer = new(_layout.Columns, _blockSize);
        foreach ((IReadOnlyList<ReadOnlyMemory<double>> batch, int row, bool isHeld) in Rows((_, _) => { }))
        {
            if (isHeld == held)
            {
                buffer.Add(batch, row);
                if (buffer.IsFull)
                {
                    using InstanceBlock block = _layout.ToBlock(buffer.Count, buffer.Values);
                    yield return block;
                    buffer.Clear();
                }
            }
        }

        if (buffer.Count > 0)
        {
            using InstanceBlock block = _layout.ToBlock(buffer.Count, buffer.Values);
            yield return block;
        }
    }

    private IEnumerable<(IReadOnlyList<ReadOnlyMemory<double>> Batch, int Row, bool Held)> Rows(Action<long, string> skipped)
    {
        long index = 0;
        foreach (InstanceBatch batch in _source.Read(ReadSize))
        {
            batch.Require(_layout.Columns);
            ReadOnlyMemory<double>[] columns = [.. _layout.Columns.Select(column => batch[column.Name])];
            for (int row = 0; row < batch.Count; row++, index++)
            {
                int current = row;
                string? flaw = _layout.Flaw(i => columns[i].Span.Slice(current * _layout.Columns[i].Shape.Size, _layout.Columns[i].Shape.Size));
                if (flaw is null)
                {
                    yield return (columns, row, _split.IsHeldOut(index));
                }
                else
                {
                    skipped(index, flaw);
                }
            }
        }
    }

    private void Keep(RowBuffer buffer, List<InstanceBlock> blocks, IReadOnlyList<ReadOnlyMemory<double>> batch, int row)
    {
        buffer.Add(batch, row);
        if (buffer.IsFull)
        {
            Flush(buffer, blocks);
        }
    }

    private void Flush(RowBuffer buffer, List<InstanceBlock> blocks)
    {
        if (buffer.Count > 0)
        {
            blocks.Add(_layout.ToBlock(buffer.Count, buffer.Values));
            buffer.Clear();
        }
    }

    private void Forget()
    {
        foreach (InstanceBlock block in _training.Concat(_validation))
        {
            block.Dispose();
        }

        _training.Clear();
        _validation.Clear();
    }
}
