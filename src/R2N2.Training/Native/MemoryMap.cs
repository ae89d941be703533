using System.Globalization;

namespace R2N2.Training.Native;

/// <summary>The files mapped into this process, as Linux lists them in <c>/proc/self/maps</c>.</summary>
internal sealed class MemoryMap
{
    private const string DeletedMark = " (deleted)";

    private readonly List<Mapping> _mappings = [];

    /// <summary>Reads a listing as in <c>/proc/self/maps</c>; lines without a file are passed over.</summary>
    /// <param name="lines">The lines of the listing.</param>
    public MemoryMap(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (string line in lines)
        {
            int path = line.IndexOf('/', StringComparison.Ordinal);
            int dash = line.IndexOf('-', StringComparison.Ordinal);
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (path > space && space > dash && dash > 0
                && TryParse(line.AsSpan(0, dash), out ulong start)
                && TryParse(line.AsSpan(dash + 1, space - dash - 1), out ulong end))
            {
                _mappings.Add(new Mapping(start, end, line[path..]));
            }
        }
    }

    /// <summary>Reads the mappings of this process.</summary>
    /// <returns>The mappings, or null where the host does not list them.</returns>
    public static MemoryMap? OfThisProcess()
    {
        const string Listing = "/proc/self/maps";
        return File.Exists(Listing) ? new MemoryMap(File.ReadAllLines(Listing)) : null;
    }

    /// <summary>Finds the file that is mapped at an address.</summary>
    /// <param name="address">An address in this process.</param>
    /// <returns>The full path, or null where no file lies there.</returns>
    public string? FindFile(ulong address)
    {
        foreach (Mapping mapping in _mappings)
        {
            if (address >= mapping.Start && address < mapping.End)
            {
                return mapping.Path;
            }
        }

        return null;
    }

    /// <summary>
    /// Tells whether a file of the given name is mapped, whatever its folder and whether or not it still exists there.
    /// </summary>
    /// <param name="fileName">The file's name without a folder.</param>
    public bool Contains(string fileName) =>
        _mappings.Exists(mapping => Path.GetFileName(mapping.Path) is { } name
            && (name == fileName || name == fileName + DeletedMark));

    private static bool TryParse(ReadOnlySpan<char> address, out ulong value) =>
        ulong.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private readonly record struct Mapping(ulong Start, ulong End, string Path);
}
