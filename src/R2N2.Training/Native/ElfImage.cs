using System.Buffers.Binary;
using System.Text;

namespace R2N2.Training.Native;

/// <summary>
/// Reads the symbol versions of a little-endian 64-bit ELF file: what it offers, what it asks of other libraries,
/// and which symbol belongs to which version.
/// </summary>
/// <remarks>
/// Pure: it works on bytes and never touches the host. Every offset is checked before it is followed and every chain
/// of records is bounded by the section that holds it, so damaged bytes end in a
/// <see cref="BadImageFormatException"/>, never in another exception or an endless walk.
/// </remarks>
internal sealed class ElfImage
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int NeedSize = 16;
    private const int NeedVersionSize = 16;
    private const int DefinitionSize = 20;
    private const int DefinitionNameSize = 8;

    private const uint StringTable = 3;
    private const uint DynamicSymbols = 11;
    private const uint DefinedVersionsType = 0x6ffffffd;
    private const uint NeededVersionsType = 0x6ffffffe;
    private const uint SymbolVersionsType = 0x6fffffff;

    // The definition that carries the library's own name, not a version.
    private const ushort BaseDefinitionFlag = 0x1;
    private const ushort VersionIndexMask = 0x7fff;

    private readonly byte[] _image;
    private readonly ElfSection[] _sections;

    /// <summary>Reads the header and the section table.</summary>
    /// <param name="image">The whole file; kept, not copied.</param>
    /// <exception cref="BadImageFormatException">The bytes are no intact little-endian 64-bit ELF file.</exception>
    public ElfImage(byte[] image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _image = image;
        if (image.Length < HeaderSize || !image.AsSpan(0, 4).SequenceEqual("\u007fELF"u8))
        {
            throw Malformed($"its {image.Length} bytes do not start with an ELF header of {HeaderSize} bytes");
        }

        if (image[4] != 2 || image[5] != 1)
        {
            throw Malformed(
                $"it has class {image[4]} and byte order {image[5]}, not 2 (64 bit) and 1 (little endian)");
        }

        _sections = ReadSections();
    }

    /// <summary>The versions that the file defines for its own symbols, in file order.</summary>
    /// <returns>Version names; empty where the file defines none.</returns>
    /// <exception cref="BadImageFormatException">The version definitions are damaged.</exception>
    public IReadOnlyList<string> ReadDefinedVersions()
    {
        var versions = new List<string>();
        if (Find(DefinedVersionsType) is not { } section)
        {
            return versions;
        }

        ElfSection names = LinkedStrings(section);
        foreach (int offset in Chain(section, section.Offset, DefinitionSize, nextField: 16))
        {
            if ((ReadUInt16(offset + 2) & BaseDefinitionFlag) == 0)
            {
                int name = Within(section, (long)offset + ReadUInt32(offset + 12), DefinitionNameSize);
                versions.Add(ReadString(names, ReadUInt32(name)));
            }
        }

        return versions;
    }

    /// <summary>The versions that the file asks of other libraries, in file order.</summary>
    /// <returns>The requirements; empty where the file has none.</returns>
    /// <exception cref="BadImageFormatException">The version requirements are damaged.</exception>
    public IReadOnlyList<ElfVersionNeed> ReadNeededVersions()
    {
        var needs = new List<ElfVersionNeed>();
        if (Find(NeededVersionsType) is not { } section)
        {
            return needs;
        }

        ElfSection names = LinkedStrings(section);
        foreach (int need in Chain(section, section.Offset, NeedSize, nextField: 12))
        {
            string library = ReadString(names, ReadUInt32(need + 4));
            int first = Within(section, (long)need + ReadUInt32(need + 8), NeedVersionSize);
            foreach (int version in Chain(section, first, NeedVersionSize, nextField: 12))
            {
                // Overlapping damaged records could otherwise multiply; intact ones are disjoint.
                if (needs.Count >= section.Size / NeedVersionSize)
                {
                    throw Malformed("its version requirements overlap");
                }

                needs.Add(new ElfVersionNeed(
                    library,
                    ReadString(names, ReadUInt32(version + 8)),
                    ReadUInt16(version + 6),
                    ReadUInt16(version + 4),
                    version + 4));
            }
        }

        return needs;
    }

    /// <summary>The dynamic symbols with their versions, in file order.</summary>
    /// <returns>The symbols; empty where the file has none.</returns>
    /// <exception cref="BadImageFormatException">The symbol table or the table of versions is damaged.</exception>
    public IReadOnlyList<ElfSymbol> ReadSymbols()
    {
        if (Find(DynamicSymbols) is not { } table)
        {
            return [];
        }

        int count = table.Size / SymbolSize;
        if (Find(SymbolVersionsType) is not { } versions || versions.Size / sizeof(ushort) < count)
        {
            throw Malformed($"it has {count} dynamic symbols and not as many symbol versions");
        }

        ElfSection names = LinkedStrings(table);
        var symbols = new List<ElfSymbol>(count);
        for (int i = 0; i < count; i++)
        {
            int entry = table.Offset + i * SymbolSize;
            int version = versions.Offset + i * sizeof(ushort);
            symbols.Add(new ElfSymbol(
                ReadString(names, ReadUInt32(entry)),
                ReadUInt16(entry + 6) == 0,
                (ushort)(ReadUInt16(version) & VersionIndexMask),
                entry,
                version));
        }

        return symbols;
    }

    private ElfSection[] ReadSections()
    {
        ulong tableOffset = BinaryPrimitives.ReadUInt64LittleEndian(_image.AsSpan(40));
        int entrySize = ReadUInt16(58);
        int count = ReadUInt16(60);
        if (entrySize != SectionHeaderSize || tableOffset > (ulong)_image.Length
            || (ulong)count * SectionHeaderSize > (ulong)_image.Length - tableOffset)
        {
            throw Malformed(
                $"its {count} section headers of {entrySize} bytes at offset {tableOffset} do not fit its "
                + $"{_image.Length} bytes");
        }

        var sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            sections[i] = ReadSection((int)tableOffset + i * SectionHeaderSize);
        }

        return sections;
    }

    private ElfSection ReadSection(int header)
    {
        uint type = ReadUInt32(header + 4);
        if (type is not (StringTable or DynamicSymbols
            or DefinedVersionsType or NeededVersionsType or SymbolVersionsType))
        {
            // Sections nobody here reads need not be held to lie in the file (.bss does not).
            return new ElfSection(type, 0, 0, 0);
        }

        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(_image.AsSpan(header + 24));
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(_image.AsSpan(header + 32));
        if (offset > (ulong)_image.Length || size > (ulong)_image.Length - offset)
        {
            throw Malformed(
                $"a section of {size} bytes at offset {offset} reaches beyond the file's {_image.Length} bytes");
        }

        return new ElfSection(type, (int)offset, (int)size, ReadUInt32(header + 40));
    }

    private ElfSection? Find(uint type)
    {
        foreach (ElfSection section in _sections)
        {
            if (section.Type == type)
            {
                return section;
            }
        }

        return null;
    }

    private ElfSection LinkedStrings(ElfSection section)
    {
        if (section.Link < _sections.Length && _sections[section.Link] is { Type: StringTable } names)
        {
            return names;
        }

        throw Malformed($"a section names section {section.Link} as its string table, which is none");
    }

    /// <summary>Walks records that each say how far on the next one lies; 0 ends the chain.</summary>
    private IEnumerable<int> Chain(ElfSection section, int first, int recordSize, int nextField)
    {
        int offset = Within(section, first, recordSize);
        while (true)
        {
            yield return offset;
            uint step = ReadUInt32(offset + nextField);
            if (step == 0)
            {
                yield break;
            }

            if (step < recordSize)
            {
                throw Malformed($"the record at offset {offset} overlaps the next one, {step} bytes on");
            }

            offset = Within(section, (long)offset + step, recordSize);
        }
    }

    private static int Within(ElfSection section, long offset, int size) =>
        offset >= section.Offset && offset + size <= section.End
            ? (int)offset
            : throw Malformed(
                $"a record of {size} bytes at offset {offset} leaves its section [{section.Offset}, {section.End})");

    private string ReadString(ElfSection names, uint position)
    {
        if (position >= names.Size)
        {
            throw Malformed($"a name at position {position} leaves its string table of {names.Size} bytes");
        }

        ReadOnlySpan<byte> rest = _image.AsSpan(names.Offset + (int)position, names.Size - (int)position);
        int length = rest.IndexOf((byte)0);
        return length >= 0
            ? Encoding.Latin1.GetString(rest[..length])
            : throw Malformed($"the name at position {position} of a string table has no end");
    }

    private ushort ReadUInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_image.AsSpan(offset));

    private uint ReadUInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_image.AsSpan(offset));

    private static BadImageFormatException Malformed(string reason) =>
        new($"The file is no intact little-endian 64-bit ELF library: {reason}.");
}
