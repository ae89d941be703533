namespace R2N2.Training.Native;

/// <summary>One entry of an ELF section table whose bytes were found to lie inside the file.</summary>
/// <param name="Type">The section type (<c>sh_type</c>).</param>
/// <param name="Offset">Where the section starts in the file, in bytes.</param>
/// <param name="Size">Length of the section in bytes.</param>
/// <param name="Link">Index of the section this one refers to, such as its string table (<c>sh_link</c>).</param>
internal readonly record struct ElfSection(uint Type, int Offset, int Size, uint Link)
{
    /// <summary>First offset after the section.</summary>
    public int End => Offset + Size;
}
