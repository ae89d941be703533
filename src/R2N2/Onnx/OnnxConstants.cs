using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>The constants of a model, each stored once however often it is used.</summary>
/// <param name="names">The model's names.</param>
/// <param name="precision">The floating-point type.</param>
internal sealed class OnnxConstants(OnnxNames names, OnnxPrecision precision)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The element type of everything that is not an index or a truth value.</summary>
    public TensorProto.Types.DataType FloatType => precision == OnnxPrecision.Float64
        ? TensorProto.Types.DataType.Double
        : TensorProto.Types.DataType.Float;

    /// <summary>The constants, in the order of their first use.</summary>
    public List<TensorProto> Tensors { get; } = [];

    /// <summary>A floating-point constant of any shape; equal ones are shared.</summary>
    public string Float(ReadOnlySpan<double> values, Shape shape)
    {
        string name = shape.Rank == 0
            ? values[0].ToString("R", CultureInfo.InvariantCulture)
            : string.Join('x', shape.Dimensions.ToArray());
        return Shared($"const_{name}", Tensor(values, shape));
    }

    /// <summary>A single number under a name of its own, shared with nothing.</summary>
    public string Named(string name, double value)
    {
        TensorProto tensor = Tensor([value], Shape.Scalar);
        tensor.Name = names.Unique(name);
        Tensors.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A vector of integers: axes, dimensions.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        TensorProto tensor = IntegerTensor(values);
        tensor.Dims.Add(values.Length);
        return Shared($"ints_{string.Join('_', values.ToArray())}", tensor);
    }

    /// <summary>A single integer without axes.</summary>
    public string Integer(long value) =>
        Shared(string.Create(CultureInfo.InvariantCulture, $"int_{value}"), IntegerTensor([value]));

    /// <summary>A single truth value without axes.</summary>
    public string Boolean(bool value) => Shared(value ? "true" : "false", new TensorProto
    {
        DataType = (int)TensorProto.Types.DataType.Bool,
        RawData = ByteString.CopyFrom(value ? (byte)1 : (byte)0),
    });

    private static TensorProto IntegerTensor(ReadOnlySpan<long> values) => new()
    {
        DataType = (int)TensorProto.Types.DataType.Int64,
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
    };

    private TensorProto Tensor(ReadOnlySpan<double> values, Shape shape)
    {
        TensorProto tensor = new() { DataType = (int)FloatType, RawData = Bytes(values) };
        foreach (int dimension in shape.Dimensions)
        {
            tensor.Dims.Add(dimension);
        }

        return tensor;
    }

    // Raw data is little-endian, as is every platform this library runs on.
    private ByteString Bytes(ReadOnlySpan<double> values)
    {
        if (precision == OnnxPrecision.Float64)
        {
            return ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        }

        float[] rounded = new float[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)values[i];
            if (float.IsInfinity(rounded[i]) && double.IsFinite(values[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"f holds the constant {values[i]:R}, which is beyond single precision; export with {nameof(OnnxPrecision.Float64)}."));
            }
        }

        return ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(rounded));
    }

    private string Shared(string name, TensorProto tensor)
    {
        string key = Convert.ToHexString(SHA256.HashData(tensor.ToByteArray()));
        if (!_known.TryGetValue(key, out string? shared))
        {
            shared = names.Unique(name);
            _known.Add(key, shared);
            tensor.Name = shared;
            Tensors.Add(tensor);
        }

        return shared;
    }
}
