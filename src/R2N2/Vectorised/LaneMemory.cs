using System.Numerics;
using System.Runtime.InteropServices;

namespace R2N2.Vectorised;

/// <summary>The memory of a block of lanes: first planned place by place, then allocated, aligned to the processor's cache lines.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class LaneMemory<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;

    private readonly List<(int Place, double[] Values)> _constants = [];
    private readonly Dictionary<ConstantKey, int> _known = [];
    private T[] _numbers = [];
    private int _start;
    private int _size;

    /// <summary>Memory for some lanes.</summary>
    /// <param name="lanes">One, or a multiple of the numbers of a vector.</param>
    public LaneMemory(int lanes) => Layout = LaneLayout.Of<T>(lanes);

    /// <summary>How values lie.</summary>
    public LaneLayout Layout { get; }

    /// <summary>The bytes that are planned.</summary>
    public long Bytes => (long)_size * Marshal.SizeOf<T>();

    /// <summary>The first number.</summary>
    public ref T Start => ref _numbers[_start];

    /// <summary>Plans a place.</summary>
    /// <param name="extent">The numbers.</param>
    public int Reserve(int extent)
    {
        int place = _size;
        _size = checked(place + Layout.RoundUp(extent));
        return place;
    }

    /// <summary>Plans a place for a value of every lane.</summary>
    /// <param name="size">Its elements.</param>
    public int ReserveValue(int size) => Reserve(Layout.Extent(size));

    /// <summary>Plans a place for numbers that all lanes share; equal ones share it.</summary>
    /// <param name="values">The numbers.</param>
    public int ReserveConstant(double[] values)
    {
        ConstantKey key = new(values, Shape.Vector(values.Length));
        if (!_known.TryGetValue(key, out int place))
        {
            place = Reserve(values.Length);
            _known.Add(key, place);
            _constants.Add((place, values));
        }

        return place;
    }

    /// <summary>Allocates what was planned.</summary>
    public void Allocate()
    {
        // A vector that begins at the last number still lies within.
        int numbers = Alignment / Marshal.SizeOf<T>();
        _numbers = GC.AllocateArray<T>(checked(_size + (2 * numbers)), pinned: true);
        nint beyond = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0) % Alignment;
        _start = beyond == 0 ? 0 : (int)((Alignment - beyond) / Marshal.SizeOf<T>());
        foreach ((int place, double[] values) in _constants)
        {
            for (int i = 0; i < values.Length; i++)
            {
                Numbers[place + i] = T.CreateTruncating(values[i]);
            }
        }
    }

    /// <summary>All numbers.</summary>
    public Span<T> Numbers => _numbers.AsSpan(_start);

    /// <summary>The numbers of a value of every lane.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="size">Its elements.</param>
    public Span<T> Value(int place, int size) => _numbers.AsSpan(_start + place, size * Layout.Lanes);
}
