namespace R2N2;

/// <summary>
/// The named part of a computation at work on this thread: f, inner_2, … Expressions remember the part in which they are
/// recorded; while they are read, it is the current one again, and exported nodes carry its name.
/// </summary>
internal static class ExpressionScope
{
    [ThreadStatic]
    private static string? _current;

    /// <summary>The parts, from the outermost inwards, each with a slash behind it; empty outside all of them.</summary>
    public static string Current => _current ?? "";

    /// <summary>Enters a part of the current one.</summary>
    /// <param name="name">Its name; empty for none.</param>
    /// <returns>Leaves it when disposed.</returns>
    public static Entry Enter(string name) => EnterPath(name.Length == 0 ? "" : $"{name}/");

    /// <summary>Enters what an expression remembers.</summary>
    /// <param name="path">Parts with a slash behind each.</param>
    public static Entry EnterPath(string path)
    {
        Entry entry = new(Current);
        _current = entry.Outer + path;
        return entry;
    }

    /// <summary>A part that has been entered.</summary>
    /// <param name="outer">The one around it.</param>
    internal readonly struct Entry(string outer) : IDisposable
    {
        /// <summary>The part around it.</summary>
        public string Outer => outer;

        /// <summary>Leaves the part.</summary>
        public void Dispose() => _current = outer;
    }
}
