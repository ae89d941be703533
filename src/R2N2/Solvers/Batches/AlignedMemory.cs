using System.Runtime.InteropServices;

namespace R2N2;

/// <summary>
/// Memory that begins on a 64-byte boundary. ONNX Runtime's vectorised functions treat what lies before such a boundary, and
/// what is left over at the end, with other code, so the last bit of a result depends on where its number lies. In aligned
/// memory, with rows in multiples of <see cref="RowMultiple"/>, an instance has the same bits in any batch.
/// </summary>
internal static class AlignedMemory
{
    /// <summary>So many rows of any width fill whole 64-byte lines.</summary>
    public const int RowMultiple = 8;

    private const int Boundary = 64;

    /// <summary>The smallest multiple of <see cref="RowMultiple"/> that holds so many rows.</summary>
    public static int RoundUp(int rows) => checked((rows + RowMultiple - 1) / RowMultiple * RowMultiple);

    /// <summary>Allocates.</summary>
    /// <param name="length">The number of elements.</param>
    /// <typeparam name="T">double, float or long.</typeparam>
    public static Memory<T> Allocate<T>(int length)
        where T : unmanaged
    {
        int size = Marshal.SizeOf<T>();
        T[] array = GC.AllocateArray<T>(checked(length + (Boundary / size)), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        int skip = (int)((Boundary - (address % Boundary)) % Boundary) / size;
        return array.AsMemory(skip, length);
    }

    /// <summary>Allocates room for a column of so many instances.</summary>
    public static Memory<T> Allocate<T>(int rows, BatchColumn column)
        where T : unmanaged => Allocate<T>(checked(rows * column.Shape.Size));

    /// <summary>Fills rows with the last instance again: it is done when that one is, so that it costs no further iteration.</summary>
    /// <param name="values">The numbers of all rows.</param>
    /// <param name="size">The numbers of a row.</param>
    /// <param name="count">The number of instances; at least 1.</param>
    /// <param name="rows">The number of rows to fill up to.</param>
    public static void Pad<T>(Span<T> values, int size, int count, int rows)
    {
        for (int row = count; row < rows; row++)
        {
            values.Slice((count - 1) * size, size).CopyTo(values[(row * size)..]);
        }
    }
}
