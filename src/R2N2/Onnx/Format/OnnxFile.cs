using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Where bytes that claim to be an ONNX model come in: whatever is wrong with them becomes one kind of exception.</summary>
internal static class OnnxFile
{
    /// <summary>Reads a model and checks that its graph hangs together.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    /// <exception cref="OnnxFormatException">They are not a model, or one that contradicts itself.</exception>
    public static ModelProto Parse(ReadOnlyMemory<byte> bytes, string source)
    {
        if (!WireSize.IsModest(bytes.Span))
        {
            throw new OnnxFormatException($"{source} is {bytes.Length:N0} bytes long and unfolds to far more than that; no ONNX model does.");
        }

        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException reason)
        {
            throw new OnnxFormatException($"{source} is not an ONNX model: {reason.Message}", reason);
        }

        if (model.Graph is null)
        {
            throw new OnnxFormatException($"{source} is not an ONNX model: it has no graph.");
        }

        new GraphCheck(source).Check(model.Graph);
        return model;
    }
}
