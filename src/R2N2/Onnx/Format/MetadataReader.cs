using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>The metadata of an exported file, entry by entry, with messages for all that can be wrong with it.</summary>
internal sealed class MetadataReader
{
    private readonly string _source;
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);

    private MetadataReader(ModelProto model, string source)
    {
        Model = model;
        _source = source;
        foreach (StringStringEntryProto entry in model.MetadataProps)
        {
            if (!_entries.TryAdd(entry.Key, entry.Value))
            {
                throw new OnnxFormatException($"{source} has the metadata entry '{entry.Key}' twice.");
            }
        }
    }

    /// <summary>The model.</summary>
    public ModelProto Model { get; }

    /// <summary>Opens a model and checks that this library wrote it.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static MetadataReader Of(ReadOnlyMemory<byte> model, string source)
    {
        MetadataReader reader = new(OnnxFile.Parse(model, source), source);
        reader.RequireFormat();
        return reader;
    }

    /// <summary>Reads a description; whatever its parts refuse becomes one kind of exception.</summary>
    public T Describe<T>(Func<MetadataReader, T> read)
    {
        try
        {
            return read(this);
        }
        catch (Exception reason) when (reason is ArgumentException or FormatException or OverflowException)
        {
            throw new OnnxFormatException($"{_source} is not an intact exported file: {reason.Message}", reason);
        }
    }

    /// <summary>Whether there is an entry.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>An entry that must be there.</summary>
    public string Entry(string key) => _entries.TryGetValue(key, out string? value) ? value : throw Missing(key);

    /// <summary>All entries whose keys begin with a prefix, without it.</summary>
    public Dictionary<string, string> Names(string prefix) => _entries
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);

    /// <summary>A failure with the name of the file.</summary>
    public OnnxFormatException Failure(string message) => new($"{_source} {message}");

    /// <summary>An integer that must be there.</summary>
    public int Integer(string key) => int.TryParse(Entry(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw Failure($"has '{Entry(key)}' for the metadata entry '{key}'; it must be an integer.");

    /// <summary>A number, or null where there is none.</summary>
    public double? Number(string key) => !_entries.TryGetValue(key, out string? text)
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Failure($"has '{text}' for the metadata entry '{key}'; it must be a number.");

    /// <summary>A number that must be there.</summary>
    public double RequiredNumber(string key) => Number(key) ?? throw Missing(key);

    /// <summary>A named value that must be there.</summary>
    public T Named<T>(string key)
        where T : struct, Enum => Enum.TryParse(Entry(key), ignoreCase: false, out T value) && Enum.IsDefined(value)
            ? value
            : throw Failure($"has '{Entry(key)}' for the metadata entry '{key}'; known are {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>The inputs of the model that have a batch axis, without it, by other names.</summary>
    /// <param name="names">The names in the file by the other names.</param>
    /// <param name="single">Names in the file of inputs that have none.</param>
    public IReadOnlyList<Parameter> Inputs(IReadOnlyDictionary<string, string> names, IReadOnlyList<string> single)
    {
        Dictionary<string, string> original = new(StringComparer.Ordinal);
        foreach ((string name, string inFile) in names)
        {
            if (!original.TryAdd(inFile, name))
            {
                throw Failure($"calls both '{original[inFile]}' and '{name}' by the name '{inFile}'.");
            }
        }

        return
        [
            .. Model.Graph.Input.Where(input => !single.Contains(input.Name)).Select(Input).Select(input =>
                new Parameter(original.GetValueOrDefault(input.Name, input.Name), input.Shape)),
        ];
    }

    // Without its batch axis.
    private Parameter Input(ValueInfoProto input)
    {
        TensorShapeProto shape = input.Type?.TensorType?.Shape
            ?? throw Failure($"has the input '{input.Name}', which is not a tensor of known shape.");
        return shape.Dim.Count == 0
            ? throw Failure($"has the input '{input.Name}' without a batch axis.")
            : new Parameter(input.Name, Shape.Of([.. shape.Dim.Skip(1).Select(dimension => checked((int)dimension.DimValue))]));
    }

    private OnnxFormatException Missing(string key) => Failure($"lacks the metadata entry '{key}'.");

    private void RequireFormat()
    {
        if (!_entries.TryGetValue(MetadataKeys.Format, out string? format))
        {
            throw new OnnxFormatException(
                $"{_source} is an ONNX model without the metadata entry '{MetadataKeys.Format}', so R2N2 did not export it.");
        }

        if (format != MetadataKeys.CurrentFormat)
        {
            throw new OnnxFormatException(
                $"{_source} has the metadata format '{format}'; this version of the library reads {MetadataKeys.CurrentFormat}.");
        }
    }
}
