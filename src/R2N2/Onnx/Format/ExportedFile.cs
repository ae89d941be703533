using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>A file that this library exported, open: its metadata entry by entry, with messages for all that can be wrong with it.</summary>
internal sealed class ExportedFile
{
    private readonly OnnxFile _file;
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>Checks that this library wrote a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OnnxFormatException">It did not, or another version did.</exception>
    public ExportedFile(OnnxFile file)
    {
        _file = file;
        foreach (StringStringEntryProto entry in file.Model.MetadataProps)
        {
            if (!_entries.TryAdd(entry.Key, entry.Value))
            {
                throw Failure($"has the metadata entry '{entry.Key}' twice.");
            }
        }

        RequireFormat();
    }

    /// <summary>The file as it was read.</summary>
    public ReadOnlyMemory<byte> Bytes => _file.Bytes;

    /// <summary>The model.</summary>
    public ModelProto Model => _file.Model;

    /// <summary>f, read as far as its inputs.</summary>
    /// <exception cref="OnnxFormatException">The file does without f.</exception>
    /// <exception cref="FormatException">The entry is not such a function.</exception>
    /// <exception cref="ArgumentException">An input's name or shape cannot be.</exception>
    public StoredFunction Function => field ??= FunctionOf(MetadataKeys.Function);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxFormatException">It is not an intact exported file.</exception>
    /// <exception cref="IOException">It cannot be read; the message names it and the reason.</exception>
    public static ExportedFile Open(string path) => new(OnnxFile.Open(path));

    /// <summary>Opens a file in memory.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    /// <exception cref="OnnxFormatException">They are not an intact exported file.</exception>
    public static ExportedFile Open(ReadOnlyMemory<byte> bytes, string source = "The model") => new(OnnxFile.Open(bytes, source));

    /// <summary>Reads a part of the file; whatever its parts refuse becomes one kind of exception.</summary>
    public T Read<T>(Func<ExportedFile, T> read)
    {
        try
        {
            return read(this);
        }
        catch (Exception reason) when (reason is ArgumentException or FormatException or OverflowException)
        {
            throw new OnnxFormatException($"{_file.Source} is not an intact exported file: {reason.Message}", reason);
        }
    }

    /// <summary>Whether there is an entry.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>An entry that must be there.</summary>
    public string Entry(string key) => _entries.TryGetValue(key, out string? value) ? value : throw Missing(key);

    /// <summary>A function, read as far as its inputs.</summary>
    /// <exception cref="OnnxFormatException">The entry is not there.</exception>
    /// <exception cref="FormatException">The entry is not such a function.</exception>
    /// <exception cref="ArgumentException">An input's name or shape cannot be.</exception>
    public StoredFunction FunctionOf(string key) => new(key, Entry(key), Model.Graph);

    /// <summary>All entries whose keys begin with a prefix, without it.</summary>
    public Dictionary<string, string> Names(string prefix) => _entries
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);

    /// <summary>A failure with the name of the file.</summary>
    public OnnxFormatException Failure(string message) => new($"{_file.Source} {message}");

    /// <summary>An integer that must be there.</summary>
    public int Integer(string key) => int.TryParse(Entry(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw Failure($"has '{Entry(key)}' for the metadata entry '{key}'; it must be an integer.");

    /// <summary>A count that must be there.</summary>
    public int Count(string key) => Integer(key) is >= 1 and var value
        ? value
        : throw Failure($"has {Entry(key)} for the metadata entry '{key}'; it must be at least 1.");

    /// <summary>A number, or null where there is none.</summary>
    public double? Number(string key) => !_entries.TryGetValue(key, out string? text)
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Failure($"has '{text}' for the metadata entry '{key}'; it must be a number.");

    /// <summary>Numbers; none where there is no entry.</summary>
    public double[] Numbers(string key) => Has(key)
        ? [.. Entry(key).Split(' ').Select(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))]
        : [];

    /// <summary>A number that must be there.</summary>
    public double RequiredNumber(string key) => Number(key) ?? throw Missing(key);

    /// <summary>A named value that must be there.</summary>
    public T Named<T>(string key)
        where T : struct, Enum => Enum.TryParse(Entry(key), ignoreCase: false, out T value) && Enum.IsDefined(value)
            ? value
            : throw Failure($"has '{Entry(key)}' for the metadata entry '{key}'; known are {string.Join(", ", Enum.GetNames<T>())}.");

    private OnnxFormatException Missing(string key) => Failure($"lacks the metadata entry '{key}'.");

    private void RequireFormat()
    {
        if (!_entries.TryGetValue(MetadataKeys.Format, out string? format))
        {
            throw Failure($"is an ONNX model without the metadata entry '{MetadataKeys.Format}', so R2N2 did not export it.");
        }

        if (format != MetadataKeys.CurrentFormat)
        {
            throw Failure($"has the metadata format '{format}'; this version of the library reads {MetadataKeys.CurrentFormat}.");
        }
    }
}
