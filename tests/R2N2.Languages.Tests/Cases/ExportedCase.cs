namespace R2N2.Languages.Tests.Cases;

/// <summary>An exported file with a batch of instances, and what C# computes from them.</summary>
/// <param name="Name">What the case is called; also the name of its file.</param>
/// <param name="Model">The file.</param>
/// <param name="Precision">Its floating-point type.</param>
/// <param name="Inputs">The instances, in that type.</param>
/// <param name="Expected">The results, in double precision or integers.</param>
public sealed record ExportedCase(
    string Name,
    byte[] Model,
    OnnxPrecision Precision,
    IReadOnlyList<CaseTensor> Inputs,
    IReadOnlyList<CaseTensor> Expected)
{
    public string File => $"{Name}.onnx";

    /// <summary>How close another runtime must be, relative to the magnitude of what is compared.</summary>
    public double Tolerance => Precision == OnnxPrecision.Float64 ? 1e-12 : 1e-5;

    /// <summary>Columns as tensors of a file.</summary>
    internal static CaseTensor[] Columns(InstanceBatch batch, IEnumerable<Parameter> inputs, OnnxPrecision precision) =>
    [
        .. inputs.Select(input => CaseTensor
            .Of(input.Name, [batch.Count, .. input.Shape.Dimensions.ToArray().Select(length => (long)length)], batch[input.Name].Span)
            .In(precision)),
    ];
}
