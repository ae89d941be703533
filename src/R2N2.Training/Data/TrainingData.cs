using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace R2N2.Training;

/// <summary>
/// The instances of a training run, in blocks of a fixed number of rows whatever the batches they are read in, so
/// that results do not depend on those. Kept in memory while they fit the budget, read anew in each pass otherwise.
/// </summary>
internal sealed class TrainingData : IDisposable
{
    private const int ReadSize = 4096;

    // Of large rows fewer are read, drawn and kept in a block.
    private const long BlockBytes = 128L << 20;

    // The second sample of a race, relative to the first.
    private const int LargeSample = 16;

    private const string Diverging = "coefficients that are sound on the other rows diverge there";

    private readonly IInstanceSource _source;
    private readonly BlockLayout _layout;
    private readonly RowSplit _split;
    private readonly int _blockSize;
    private readonly List<InstanceBlock> _training = [];
    private readonly List<InstanceBlock> _validation = [];
    private readonly HashSet<long> _leftOut = [];

    // Whether the rows are within the memory budget, and whether they are in memory: all of them, not those read so far.
    private bool _fits = true;
    private bool _isLoaded;

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

    /// <summary>The rows of the table that are left out because training diverges on them.</summary>
    public IReadOnlyCollection<long> LeftOut => _leftOut;

    /// <summary>Instances drawn at random, without repetition, in random order.</summary>
    public RowBuffer Sample { get; private set; } = null!;

    /// <summary>A digest of every number of every row; empty where no checkpoint needs it.</summary>
    public string Digest { get; private set; } = string.Empty;

    /// <summary>Makes a first pass: counts, draws the sample, and keeps what fits.</summary>
    /// <param name="source">The instances.</param>
    /// <param name="layout">How they become tensors.</param>
    /// <param name="partSize">The rows that are evaluated at once at most.</param>
    /// <param name="options">Block size, memory budget, validation share, seed.</param>
    /// <param name="cancellation">Looked at after each row.</param>
    public static TrainingData Open(
        IInstanceSource source, BlockLayout layout, int partSize, TrainingOptions options, CancellationToken cancellation)
    {
        RowSplit split = new(options.EffectiveSeed, options.ValidationShare);
        TrainingData data = new(source, layout, split, WholeParts(Fitting(layout, options.BlockSize), partSize));
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
    public IEnumerable<InstanceBlock> Training() => _isLoaded ? _training : Stream(RowUse.Training);

    /// <summary>The instances held out.</summary>
    public IEnumerable<InstanceBlock> Validation() => _isLoaded ? _validation : Stream(RowUse.Validation);

    /// <summary>How many rows of the table are trained on or held out, of some.</summary>
    /// <param name="rows">Some rows, by their numbers.</param>
    /// <param name="cancellation">Looked at after each row.</param>
    public long CountInUse(HashSet<long> rows, CancellationToken cancellation)
    {
        long count = 0;
        foreach (SourceRow row in Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            count += row.Use != RowUse.LeftOut && rows.Contains(row.Index) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Leaves rows out from now on, since training diverges on them; the others are read anew in each pass until they are loaded.</summary>
    /// <param name="rows">Distinct rows of the table that are trained on or held out.</param>
    public void LeaveOut(IReadOnlyCollection<long> rows)
    {
        long held = rows.Count(_split.IsHeldOut);
        ValidationCount -= held;
        Count -= rows.Count - held;
        _leftOut.UnionWith(rows);
        foreach (long row in rows.Order())
        {
            Skipped.Add(row, Diverging);
        }

        Sample = Sample.Select([.. Enumerable.Range(0, Sample.Count).Where(i => !_leftOut.Contains(Sample.Index[i]))]);
        Forget();
    }

    /// <summary>Takes the rows into memory, where they fit; where that is interrupted, they are read anew in each pass.</summary>
    /// <param name="cancellation">Looked at after each row.</param>
    public void Load(CancellationToken cancellation)
    {
        if (_fits)
        {
            Load(_ => { }, cancellation);
        }
    }

    public void Dispose() => Forget();

    /// <summary>How many rows are read at once: fewer than wanted where they are large.</summary>
    /// <param name="layout">Their columns.</param>
    /// <param name="rows">How many are wanted.</param>
    public static int Fitting(BlockLayout layout, long rows) => (int)Math.Clamp(BlockBytes / layout.RowBytes, 1, rows);

    // Of what is evaluated at once, so that sums have the same terms in the same order at any block size.
    private static int WholeParts(int rows, int part) => (rows + part - 1) / part * part;

    private void ReadFirst(TrainingOptions options, CancellationToken cancellation)
    {
        Reservoir reservoir = new(_layout.Columns, Fitting(_layout, (long)options.SampleSize * LargeSample), options.EffectiveSeed);
        using IncrementalHash? digest = options.CheckpointPath is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Load(
            row =>
            {
                AddTo(digest, row);
                if (row.Use == RowUse.Training)
                {
                    reservoir.Offer(row);
                }

                Tally(row);
                if (_fits && (Count + ValidationCount) * _layout.RowBytes > options.MemoryBudget)
                {
                    _fits = false;
                    Forget();
                }
            },
            cancellation);
        Sample = reservoir.Draw();
        Digest = digest is null ? string.Empty : Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private void Tally(SourceRow row)
    {
        Count += row.Use == RowUse.Training ? 1 : 0;
        ValidationCount += row.Use == RowUse.Validation ? 1 : 0;
        if (row.Flaw is not null)
        {
            Skipped.Add(row.Index, row.Flaw);
        }
    }

    private void AddTo(IncrementalHash? digest, SourceRow row)
    {
        for (int i = 0; digest is not null && i < _layout.Columns.Count; i++)
        {
            digest.AppendData(MemoryMarshal.AsBytes(row.Of(i, _layout.Columns[i])));
        }
    }

    // Goes through the table, and keeps the rows that are trained on or held out while there is room.
    private void Load(Action<SourceRow> visit, CancellationToken cancellation)
    {
        RowBuffer training = new(_layout.Columns, _blockSize);
        RowBuffer validation = new(_layout.Columns, _blockSize);
        foreach (SourceRow row in Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            visit(row);
            if (_fits && (row.Use is RowUse.Training or RowUse.Validation))
            {
                bool held = row.Use == RowUse.Validation;
                Keep(held ? validation : training, held ? _validation : _training, row);
            }
        }

        if (_fits)
        {
            Flush(training, _training);
            Flush(validation, _validation);
            _isLoaded = true;
        }
    }

    private IEnumerable<InstanceBlock> Stream(RowUse use)
    {
        RowBuffer buffer = new(_layout.Columns, _blockSize);
        foreach (SourceRow row in Rows().Where(row => row.Use == use))
        {
            buffer.Add(row);
            if (buffer.IsFull)
            {
                using InstanceBlock block = _layout.ToBlock(buffer, buffer.Count);
                yield return block;
                buffer.Clear();
            }
        }

        if (buffer.Count > 0)
        {
            using InstanceBlock block = _layout.ToBlock(buffer, buffer.Count);
            yield return block;
        }
    }

    private IEnumerable<SourceRow> Rows()
    {
        long index = 0;
        foreach (InstanceBatch batch in _source.Read(Fitting(_layout, ReadSize)))
        {
            batch.Require(_layout.Columns);
            ReadOnlyMemory<double>[] columns = [.. _layout.Columns.Select(column => batch[column.Name])];
            for (int row = 0; row < batch.Count; row++, index++)
            {
                SourceRow numbers = new(columns, row, index);
                string? flaw = _layout.Flaw(column => numbers.Of(column, _layout.Columns[column]));
                yield return numbers with { Flaw = flaw, Use = Use(index, flaw) };
            }
        }
    }

    private RowUse Use(long index, string? flaw) =>
        flaw is not null || _leftOut.Contains(index) ? RowUse.LeftOut
        : _split.IsHeldOut(index) ? RowUse.Validation
        : RowUse.Training;

    private void Keep(RowBuffer buffer, List<InstanceBlock> blocks, SourceRow row)
    {
        buffer.Add(row);
        if (buffer.IsFull)
        {
            Flush(buffer, blocks);
        }
    }

    private void Flush(RowBuffer buffer, List<InstanceBlock> blocks)
    {
        if (buffer.Count > 0)
        {
            blocks.Add(_layout.ToBlock(buffer, buffer.Count));
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
        _isLoaded = false;
    }
}
