namespace R2N2.Training.Native;

/// <summary>One symbol version that an ELF file asks another library for (<c>Elf64_Vernaux</c>).</summary>
/// <param name="Library">The library asked, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version's name, such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which the file's symbols refer to this version.</param>
/// <param name="Flags">The requirement's flags; see <see cref="WeakFlag"/>.</param>
/// <param name="FlagsOffset">Where the two bytes of the flags lie in the file.</param>
internal readonly record struct ElfVersionNeed(
    string Library, string Version, ushort Index, ushort Flags, int FlagsOffset)
{
    /// <summary>Lets the dynamic loader go on where the version is missing (<c>VER_FLG_WEAK</c>).</summary>
    public const ushort WeakFlag = 0x2;

    /// <summary>Whether the dynamic loader refuses the file where the version is missing.</summary>
    public bool IsMandatory => (Flags & WeakFlag) == 0;
}
