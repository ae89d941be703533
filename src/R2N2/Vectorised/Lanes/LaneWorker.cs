using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>One thread's work: a block of lanes whose instances are replaced by the next ones as soon as they are done.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="engine">Lends blocks.</param>
internal sealed class LaneWorker<T>(LaneEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LaneScheme _scheme = engine.Scheme;
    private readonly int[] _lanes = new int[engine.MostLanes];
    private LaneBlock<T> _block = null!;
    private LaneJob _job = null!;
    private int _turns;
    private int _active;
    private long _nextLimit;

    /// <summary>Works until nothing is left.</summary>
    /// <param name="job">The instances.</param>
    public void Run(LaneJob job)
    {
        _job = job;
        _block = engine.Rent(Math.Min(job.Share, job.Count));
        Array.Fill(_block.Instances, -1);
        _turns = 0;
        _active = 0;
        try
        {
            while (Fill())
            {
                job.Cancellation.ThrowIfCancellationRequested();
                Exchange();
                _block.Turn();
                _turns++;
                engine.Count(_block.Lanes, 1);
                Record();
                Collect();
            }
        }
        finally
        {
            engine.Return(_block);
            (_block, _job) = (null!, null!);
        }
    }

    // Begins the next instances where lanes are free; false where no lane has one any more.
    private bool Fill()
    {
        while (!_job.IsEmpty && (_active == 0 || _block.Lanes - _active >= _block.Lanes / 4))
        {
            Span<int> free = _lanes.AsSpan(0, Find(isActive: false));
            free = free[.._job.Take(free.Length, out int first)];
            if (free.Length > 0)
            {
                Begin(free, first);
            }
        }

        return _active > 0;
    }

    private void Begin(ReadOnlySpan<int> fresh, int first)
    {
        for (int k = 0; k < _scheme.Inputs.Length; k++)
        {
            LaneSlot slot = _scheme.Inputs[k];
            ReadOnlySpan<double> rows = _job.Inputs[k].Span.Slice(first * slot.Size, fresh.Length * slot.Size);
            LaneColumns.Load(rows, slot.Size, _block.Values(slot), _block.Lanes, fresh);
        }

        _nextLimit = _active == 0 ? _turns + (long)_job.Limit : _nextLimit;
        _active += fresh.Length;
        for (int i = 0; i < fresh.Length; i++)
        {
            _block.Instances[fresh[i]] = first + i;
            _block.Begun[fresh[i]] = _turns;
        }

        _block.Start(fresh);
        Record();
        Collect();
    }

    // Where no instances are left to take, few lanes do in a narrower block; once the scheme is compiled, a compiled one does.
    private void Exchange()
    {
        int lanes = _job.IsEmpty ? Math.Min(engine.LanesFor(_active), _block.Lanes) : _block.Lanes;
        if (lanes == _block.Lanes && engine.IsUpToDate(_block))
        {
            return;
        }

        LaneBlock<T> next = engine.Rent(lanes);
        next.TakeOver(_block, _lanes.AsSpan(0, Find(isActive: true)));
        engine.Return(_block);
        _block = next;
    }

    private int Find(bool isActive)
    {
        int count = 0;
        int[] instances = _block.Instances;
        for (int lane = 0; lane < instances.Length; lane++)
        {
            if (instances[lane] >= 0 == isActive)
            {
                _lanes[count++] = lane;
            }
        }

        return count;
    }

    private void Collect()
    {
        int count = _turns >= _nextLimit ? FindEnded() : _scheme.Status is null ? 0 : FindDone(_block.Values(_scheme.Status));
        if (count > 0)
        {
            Store(_lanes.AsSpan(0, count));
        }
    }

    // Those that their status, or the limit, ends.
    private int FindEnded()
    {
        ReadOnlySpan<T> status = _scheme.Status is null ? [] : _block.Values(_scheme.Status);
        int count = 0;
        _nextLimit = long.MaxValue;
        for (int lane = 0; lane < _block.Lanes; lane++)
        {
            if (_block.Instances[lane] < 0)
            {
                continue;
            }

            long limit = _block.Begun[lane] + (long)_job.Limit;
            if (_turns >= limit || (!status.IsEmpty && status[lane] >= T.Zero))
            {
                _lanes[count++] = lane;
            }
            else
            {
                _nextLimit = Math.Min(_nextLimit, limit);
            }
        }

        return count;
    }

    // Those that their status ends.
    private int FindDone(ReadOnlySpan<T> status)
    {
        int found = LaneColumns.Find(status, isZeroFound: true, _lanes);
        int count = 0;
        for (int i = 0; i < found; i++)
        {
            int lane = _lanes[i];
            _lanes[count] = lane;
            count += _block.Instances[lane] >= 0 ? 1 : 0;
        }

        return count;
    }

    private void Store(ReadOnlySpan<int> done)
    {
        _block.Finish();
        for (int k = 0; k < _scheme.Outputs.Length; k++)
        {
            LaneOutput output = _scheme.Outputs[k];
            ReadOnlySpan<T> values = _block.Values(output.Slot);
            if (output.IsInteger)
            {
                Span<long> integers = _job.Integers[k].Span;
                foreach (int lane in done)
                {
                    integers[_block.Instances[lane]] = long.CreateTruncating(values[lane]);
                }
            }
            else if (output.IsHistory)
            {
                CompleteHistory(_job.Numbers[k].Span, output.Slot.Size, done);
            }
            else
            {
                Store(values, _job.Numbers[k].Span, output.Slot.Size, done);
            }
        }

        foreach (int lane in done)
        {
            _block.Instances[lane] = -1;
        }

        _active -= done.Length;
    }

    private void Store(ReadOnlySpan<T> values, Span<double> rows, int size, ReadOnlySpan<int> done)
    {
        foreach (int lane in done)
        {
            LaneColumns.Store(values, _block.Lanes, lane, rows.Slice(_block.Instances[lane] * size, size));
        }
    }

    // What an instance is after its last turn it stays.
    private void CompleteHistory(Span<double> rows, int size, ReadOnlySpan<int> done)
    {
        int places = (_job.Limit / _job.Stride) + 1;
        foreach (int lane in done)
        {
            Span<double> history = rows.Slice(_block.Instances[lane] * places * size, places * size);
            int last = (_turns - _block.Begun[lane]) / _job.Stride;
            for (int place = last + 1; place < places; place++)
            {
                history.Slice(last * size, size).CopyTo(history.Slice(place * size, size));
            }
        }
    }

    private void Record()
    {
        for (int k = 0; k < _scheme.Outputs.Length; k++)
        {
            LaneOutput output = _scheme.Outputs[k];
            if (!output.IsHistory)
            {
                continue;
            }

            int size = output.Slot.Size;
            int places = (_job.Limit / _job.Stride) + 1;
            Span<double> rows = _job.Numbers[k].Span;
            ReadOnlySpan<T> values = _block.Values(output.Slot);
            for (int lane = 0; lane < _block.Lanes; lane++)
            {
                (int place, int rest) = Math.DivRem(_turns - _block.Begun[lane], _job.Stride);
                if (_block.Instances[lane] >= 0 && rest == 0)
                {
                    int row = (_block.Instances[lane] * places) + place;
                    LaneColumns.Store(values, _block.Lanes, lane, rows.Slice(row * size, size));
                }
            }
        }
    }
}
