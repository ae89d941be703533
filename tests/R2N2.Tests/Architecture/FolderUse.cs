namespace R2N2.Tests.Architecture;

/// <summary>A use of something that another folder declares.</summary>
/// <param name="User">The folder that uses it.</param>
/// <param name="File">The file there.</param>
/// <param name="Used">The folder that declares it.</param>
/// <param name="Name">The type.</param>
internal sealed record FolderUse(string User, string File, string Used, string Name);
