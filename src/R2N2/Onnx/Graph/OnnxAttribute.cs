using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Makes node attributes.</summary>
internal static class OnnxAttribute
{
    public static AttributeProto Of(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Of(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Of(string name, IEnumerable<long> values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    public static AttributeProto Of(string name, GraphProto graph) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = graph };

    /// <summary>Tells attributes apart: equal keys, equal attributes.</summary>
    public static string Key(AttributeProto attribute) => attribute.ToByteString().ToBase64();
}
