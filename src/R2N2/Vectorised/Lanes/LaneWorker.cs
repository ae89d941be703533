using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// One thread's work: a block of lanes whose instances are replaced by the next ones as soon as they are done. Rare instances that need a
/// stage of their own wait in a second block, until there are many of them or no others.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="engine">Lends blocks.</param>
internal sealed class LaneWorker<T>(LaneEngine<T> engine)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // So often at least, turns without a status are interrupted for a form that has been compiled.
    private const int MostTurns = 64;

    private readonly LaneScheme _scheme = engine.Scheme;
    private readonly bool _hasHistory = Array.Exists(engine.Scheme.Outputs, output => output.IsHistory);
    private readonly bool _hasDetours = Array.Exists(engine.Scheme.Turn, stage => stage.Where is not null);
    private readonly int[] _lanes = new int[engine.MostLanes];
    private LaneBlock<T> _block = null!;
    private LaneBlock<T>? _aside;
    private LaneJob _job = null!;
    private long _nextLimit;

    /// <summary>Works until nothing is left.</summary>
    /// <param name="job">The instances.</param>
    public void Run(LaneJob job)
    {
        _job = job;
        _block = Rent(Math.Min(job.Share, job.Count));
        _aside = job.Share > _block.Lanes && _hasDetours ? Rent(_block.Lanes) : null;
        try
        {
            while (Fill())
            {
                Exchange();
                Turn();
                Collect();
            }
        }
        finally
        {
            engine.Return(_block);
            if (_aside is not null)
            {
                engine.Return(_aside);
            }

            (_block, _aside, _job) = (null!, null, null!);
        }
    }

    // One turn, or several where only the limit ends instances.
    private void Turn()
    {
        int turns = _scheme.Status is null ? (int)Math.Clamp(_nextLimit - _block.Turns, 1, MostTurns) : 1;
        for (int turn = 0; turn < turns; turn++)
        {
            _job.Cancellation.ThrowIfCancellationRequested();
            _block.Turn(_job.IsEmpty ? null : _aside);
            Record();
        }

        engine.Count(_block.Lanes, turns);
    }

    // Begins the next instances where lanes are free; false where no lane has one any more.
    private bool Fill()
    {
        while (!_job.IsEmpty && (_block.Active == 0 || _block.Lanes - _block.Active >= _block.Lanes / 4))
        {
            Span<int> free = _lanes.AsSpan(0, _block.Find(isActive: false, _lanes));
            free = free[.._job.Take(free.Length, out int first)];
            if (free.Length > 0)
            {
                Begin(free, first);
            }
        }

        if (_aside is { Active: > 0 })
        {
            GoOnAside(_aside);
        }

        return _block.Active > 0;
    }

    // Those that wait go on once they fill their block, or all of this one find room there and no others are left.
    private void GoOnAside(LaneBlock<T> aside)
    {
        if (_job.IsEmpty && _block.Active <= aside.Lanes - aside.Active)
        {
            TakeOver(aside);
        }
        else if (aside.Active == aside.Lanes)
        {
            (_block, _aside) = (aside, _block);
            _nextLimit = 0;
        }
    }

    // All instances go on in another block.
    private void TakeOver(LaneBlock<T> next)
    {
        next.TakeOver(_block, _lanes.AsSpan(0, _block.Find(isActive: true, _lanes)));
        _aside = ReferenceEquals(next, _aside) ? null : _aside;
        engine.Return(_block);
        _block = next;
        _nextLimit = 0;
    }

    private LaneBlock<T> Rent(int instances)
    {
        LaneBlock<T> block = engine.Rent(instances);
        block.Clear();
        return block;
    }

    private void Begin(ReadOnlySpan<int> fresh, int first)
    {
        for (int k = 0; k < _scheme.Inputs.Length; k++)
        {
            LaneSlot slot = _scheme.Inputs[k];
            ReadOnlySpan<double> rows = _job.Inputs[k].Span.Slice(first * slot.Size, fresh.Length * slot.Size);
            LaneColumns.Load(rows, slot.Size, _block.Values(slot), _block.Lanes, fresh);
        }

        _nextLimit = _block.Active == 0 ? _block.Turns + _job.Limit : _nextLimit;
        _block.Occupy(fresh, first);
        _block.Start(fresh);
        Record();
        Collect();
    }

    // Where no instances are left to take, few lanes do in a narrower block; once the scheme is compiled, a compiled one does.
    private void Exchange()
    {
        int lanes = _job.IsEmpty ? Math.Min(engine.LanesFor(_block.Active), _block.Lanes) : _block.Lanes;
        if (lanes != _block.Lanes || !engine.IsUpToDate(_block))
        {
            TakeOver(Rent(lanes));
        }
    }

    private void Collect()
    {
        int count = _block.Turns >= _nextLimit ? FindEnded() : _scheme.Status is null ? 0 : FindDone(_block.Values(_scheme.Status));
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

            int left = _job.Limit - _block.TurnsOf(lane);
            if (left <= 0 || (!status.IsEmpty && status[lane] >= T.Zero))
            {
                _lanes[count++] = lane;
            }
            else
            {
                _nextLimit = Math.Min(_nextLimit, _block.Turns + left);
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

        _block.Release(done);
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
            int last = _block.TurnsOf(lane) / _job.Stride;
            for (int place = last + 1; place < places; place++)
            {
                history.Slice(last * size, size).CopyTo(history.Slice(place * size, size));
            }
        }
    }

    private void Record()
    {
        for (int k = 0; _hasHistory && k < _scheme.Outputs.Length; k++)
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
                (int place, int rest) = Math.DivRem(_block.TurnsOf(lane), _job.Stride);
                if (_block.Instances[lane] >= 0 && rest == 0)
                {
                    int row = (_block.Instances[lane] * places) + place;
                    LaneColumns.Store(values, _block.Lanes, lane, rows.Slice(row * size, size));
                }
            }
        }
    }
}
