using System.Buffers.Binary;
using System.Text;

namespace R2N2.Training.Tests.Native;

/// <summary>Writes a small ELF library with symbol versions, in a layout known to the last byte.</summary>
internal sealed class ElfBuilder
{
    public const string Library = "libstdc++.so.6";
    public const string Present = "GLIBCXX_3.4";
    public const string Missing = "GLIBCXX_3.4.32";
    public const string Marker = "marker";
    public const string Replacement = "replacement";
    public const string Other = "other";

    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;

    private readonly List<byte> _names = [0];

    /// <summary>Version numbers of the three symbols: 2 is present, 3 is missing, 1 is none.</summary>
    public ushort MarkerVersion { get; init; } = 3;

    public ushort ReplacementVersion { get; init; } = 1;

    public ushort OtherVersion { get; init; } = 2;

    public string ReplacementName { get; init; } = Replacement;

    /// <summary>Whether the section table follows the header, not the sections.</summary>
    public bool TableFirst { get; init; }

    public byte[] Build()
    {
        byte[] symbols = [.. new byte[24], .. Symbol(Marker), .. Symbol(ReplacementName), .. Symbol(Other)];
        byte[] versions = Shorts(0, MarkerVersion, ReplacementVersion, OtherVersion);
        byte[] needs =
        [
            .. Need("libc.so.6", count: 1, next: 32), .. NeededVersion("GLIBC_2.2.5", index: 4, next: 0),
            .. Need(Library, count: 2, next: 0), .. NeededVersion(Present, index: 2, next: 16),
            .. NeededVersion(Missing, index: 3, next: 0),
        ];
        byte[] definitions =
        [
            .. Definition("own.so", flags: 1, next: 28), .. Definition("OWN_1", flags: 0, next: 28),
            .. Definition("OWN_2", flags: 0, next: 0),
        ];

        return Assemble(
            (0, [], 0),
            (3, [.. _names], 0),
            (11, symbols, 1),
            (0x6fffffff, versions, 2),
            (0x6ffffffe, needs, 1),
            (0x6ffffffd, definitions, 1));
    }

    private byte[] Assemble(params (uint Type, byte[] Content, uint Link)[] sections)
    {
        int table = sections.Length * SectionHeaderSize;
        int contents = sections.Sum(section => section.Content.Length);
        int tableAt = TableFirst ? HeaderSize : HeaderSize + contents;
        var image = new byte[HeaderSize + table + contents];
        byte[] ident = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        ident.CopyTo(image, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(40), (ulong)tableAt);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(58), SectionHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(60), (ushort)sections.Length);

        int at = TableFirst ? HeaderSize + table : HeaderSize;
        for (int i = 0; i < sections.Length; i++)
        {
            Span<byte> header = image.AsSpan(tableAt + i * SectionHeaderSize);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], sections[i].Type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)at);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)sections[i].Content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[40..], sections[i].Link);
            sections[i].Content.CopyTo(image, at);
            at += sections[i].Content.Length;
        }

        return image;
    }

    private byte[] Symbol(string name) => [.. Words(Name(name)), .. new byte[20]];

    private byte[] Need(string library, ushort count, uint next) =>
        [.. Shorts(1, count), .. Words(Name(library), 16, next)];

    private byte[] NeededVersion(string version, ushort index, uint next) =>
        [.. Words(0xabcd), .. Shorts(0, index), .. Words(Name(version), next)];

    private byte[] Definition(string version, ushort flags, uint next) =>
        [.. Shorts(1, flags, 1, 1), .. Words(0xabcd, 20, next), .. Words(Name(version), 0)];

    private uint Name(string name)
    {
        var position = (uint)_names.Count;
        _names.AddRange([.. Encoding.ASCII.GetBytes(name), 0]);
        return position;
    }

    private static byte[] Shorts(params ushort[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Words(params uint[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
