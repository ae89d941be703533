namespace R2N2.Training.Native;

/// <summary>One entry of an ELF file's dynamic symbol table, with its symbol version.</summary>
/// <param name="Name">The mangled name.</param>
/// <param name="IsImported">Whether another library must define the symbol.</param>
/// <param name="VersionIndex">The version's number, without the bit that hides a definition.</param>
/// <param name="EntryOffset">Where the entry lies in the file; its first four bytes are the name's offset.</param>
/// <param name="VersionOffset">Where the two bytes of the symbol's version number lie in the file.</param>
internal readonly record struct ElfSymbol(
    string Name, bool IsImported, ushort VersionIndex, int EntryOffset, int VersionOffset);
