using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf;
using R2N2.Onnx.Format;
using static R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.Onnx;

/// <summary>The numbers of a stored tensor, in whichever of ONNX's fields they lie.</summary>
internal static class TensorData
{
    /// <summary>Whether it holds floating-point numbers that can be read.</summary>
    public static bool IsReal(TensorProto tensor) =>
        (TensorProto.Types.DataType)tensor.DataType is Float or TensorProto.Types.DataType.Double or Float16;

    /// <summary>Whether it holds integers or truth values that can be read.</summary>
    public static bool IsWhole(TensorProto tensor) =>
        (TensorProto.Types.DataType)tensor.DataType is TensorProto.Types.DataType.Int64 or TensorProto.Types.DataType.Int32 or Bool;

    /// <summary>What is wrong with a tensor's dimensions or data, or null; types that nobody here reads are not looked into.</summary>
    public static string? Mistake(TensorProto tensor)
    {
        long count = 1;
        foreach (long dimension in tensor.Dims)
        {
            if (dimension < 0)
            {
                return $"has the dimension {dimension}";
            }

            count = dimension == 0 || count <= int.MaxValue / dimension ? count * dimension : -1;
            if (count < 0)
            {
                return $"claims the dimensions {string.Join(" x ", tensor.Dims)}, more than {int.MaxValue} elements";
            }
        }

        if (!IsReal(tensor) && !IsWhole(tensor))
        {
            return null;
        }

        long found = tensor.RawData.Length > 0
            ? (tensor.RawData.Length % Width(tensor) == 0 ? tensor.RawData.Length / Width(tensor) : -1)
            : Typed(tensor);
        return found == count ? null
            : $"has data of {tensor.RawData.Length} bytes or {Typed(tensor)} numbers for {count} elements of type {tensor.DataType}";
    }

    /// <summary>Real numbers, widened to double precision exactly.</summary>
    public static double[] Reals(TensorProto tensor)
    {
        ReadOnlySpan<byte> raw = tensor.RawData.Span;
        return (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Double when raw.IsEmpty => [.. tensor.DoubleData],
            TensorProto.Types.DataType.Double => MemoryMarshal.Cast<byte, double>(raw).ToArray(),
            Float when raw.IsEmpty => Widened(tensor.FloatData, value => value),
            Float => Widened<float>(MemoryMarshal.Cast<byte, float>(raw), value => value),
            _ when raw.IsEmpty => Widened(tensor.Int32Data, bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits)),
            _ => Widened<ushort>(MemoryMarshal.Cast<byte, ushort>(raw), bits => (double)BitConverter.UInt16BitsToHalf(bits)),
        };
    }

    /// <summary>Whole numbers; truth values are 0 and 1.</summary>
    public static long[] Wholes(TensorProto tensor)
    {
        ReadOnlySpan<byte> raw = tensor.RawData.Span;
        if ((TensorProto.Types.DataType)tensor.DataType == TensorProto.Types.DataType.Int64)
        {
            return raw.IsEmpty ? [.. tensor.Int64Data] : MemoryMarshal.Cast<byte, long>(raw).ToArray();
        }

        if (raw.IsEmpty)
        {
            return [.. tensor.Int32Data];
        }

        int width = Width(tensor);
        long[] values = new long[raw.Length / width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = width == 1 ? raw[i] : BinaryPrimitives.ReadInt32LittleEndian(raw[(4 * i)..]);
        }

        return values;
    }

    private static int Width(TensorProto tensor) => (TensorProto.Types.DataType)tensor.DataType switch
    {
        Bool => 1,
        Float16 => 2,
        TensorProto.Types.DataType.Double or TensorProto.Types.DataType.Int64 => 8,
        _ => 4,
    };

    private static int Typed(TensorProto tensor) => (TensorProto.Types.DataType)tensor.DataType switch
    {
        TensorProto.Types.DataType.Double => tensor.DoubleData.Count,
        Float => tensor.FloatData.Count,
        TensorProto.Types.DataType.Int64 => tensor.Int64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    private static double[] Widened<T>(ReadOnlySpan<T> values, Func<T, double> widen)
    {
        double[] widened = new double[values.Length];
        for (int i = 0; i < widened.Length; i++)
        {
            widened[i] = widen(values[i]);
        }

        return widened;
    }

    private static double[] Widened<T>(IEnumerable<T> values, Func<T, double> widen) => [.. values.Select(widen)];
}
