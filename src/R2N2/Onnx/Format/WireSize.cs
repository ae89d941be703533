using Google.Protobuf.Reflection;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// Bounds the memory that reading a model would take, before any is taken: two bytes of a hostile file are enough for an
/// empty node, which takes hundreds of bytes in memory. Walks the file as the parser does, by the same message descriptors.
/// </summary>
internal static class WireSize
{
    // What real models stay far below, however long they are, and what any file may take.
    private const int PerByte = 16;
    private const int Base = 32 << 20;

    // About what an object takes, with its place in a list, and what every list in it adds.
    private const int ObjectCost = 60;
    private const int ListCost = 80;

    // The parser refuses what lies deeper.
    private const int DeepestNesting = 100;

    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int StartGroup = 3;
    private const int EndGroup = 4;
    private const int Fixed32 = 5;

    /// <summary>Whether a file takes memory in proportion to its length. What is not a message at all counts as far as the parser reads it.</summary>
    public static bool IsModest(ReadOnlySpan<byte> file)
    {
        long left = Base + ((long)PerByte * file.Length);
        Count(ref file, ModelProto.Descriptor, DeepestNesting, ref left);
        return left >= 0;
    }

    // Up to the end of the message or group; false where the parser would give up. Nothing is known of the fields of a group.
    private static bool Count(ref ReadOnlySpan<byte> message, MessageDescriptor? part, int depth, ref long left)
    {
        while (!message.IsEmpty)
        {
            // Like the parser, this takes the lower 32 bits of longer tags.
            if (left < 0 || depth == 0 || !TryNumber(ref message, out ulong number))
            {
                return false;
            }

            uint tag = (uint)number;
            FieldDescriptor? field = part?.FindFieldByNumber((int)(tag >> 3));
            bool goesOn = (tag & 7) switch
            {
                Varint => TryNumber(ref message, out _),
                Fixed64 => TrySkip(ref message, 8),
                Fixed32 => TrySkip(ref message, 4),
                LengthDelimited => TryPart(ref message, field, depth, ref left),
                StartGroup => Count(ref message, null, depth - 1, ref left),
                _ => false,
            };
            left -= field is null ? ObjectCost : 0;
            if (!goesOn)
            {
                return (tag & 7) == EndGroup;
            }
        }

        return true;
    }

    private static bool TryPart(ref ReadOnlySpan<byte> message, FieldDescriptor? field, int depth, ref long left)
    {
        if (!TryNumber(ref message, out ulong number) || (uint)number > (uint)message.Length)
        {
            return false;
        }

        int length = (int)(uint)number;
        ReadOnlySpan<byte> content = message[..length];
        message = message[length..];
        if (field?.FieldType == FieldType.Message)
        {
            left -= ObjectCost + (ListCost * field.MessageType.Fields.InDeclarationOrder().Count(inner => inner.IsRepeated));
            return Count(ref content, field.MessageType, depth - 1, ref left);
        }

        left -= field is { IsRepeated: true, FieldType: FieldType.String or FieldType.Bytes } ? ObjectCost : 0;
        return true;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> message, int width)
    {
        bool fits = message.Length >= width;
        message = message[(fits ? width : message.Length)..];
        return fits;
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
