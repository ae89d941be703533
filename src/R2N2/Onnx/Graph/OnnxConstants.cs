using System.Globalization;
using System.Runtime.InteropServices;
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
    private readonly Dictionary<ConstantKey, string> _shared = [];
    private readonly Dictionary<string, string> _once = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<(SparseMatrix, bool), string> _indices = [];
    private readonly List<TensorProto> _tensors = [];

    /// <summary>The element type of everything that is not an index or a truth value.</summary>
    public TensorProto.Types.DataType FloatType => precision == OnnxPrecision.Float64
        ? TensorProto.Types.DataType.Double
        : TensorProto.Types.DataType.Float;

    /// <summary>The values of single numbers.</summary>
    public KnownNumbers Known { get; } = new();

    /// <summary>A power of two.</summary>
    /// <param name="inDouble">Its exponent in double precision.</param>
    /// <param name="inSingle">Its exponent in single precision.</param>
    public string PowerOfTwo(int inDouble, int inSingle) =>
        Float([Math.ScaleB(1, precision == OnnxPrecision.Float64 ? inDouble : inSingle)], Shape.Scalar);

    /// <summary>A floating-point constant; equal ones are shared.</summary>
    /// <param name="values">Its elements, row-major, never written to.</param>
    /// <param name="shape">Its shape.</param>
    public string Float(double[] values, Shape shape)
    {
        ConstantKey key = new(values, shape);
        if (!_shared.TryGetValue(key, out string? shared))
        {
            string label = shape.Rank == 0
                ? values[0].ToString("R", CultureInfo.InvariantCulture)
                : string.Join('x', shape.Dimensions.ToArray());
            shared = Store($"const_{label}", Tensor(values, shape));
            _shared.Add(key, shared);
            Remember(shared, values);
        }

        return shared;
    }

    /// <summary>A single number under a name of its own, shared with no other.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="value">The number.</param>
    /// <param name="meaning">What it is, for people.</param>
    public string Named(string label, double value, string meaning = "")
    {
        string name = Once(string.Create(CultureInfo.InvariantCulture, $"{label} {BitConverter.DoubleToInt64Bits(value)}"), label, () =>
        {
            TensorProto tensor = Tensor([value], Shape.Scalar);
            tensor.DocString = meaning;
            return tensor;
        });
        Remember(name, [value]);
        return name;
    }

    /// <summary>A vector of integers: axes, dimensions.</summary>
    public string Integers(params long[] values)
    {
        string label = $"ints_{string.Join('_', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}";
        return Once(label, label, () =>
        {
            TensorProto tensor = IntegerTensor(values);
            tensor.Dims.Add(values.Length);
            return tensor;
        });
    }

    /// <summary>Indices of a sparse matrix, stored once for all that are equal.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="values">The columns of its elements or the places of its rows.</param>
    public string Indices(SparseMatrix matrix, long[] values)
    {
        bool isColumns = values == matrix.Groups.Columns;
        if (!_indices.TryGetValue((matrix, isColumns), out string? name))
        {
            TensorProto tensor = IntegerTensor(values);
            tensor.Dims.Add(values.Length);
            string label = string.Create(CultureInfo.InvariantCulture, $"{(isColumns ? "columns" : "places")}_{matrix.Rows}x{matrix.Columns}");
            name = Store(label, tensor);
            _indices.Add((matrix, isColumns), name);
        }

        return name;
    }

    /// <summary>A single integer without axes.</summary>
    public string Integer(long value)
    {
        string label = string.Create(CultureInfo.InvariantCulture, $"int_{value}");
        return Once(label, label, () => IntegerTensor([value]));
    }

    /// <summary>A single truth value without axes.</summary>
    public string Boolean(bool value)
    {
        string label = value ? "true" : "false";
        return Once(label, label, () => new TensorProto
        {
            DataType = (int)TensorProto.Types.DataType.Bool,
            RawData = ByteString.CopyFrom(value ? (byte)1 : (byte)0),
        });
    }

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

    private string Once(string key, string label, Func<TensorProto> make)
    {
        if (!_once.TryGetValue(key, out string? name))
        {
            name = Store(label, make());
            _once.Add(key, name);
        }

        return name;
    }

    private string Store(string label, TensorProto tensor)
    {
        // No name that a user or a node may have begins like this.
        string name = string.Create(CultureInfo.InvariantCulture, $"\u0000{_tensors.Count}");
        _labels.Add(name, label);
        tensor.Name = name;
        _tensors.Add(tensor);
        return name;
    }

    // As the file holds it.
    private void Remember(string name, double[] values)
    {
        if (values.Length == 1)
        {
            Known.Add(name, precision == OnnxPrecision.Float64 ? values[0] : (float)values[0]);
        }
    }
}
