using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// An ONNX model, open: where bytes that claim to be one come in, once. Whatever is wrong with them becomes one kind of
/// exception; whoever needs the model is handed this.
/// </summary>
internal sealed class OnnxFile
{
    // What this library does not know of a file it does not need, and would keep in memory many times as large.
    private static readonly MessageParser<ModelProto> _parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    private OnnxFile(ReadOnlyMemory<byte> bytes, ModelProto model, string source)
    {
        (Bytes, Model, Source) = (bytes, model, source);
        if (model.Graph is null)
        {
            throw new OnnxFormatException($"{source} is not an ONNX model: it has no graph.");
        }

        new GraphCheck(source).Check(model.Graph);
    }

    /// <summary>The file as it was read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The model; its graph hangs together.</summary>
    public ModelProto Model { get; }

    /// <summary>What it is, for messages.</summary>
    public string Source { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxFormatException">It is not a model, or one that contradicts itself.</exception>
    /// <exception cref="IOException">It cannot be read; the message names it and the reason.</exception>
    public static OnnxFile Open(string path) => Open(ModelFile.Read(path), $"'{path}'");

    /// <summary>Opens a model in memory.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    /// <exception cref="OnnxFormatException">They are not a model, or one that contradicts itself.</exception>
    public static OnnxFile Open(ReadOnlyMemory<byte> bytes, string source)
    {
        if (!WireSize.IsModest(bytes.Span))
        {
            throw new OnnxFormatException($"{source} is {bytes.Length:N0} bytes long and unfolds to far more than that; no ONNX model does.");
        }

        try
        {
            return new OnnxFile(bytes, _parser.ParseFrom(bytes.Span), source);
        }
        catch (InvalidProtocolBufferException reason)
        {
            throw new OnnxFormatException($"{source} is not an ONNX model: {reason.Message}", reason);
        }
    }

    /// <summary>A model that has been made in memory, as if it had been opened.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">What it is, for messages.</param>
    /// <exception cref="OnnxFormatException">It contradicts itself.</exception>
    public static OnnxFile Of(ModelProto model, string source) => new(model.ToByteArray(), model, source);
}
