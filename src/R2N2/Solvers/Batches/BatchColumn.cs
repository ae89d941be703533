namespace R2N2;

/// <summary>An input or an output of a file, with numbers of every instance.</summary>
/// <param name="Name">Its name by the contract of exported files.</param>
/// <param name="Shape">Its shape per instance.</param>
/// <param name="IsInteger">Whether it holds integers; floating-point numbers otherwise.</param>
internal sealed record BatchColumn(string Name, Shape Shape, bool IsInteger = false)
{
    /// <summary>Its name in the file.</summary>
    public string FileName { get; init; } = Name;
}
