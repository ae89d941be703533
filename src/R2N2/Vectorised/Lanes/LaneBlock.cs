using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>The memory of some lanes, and the programs of a scheme over it.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class LaneBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LaneScheme _scheme;
    private readonly LaneMemory<T> _memory;
    private readonly MatrixTable<T> _matrices;
    private readonly int[][] _places;

    // Each twice: with the one half of the double slots as the present one, and with the other.
    private readonly Program<T>[][] _programs;
    private readonly Dictionary<(int Stage, int Lanes), LaneDetour<T>> _detours = [];
    private readonly long[] _begun;
    private readonly int[] _chosen;
    private readonly T[] _mask;
    private int _now;
    private int _leaving;

    /// <summary>Makes room.</summary>
    /// <param name="form">What is computed.</param>
    /// <param name="lanes">One, or a multiple of a vector's numbers.</param>
    /// <param name="matrices">The constant matrices.</param>
    public LaneBlock(LaneForm<T> form, int lanes, MatrixTable<T> matrices)
    {
        Form = form;
        _scheme = form.Scheme;
        _matrices = matrices;
        _memory = new LaneMemory<T>(lanes);
        _chosen = new int[lanes];
        _mask = new T[lanes];
        Instances = new int[lanes];
        Array.Fill(Instances, -1);
        _begun = new long[lanes];
        _places = Array.ConvertAll(_scheme.Slots, slot =>
        {
            int place = _memory.ReserveValue(slot.Size);
            return new[] { place, slot.IsDouble ? _memory.ReserveValue(slot.Size) : place };
        });

        ProgramBuilder<T>[][] builders = Array.ConvertAll(_scheme.Stages, stage => stage.Where is null ? Builders(stage) : []);
        int scratch = _memory.Reserve(builders.SelectMany(all => all).Max(builder => builder.ScratchSize));
        _programs = Array.ConvertAll(builders, all => Array.ConvertAll(all, builder => builder.Build(scratch, matrices, form.Kernels(_memory.Layout))));
        _memory.Allocate();
    }

    /// <summary>What is computed.</summary>
    public LaneForm<T> Form { get; }

    /// <summary>The bytes that a lane takes up.</summary>
    public long BytesPerLane => _memory.Bytes / Lanes;

    /// <summary>How many lanes there are.</summary>
    public int Lanes => _memory.Layout.Lanes;

    /// <summary>The number of the instance in each lane; below 0 for none.</summary>
    public int[] Instances { get; }

    /// <summary>How many lanes have an instance.</summary>
    public int Active { get; private set; }

    /// <summary>The turns made.</summary>
    public long Turns { get; private set; }

    /// <summary>The values of a slot, element after element.</summary>
    public Span<T> Values(LaneUse use) => _memory.Value(Place(use, _now), use.Slot.Size);

    /// <summary>The values of a slot at the beginning of a turn.</summary>
    public Span<T> Values(LaneSlot slot) => Values(slot.Now);

    /// <summary>The turns that the instance in a lane has had.</summary>
    /// <param name="lane">The lane.</param>
    public int TurnsOf(int lane) => (int)(Turns - _begun[lane]);

    /// <summary>The lanes with an instance, or those without.</summary>
    /// <param name="isActive">Whether those with one.</param>
    /// <param name="lanes">Receives them, in ascending order.</param>
    /// <returns>How many they are.</returns>
    public int Find(bool isActive, Span<int> lanes)
    {
        int count = 0;
        for (int lane = 0; lane < Instances.Length; lane++)
        {
            if (Instances[lane] >= 0 == isActive)
            {
                lanes[count++] = lane;
            }
        }

        return count;
    }

    /// <summary>Puts instances into lanes that have none.</summary>
    /// <param name="fresh">The lanes.</param>
    /// <param name="first">The number of the first instance; the others follow.</param>
    public void Occupy(ReadOnlySpan<int> fresh, int first)
    {
        for (int i = 0; i < fresh.Length; i++)
        {
            Instances[fresh[i]] = first + i;
            _begun[fresh[i]] = Turns;
        }

        Active += fresh.Length;
    }

    /// <summary>Takes instances out of their lanes, which are done then.</summary>
    /// <param name="lanes">The lanes.</param>
    public void Release(ReadOnlySpan<int> lanes)
    {
        Span<T> status = _scheme.Status is null ? [] : Values(_scheme.Status);
        foreach (int lane in lanes)
        {
            Instances[lane] = -1;
            if (!status.IsEmpty)
            {
                status[lane] = T.Zero;
            }
        }

        Active -= lanes.Length;
    }

    /// <summary>Begins the instances of some lanes, whose inputs are loaded.</summary>
    /// <param name="fresh">These lanes.</param>
    public void Start(ReadOnlySpan<int> fresh)
    {
        Run(_scheme.Start);
        bool all = fresh.Length == Lanes;
        ReadOnlySpan<T> mask = all ? [] : Mask(fresh);
        foreach (LaneUse output in _scheme.Start.Outputs)
        {
            if (!all)
            {
                LaneColumns.Copy(Values(output.Slot.Next), Values(output.Slot.Now), mask);
            }
            else if (output.Slot.Kind == SlotKind.Kept)
            {
                Values(output.Slot.Next).CopyTo(Values(output.Slot.Now));
            }
        }

        _now = all ? 1 - _now : _now;
    }

    /// <summary>Makes a turn with all lanes.</summary>
    /// <param name="aside">
    /// Receives instances that need a stage of their own, as they were before the turn, where they are too few to fill a vector and there
    /// is room: many of them together need it for little more. Null where all stay.
    /// </param>
    public void Turn(LaneBlock<T>? aside = null)
    {
        _leaving = 0;
        foreach (LaneStage stage in _scheme.Turn)
        {
            if (stage.Where is { } where)
            {
                Detour(stage, Values(where), aside);
            }
            else
            {
                Run(stage);
            }
        }

        _now = 1 - _now;
        Turns++;
        Release(_chosen.AsSpan(0, _leaving));
    }

    /// <summary>Computes what belongs to lanes that are done.</summary>
    public void Finish()
    {
        if (_scheme.Finish is not null)
        {
            Run(_scheme.Finish);
        }
    }

    /// <summary>Copies instances of another block into lanes that have none.</summary>
    /// <param name="other">The block.</param>
    /// <param name="chosen">Their lanes there; not more than there are free ones here.</param>
    public void TakeOver(LaneBlock<T> other, ReadOnlySpan<int> chosen)
    {
        ReadOnlySpan<int> places = _chosen.AsSpan(0, Find(isActive: false, _chosen))[..chosen.Length];
        foreach (LaneSlot slot in _scheme.Slots)
        {
            if (slot.Kind != SlotKind.Passing)
            {
                LaneColumns.Move(other.Values(slot), other.Lanes, chosen, Values(slot), Lanes, places);
            }
        }

        for (int i = 0; i < chosen.Length; i++)
        {
            Instances[places[i]] = other.Instances[chosen[i]];
            _begun[places[i]] = Turns - other.TurnsOf(chosen[i]);
        }

        Active += chosen.Length;
    }

    /// <summary>Takes all instances out.</summary>
    public void Clear()
    {
        Array.Fill(Instances, -1);
        Active = 0;
        Turns = 0;
        if (_scheme.Status is { } status)
        {
            Values(status).Clear();
        }
    }

    private void Run(LaneStage stage) => _programs[stage.Index][_now].Run(ref _memory.Start);

    private ReadOnlySpan<T> Mask(ReadOnlySpan<int> chosen)
    {
        Array.Clear(_mask);
        foreach (int lane in chosen)
        {
            _mask[lane] = T.AllBitsSet;
        }

        return _mask;
    }

    private ProgramBuilder<T>[] Builders(LaneStage stage) =>
    [
        .. Enumerable.Range(0, 2).Select(now => new ProgramBuilder<T>(
            stage.Plan, _memory, Places(stage.Inputs, now), Places(stage.Outputs, now))),
    ];

    /// <summary>The numbers of all lanes at a place.</summary>
    /// <param name="place">What <see cref="Places"/> gave.</param>
    /// <param name="size">The elements.</param>
    public Span<T> At(int place, int size) => _memory.Value(place, size);

    /// <summary>Where values lie.</summary>
    /// <param name="uses">The values.</param>
    /// <param name="now">Which half of the double slots is the present one.</param>
    public int[] Places(LaneUse[] uses, int now) => Array.ConvertAll(uses, use => Place(use, now));

    private int Place(LaneUse use, int now) => _places[use.Slot.Index][use.Slot.Kind switch
    {
        SlotKind.State => use.IsNext ? 1 - now : now,
        SlotKind.Kept => use.IsNext ? 1 : 0,
        SlotKind.Input or SlotKind.Passing => 0,
    }];

    private void Detour(LaneStage stage, ReadOnlySpan<T> where, LaneBlock<T>? aside)
    {
        int count = LaneColumns.Find(where, isZeroFound: false, _chosen);
        if (count == 0)
        {
            return;
        }

        if (aside is not null && count < LaneLayout.Multiple<T>() && count <= aside.Lanes - aside.Active)
        {
            aside.TakeOver(this, _chosen.AsSpan(0, count));
            _leaving = count;
            return;
        }

        int lanes = LaneWidths.Of<T>(count, Lanes);
        if (!_detours.TryGetValue((stage.Index, lanes), out LaneDetour<T>? detour))
        {
            detour = new LaneDetour<T>(this, stage, lanes, _matrices);
            _detours.Add((stage.Index, lanes), detour);
        }

        detour.Run(_now, _chosen.AsSpan(0, count));
    }
}
