using System.Buffers.Binary;

namespace R2N2.Training.Native;

/// <summary>
/// Makes a library load where one symbol version it asks for is missing, when all it wants of that version is a single
/// function that does nothing.
/// </summary>
/// <remarks>
/// Two changes, eight bytes at most: the requirement becomes weak, so that the dynamic loader accepts its absence; and
/// the one symbol that belonged to the version takes the name and the version of another imported function, so that
/// nothing is left to look up under the missing one.
/// </remarks>
/// <param name="Library">The library that is asked, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version that may be missing.</param>
/// <param name="Symbol">The only symbol wanted of that version; calling it must have no effect.</param>
/// <param name="Replacement">
/// A function the file imports anyway, without arguments and without effect, to stand in for <paramref name="Symbol"/>.
/// </param>
internal sealed record VersionRequirementPatch(string Library, string Version, string Symbol, string Replacement)
{
    /// <summary>Applies the patch to a copy of <paramref name="image"/>; a patched file comes back as it is.</summary>
    /// <param name="image">The whole file; left unchanged.</param>
    /// <returns>The patched file, of the same length.</returns>
    /// <exception cref="BadImageFormatException">
    /// The file is damaged, does not ask for the version, wants other symbols of it too, or does not import the
    /// replacement.
    /// </exception>
    public byte[] Apply(byte[] image)
    {
        var elf = new ElfImage(image);
        ElfVersionNeed need = FindNeed(elf);
        IReadOnlyList<ElfSymbol> symbols = elf.ReadSymbols();

        byte[] patched = image.AsSpan().ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(
            patched.AsSpan(need.FlagsOffset), (ushort)(need.Flags | ElfVersionNeed.WeakFlag));
        foreach (ElfSymbol symbol in symbols.Where(symbol => symbol.VersionIndex == need.Index))
        {
            if (symbol.Name != Symbol || !symbol.IsImported)
            {
                throw new BadImageFormatException(
                    $"The file wants '{symbol.Name}' of {Version} of {Library}; only '{Symbol}' can be done without.");
            }

            Redirect(patched, symbol, FindReplacement(symbols, need));
        }

        return patched;
    }

    private static void Redirect(byte[] patched, ElfSymbol symbol, ElfSymbol target)
    {
        patched.AsSpan(target.EntryOffset, sizeof(uint)).CopyTo(patched.AsSpan(symbol.EntryOffset));
        patched.AsSpan(target.VersionOffset, sizeof(ushort)).CopyTo(patched.AsSpan(symbol.VersionOffset));
    }

    private ElfVersionNeed FindNeed(ElfImage elf)
    {
        foreach (ElfVersionNeed need in elf.ReadNeededVersions())
        {
            if (need.Library == Library && need.Version == Version)
            {
                return need;
            }
        }

        throw new BadImageFormatException($"The file does not ask for {Version} of {Library}, so it needs no patch.");
    }

    private ElfSymbol FindReplacement(IReadOnlyList<ElfSymbol> symbols, ElfVersionNeed need)
    {
        foreach (ElfSymbol symbol in symbols)
        {
            if (symbol.Name == Replacement && symbol.IsImported && symbol.VersionIndex != need.Index)
            {
                return symbol;
            }
        }

        throw new BadImageFormatException(
            $"The file does not import '{Replacement}', which was to stand in for '{Symbol}' of {Version}.");
    }
}
