using System.Globalization;
using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Reads what <see cref="SolverMetadata"/> wrote.</summary>
internal sealed class SolverDescriptionReader
{
    private readonly ModelProto _model;
    private readonly string _source;
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);

    private SolverDescriptionReader(ModelProto model, string source)
    {
        _model = model;
        _source = source;
        foreach (StringStringEntryProto entry in model.MetadataProps)
        {
            if (!_entries.TryAdd(entry.Key, entry.Value))
            {
                throw new OnnxFormatException($"{source} has the metadata entry '{entry.Key}' twice.");
            }
        }
    }

    /// <summary>Reads a description.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static SolverDescription Read(ReadOnlyMemory<byte> model, string source)
    {
        try
        {
            return new SolverDescriptionReader(ModelProto.Parser.ParseFrom(model.Span), source).Read();
        }
        catch (InvalidProtocolBufferException reason)
        {
            throw new OnnxFormatException($"{source} is not an ONNX model: {reason.Message}", reason);
        }
        catch (Exception reason) when (reason is ArgumentException or FormatException or OverflowException)
        {
            throw new OnnxFormatException($"{source} is not an intact exported solver: {reason.Message}", reason);
        }
    }

    private SolverDescription Read()
    {
        if (_model.Graph is null)
        {
            throw new OnnxFormatException($"{_source} is not an ONNX model: it has no graph.");
        }

        if (!_entries.TryGetValue(SolverMetadata.Format, out string? format))
        {
            throw new OnnxFormatException(
                $"{_source} is an ONNX model without the metadata entry '{SolverMetadata.Format}', so R2N2 did not export it.");
        }

        if (format != SolverMetadata.CurrentFormat)
        {
            throw new OnnxFormatException(
                $"{_source} has the metadata format '{format}'; this version of the library reads {SolverMetadata.CurrentFormat}.");
        }

        Superstructure superstructure = new(
            Integer(SolverMetadata.InnerIterations), Generation.Parse(Entry(SolverMetadata.Generation)));
        _ = Named<Assembly>(SolverMetadata.Assembly);
        var coefficients = Coefficients.Parse(Entry(SolverMetadata.Coefficients));
        if (coefficients.Order != superstructure.InnerIterations)
        {
            throw new OnnxFormatException(
                $"{_source} says n = {superstructure.InnerIterations}, but holds coefficients for n = {coefficients.Order}.");
        }

        return new SolverDescription
        {
            FamilyName = Entry(SolverMetadata.Family),
            StateSize = Integer(SolverMetadata.StateSize),
            Inputs = [.. _model.Graph.Input.Select(Input)],
            InitialGuessName = _entries.GetValueOrDefault(SolverMetadata.InitialGuess),
            Superstructure = superstructure,
            Coefficients = coefficients,
            OuterIterations = Integer(SolverMetadata.OuterIterations),
            TrainingLoss = Number(SolverMetadata.TrainingLoss),
            LibraryVersion = Entry(SolverMetadata.LibraryVersion),
            Options = Options(),
        };
    }

    private OnnxExportOptions Options() => new()
    {
        AbsoluteTolerance = Number(SolverMetadata.AbsoluteTolerance),
        RelativeTolerance = Number(SolverMetadata.RelativeTolerance),
        IterationLimit = Integer(SolverMetadata.IterationLimit),
        Form = Named<IterationForm>(SolverMetadata.Form),
        StallRate = Number(SolverMetadata.StallRate) ?? throw Missing(SolverMetadata.StallRate),
        StallLimit = Integer(SolverMetadata.StallLimit),
        Precision = Named<OnnxPrecision>(SolverMetadata.Precision),
    };

    private Parameter Input(ValueInfoProto input)
    {
        TensorShapeProto shape = input.Type?.TensorType?.Shape
            ?? throw new OnnxFormatException($"{_source} has the input '{input.Name}', which is not a tensor of known shape.");
        if (shape.Dim.Count == 0)
        {
            throw new OnnxFormatException($"{_source} has the input '{input.Name}' without a batch axis.");
        }

        return new Parameter(input.Name, Shape.Of([.. shape.Dim.Skip(1).Select(dimension => checked((int)dimension.DimValue))]));
    }

    private string Entry(string key) => _entries.TryGetValue(key, out string? value) ? value : throw Missing(key);

    private OnnxFormatException Missing(string key) => new($"{_source} lacks the metadata entry '{key}'.");

    private int Integer(string key) => int.TryParse(Entry(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw new OnnxFormatException($"{_source} has '{Entry(key)}' for the metadata entry '{key}'; it must be an integer.");

    private double? Number(string key) => !_entries.TryGetValue(key, out string? text)
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new OnnxFormatException($"{_source} has '{text}' for the metadata entry '{key}'; it must be a number.");

    private T Named<T>(string key)
        where T : struct, Enum => Enum.TryParse(Entry(key), ignoreCase: false, out T value) && Enum.IsDefined(value)
            ? value
            : throw new OnnxFormatException(
                $"{_source} has '{Entry(key)}' for the metadata entry '{key}'; known are {string.Join(", ", Enum.GetNames<T>())}.");
}
