using Google.Protobuf;
using Google.Protobuf.Reflection;
using R2N2.Onnx.Format;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Writes the same message in ways that protobuf reads and nobody writes: groups, unknown fields, tags and lengths of more bytes than they need.</summary>
internal static class WireMutations
{
    /// <summary>A file that says the same, or nearly so, in other bytes.</summary>
    /// <param name="file">A file; what of it is no message is copied.</param>
    /// <param name="random">The chance.</param>
    public static byte[] Mutate(byte[] file, Random random) => Message(file, ModelProto.Descriptor, random, random.Next(2, 60));

    private static byte[] Message(ReadOnlySpan<byte> message, MessageDescriptor part, Random random, int rarity)
    {
        List<byte> target = [];
        while (TryTake(ref message, out uint tag, out ulong number, out ReadOnlySpan<byte> content))
        {
            if (random.Next(rarity) == 0)
            {
                target.AddRange(Insertion(random, depth: 0));
            }

            bool odd = random.Next(rarity) == 0;
            target.AddRange(Number(tag, odd ? random.Next(1, 6) : 0, odd && random.Next(2) == 0));
            if ((tag & 7) == 0)
            {
                target.AddRange(Number(number, odd ? 9 - Number(number, 0, false).Length : 0, false));
            }
            else if ((tag & 7) == 2)
            {
                byte[] inner = part.FindFieldByNumber((int)(tag >> 3)) is { FieldType: FieldType.Message } field
                    ? Message(content, field.MessageType, random, rarity)
                    : content.ToArray();
                target.AddRange(Number((ulong)inner.Length, odd ? random.Next(1, 6) : 0, odd && random.Next(2) == 0));
                target.AddRange(inner);
            }
            else
            {
                target.AddRange(content);
            }
        }

        return [.. target, .. message];
    }

    // A field, as far as it is whole: its number, or its content.
    private static bool TryTake(ref ReadOnlySpan<byte> message, out uint tag, out ulong number, out ReadOnlySpan<byte> content)
    {
        (tag, number) = (0, 0);
        content = [];
        ReadOnlySpan<byte> rest = message;
        if (!TryNumber(ref rest, out ulong first))
        {
            return false;
        }

        tag = (uint)first;
        ulong length = 0;
        bool whole = (tag & 7) switch
        {
            0 => TryNumber(ref rest, out number),
            1 => (length = 8) > 0,
            5 => (length = 4) > 0,
            2 => TryNumber(ref rest, out length),
            _ => false,
        };
        if (!whole || length > (ulong)rest.Length)
        {
            return false;
        }

        content = rest[..(int)length];
        message = rest[(int)length..];
        return true;
    }

    private static byte[] Insertion(Random random, int depth) => random.Next(depth < 3 ? 5 : 3) switch
    {
        0 => [.. Number(Tag(random, 0), 0, false), .. Number((ulong)random.NextInt64(), 0, false)],
        1 => [.. Number(Tag(random, 5), 0, false), 1, 2, 3, 4],
        2 => [.. Number(Tag(random, 2), 0, false), 3, 7, 7, 7],
        3 => Group(random, depth),
        _ => [.. Group(random, depth), .. Insertion(random, depth + 1)],
    };

    // Now and then one that does not end, or ends another.
    private static byte[] Group(Random random, int depth)
    {
        uint start = Tag(random, 3);
        uint end = random.Next(10) == 0 ? Tag(random, 4) : start + 1;
        return [.. Number(start, 0, false), .. random.Next(2) == 0 ? [] : Insertion(random, depth + 1), .. random.Next(10) == 0 ? [] : Number(end, 0, false)];
    }

    private static uint Tag(Random random, uint wireType) => ((uint)random.Next(1, 1000) << 3) | wireType;

    // With further bytes that say nothing; beyond the lower 32 bits even other bits, which protobuf drops.
    private static byte[] Number(ulong value, int further, bool beyond)
    {
        List<byte> bytes = [];
        for (ulong rest = value; bytes.Count == 0 || rest > 0; rest >>= 7)
        {
            bytes.Add((byte)(0x80 | (rest & 0x7f)));
        }

        for (int i = 0; i < further && bytes.Count < 9; i++)
        {
            bytes.Add((byte)(0x80 | (beyond && bytes.Count > 4 ? 0x15 : 0)));
        }

        bytes[^1] &= 0x7f;
        return [.. bytes];
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
