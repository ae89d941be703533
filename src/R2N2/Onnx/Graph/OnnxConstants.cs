using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// The constants of a model, each stored once however often it is used. While nodes are written they have provisional
/// names; those that are still needed in the end get readable ones.
/// </summary>
/// <param name="precision">The floating-point type.</param>
internal sealed class OnnxConstants(OnnxPrecision precision)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly List<TensorProto> _tensors = [];

    /// <summary>The element type of everything that is not an index or a truth value.</summary>
    public TensorProto.Types.DataType FloatType => precision == OnnxPrecision.Float64
        ? TensorProto.Types.DataType.Double
        : TensorProto.Types.DataType.Float;

    /// <summary>A floating-point constant; equal ones are shared.</summary>
    public string Float(ReadOnlySpan<double> values, Shape shape)
    {
        string name = shape.Rank == 0
            ? values[0].ToString("R", CultureInfo.InvariantCulture)
            : string.Join('x', shape.Dimensions.ToArray());
        return Shared($"const_{name}", Tensor(values, shape), "");
    }

    /// <summary>The smallest number of full precision.</summary>
    public string SmallestScale => Float([precision == OnnxPrecision.Float64 ? EuclideanNorm.SmallestScale : 1.1754943508222875e-38], Shape.Scalar);

    /// <summary>The largest finite number.</summary>
    public string LargestScale => Float([precision == OnnxPrecision.Float64 ? EuclideanNorm.LargestScale : float.MaxValue], Shape.Scalar);

    /// <summary>A single number under a name of its own, shared with no other.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="value">The number.</param>
    /// <param name="meaning">What it is, for people.</param>
    public string Named(string label, double value, string meaning = "")
    {
        TensorProto tensor = Tensor([value], Shape.Scalar);
        tensor.DocString = meaning;
        return Shared(label, tensor, label);
    }

    /// <summary>A vector of integers: axes, dimensions.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        TensorProto tensor = IntegerTensor(values);
        tensor.Dims.Add(values.Length);
        return Shared($"ints_{string.Join('_', values.ToArray())}", tensor, "");
    }

    /// <summary>A single integer without axes.</summary>
    public string Integer(long value) =>
        Shared(string.Create(CultureInfo.InvariantCulture, $"int_{value}"), IntegerTensor([value]), "");

    /// <summary>A single truth value without axes.</summary>
    public string Boolean(bool value) => Shared(
        value ? "true" : "false",
        new TensorProto
        {
            DataType = (int)TensorProto.Types.DataType.Bool,
            RawData = ByteString.CopyFrom(value ? (byte)1 : (byte)0),
        },
        "");

    /// <summary>The constants that are needed, in the order of their first use, with their final names.</summary>
    /// <param name="needed">The provisional names that are used.</param>
    /// <param name="names">The model's names.</param>
    /// <param name="final">Receives the final name of each provisional one.</param>
    public IEnumerable<TensorProto> Finish(HashSet<string> needed, OnnxNames names, Dictionary<string, string> final)
    {
        foreach (TensorProto tensor in _tensors.Where(tensor => needed.Contains(tensor.Name)))
        {
            string name = names.Unique(_labels[tensor.Name]);
            final.Add(tensor.Name, name);
            tensor.Name = name;
            yield return tensor;
        }
    }

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

    private string Shared(string label, TensorProto tensor, string group)
    {
        string key = group + Convert.ToHexString(SHA256.HashData(tensor.ToByteArray()));
        if (!_known.TryGetValue(key, out string? shared))
        {
            // No name that a user or a node may have begins like this.
            shared = string.Create(CultureInfo.InvariantCulture, $"\u0000{_tensors.Count}");
            _known.Add(key, shared);
            _labels.Add(shared, label);
            tensor.Name = shared;
            _tensors.Add(tensor);
        }

        return shared;
    }
}
