using System.Collections.Frozen;

namespace R2N2.Onnx;

/// <summary>
/// Bounds the memory that reading a model would take, before any is taken: two bytes of a hostile file are enough for an
/// empty node, which takes hundreds of bytes in memory.
/// </summary>
internal static class WireSize
{
    // What real models stay far below, however long they are, and what any file may take.
    private const int PerByte = 16;
    private const int Base = 32 << 20;

    private const int DeepestNesting = 100;
    private const int LengthDelimited = 2;

    // The fields of onnx.proto that make an object for every few bytes: by message and field number, what they hold.
    private static readonly FrozenDictionary<(Part, ulong), Part> _parts = new Dictionary<(Part, ulong), Part>
    {
        [(Part.Model, 7)] = Part.Graph,
        [(Part.Model, 8)] = Part.Leaf,
        [(Part.Model, 14)] = Part.Leaf,
        [(Part.Model, 25)] = Part.Function,
        [(Part.Function, 4)] = Part.Leaf,
        [(Part.Function, 5)] = Part.Leaf,
        [(Part.Function, 6)] = Part.Leaf,
        [(Part.Function, 7)] = Part.Node,
        [(Part.Function, 9)] = Part.Leaf,
        [(Part.Graph, 1)] = Part.Node,
        [(Part.Graph, 5)] = Part.Tensor,
        [(Part.Graph, 11)] = Part.Value,
        [(Part.Graph, 12)] = Part.Value,
        [(Part.Graph, 13)] = Part.Value,
        [(Part.Node, 1)] = Part.Leaf,
        [(Part.Node, 2)] = Part.Leaf,
        [(Part.Node, 5)] = Part.Attribute,
        [(Part.Attribute, 5)] = Part.Tensor,
        [(Part.Attribute, 6)] = Part.Graph,
        [(Part.Attribute, 9)] = Part.Leaf,
        [(Part.Attribute, 10)] = Part.Tensor,
        [(Part.Attribute, 11)] = Part.Graph,
        [(Part.Tensor, 13)] = Part.Leaf,
        [(Part.Value, 2)] = Part.Type,
        [(Part.Type, 1)] = Part.TensorType,
        [(Part.TensorType, 2)] = Part.Dimensions,
        [(Part.Dimensions, 1)] = Part.Leaf,
    }.ToFrozenDictionary();

    private enum Part
    {
        Model,
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
        Value,
        Type,
        TensorType,
        Dimensions,
        Leaf,
    }

    /// <summary>Whether a file takes memory in proportion to its length. What is not a message at all counts as far as it can be read.</summary>
    public static bool IsModest(ReadOnlySpan<byte> file)
    {
        long left = Base + ((long)PerByte * file.Length);
        Count(file, Part.Model, DeepestNesting, ref left);
        return left >= 0;
    }

    // About what an empty one takes, with its place in a list.
    private static int Size(Part part) => part switch
    {
        Part.Attribute or Part.Tensor or Part.Graph or Part.Function or Part.Model => 500,
        Part.Node => 300,
        Part.Value or Part.Type or Part.TensorType or Part.Dimensions or Part.Leaf => 100,
    };

    private static void Count(ReadOnlySpan<byte> message, Part part, int depth, ref long left)
    {
        while (depth > 0 && left >= 0 && TryNumber(ref message, out ulong tag))
        {
            if ((tag & 7) != LengthDelimited)
            {
                if (!TrySkip(ref message, tag & 7))
                {
                    return;
                }

                continue;
            }

            if (!TryNumber(ref message, out ulong length) || length > (ulong)message.Length)
            {
                return;
            }

            if (_parts.TryGetValue((part, tag >> 3), out Part inner))
            {
                left -= Size(inner);
                if (inner != Part.Leaf)
                {
                    Count(message[..(int)length], inner, depth - 1, ref left);
                }
            }

            message = message[(int)length..];
        }
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> message, ulong wireType)
    {
        int width = wireType switch { 1 => 8, 5 => 4, _ => 0 };
        if (width > 0)
        {
            bool fits = message.Length >= width;
            message = message[(fits ? width : message.Length)..];
            return fits;
        }

        return wireType == 0 && TryNumber(ref message, out _);
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> message, out ulong number)
    {
        number = 0;
        for (int i = 0; i < Math.Min(10, message.Length); i++)
        {
            number |= (message[i] & 0x7FUL) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
