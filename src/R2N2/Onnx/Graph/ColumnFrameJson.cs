using System.Text.Json.Serialization;

namespace R2N2.Onnx;

/// <summary>Writes and reads <see cref="ColumnFrame"/> by code made at compile time, since ahead-of-time compilers leave out what reflection would need.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ColumnFrame))]
internal sealed partial class ColumnFrameJson : JsonSerializerContext;
