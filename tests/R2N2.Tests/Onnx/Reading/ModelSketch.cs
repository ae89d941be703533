using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using R2N2.Onnx.Format;
using AttributeType = R2N2.Onnx.Format.AttributeProto.Types.AttributeType;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Puts ONNX models together node by node, as exporters elsewhere would.</summary>
internal sealed class ModelSketch
{
    public ModelSketch(bool isDouble = true, int operatorSet = 17)
    {
        IsDouble = isDouble;
        Model = new ModelProto
        {
            IrVersion = 8,
            Graph = new GraphProto { Name = "sketch" },
            OpsetImport = { new OperatorSetIdProto { Version = operatorSet } },
        };
    }

    public bool IsDouble { get; }

    public ModelProto Model { get; }

    private DataType Real => IsDouble ? DataType.Double : DataType.Float;

    /// <summary>An input with a free batch axis.</summary>
    public string Input(string name, params int[] dims) => Input(name, "N", dims);

    /// <summary>An input whose first axis has a name, or none if null.</summary>
    public string Input(string name, string? batch, params int[] dims)
    {
        TensorShapeProto shape = new();
        if (batch is not null)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = batch });
        }

        shape.Dim.AddRange(dims.Select(length => new TensorShapeProto.Types.Dimension { DimValue = length }));
        Model.Graph.Input.Add(new ValueInfoProto { Name = name, Type = Tensor(shape) });
        return name;
    }

    /// <summary>A stored tensor of real numbers.</summary>
    public string Numbers(double[] values, params long[] dims)
    {
        TensorProto tensor = new() { Name = Unused("w"), DataType = (int)Real, Dims = { dims } };
        tensor.RawData = IsDouble
            ? ByteString.CopyFrom(MemoryMarshal.AsBytes<double>(values))
            : ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Array.ConvertAll(values, value => (float)value)));
        Model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A stored tensor of random numbers.</summary>
    public string Random(int seed, params long[] dims)
    {
        Random random = new(seed);
        return Numbers([.. Enumerable.Range(0, (int)dims.Aggregate(1L, (a, b) => a * b)).Select(_ => (2 * random.NextDouble()) - 1)], dims);
    }

    /// <summary>A stored vector of integers.</summary>
    public string Integers(params long[] values) => IntegerTensor(values, values.Length);

    /// <summary>A single stored integer.</summary>
    public string Integer(long value) => IntegerTensor([value]);

    public string IntegerTensor(long[] values, params long[] dims)
    {
        TensorProto tensor = new() { Name = Unused("i"), DataType = (int)DataType.Int64, Dims = { dims }, Int64Data = { values } };
        Model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public string Node(string operation, params string[] inputs) => Node(operation, inputs, []);

    public string Node(string operation, string[] inputs, params AttributeProto[] attributes) => Nodes(operation, 1, inputs, attributes)[0];

    public string[] Nodes(string operation, int results, string[] inputs, params AttributeProto[] attributes)
    {
        string[] outputs = [.. Enumerable.Range(0, results).Select(i => $"{Unused("v")}_{i}")];

        Model.Graph.Node.Add(new NodeProto
        {
            Name = $"node_{outputs[0]}",
            OpType = operation,
            Input = { inputs },
            Output = { outputs },
            Attribute = { attributes },
        });
        return outputs;
    }

    public ModelSketch Output(string name)
    {
        Model.Graph.Output.Add(new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)Real } },
        });
        return this;
    }

    public byte[] ToBytes() => Model.ToByteArray();

    public static AttributeProto With(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto With(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto With(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto With(string name, params long[] values) => new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    public static AttributeProto With(string name, TensorProto value) => new() { Name = name, Type = AttributeType.Tensor, T = value };

    public AttributeProto ToReal => With("to", (long)Real);

    private TypeProto Tensor(TensorShapeProto shape) =>
        new() { TensorType = new TypeProto.Types.Tensor { ElemType = (int)Real, Shape = shape } };

    private string Unused(string prefix) => string.Create(
        CultureInfo.InvariantCulture, $"{prefix}{Model.Graph.Initializer.Count + Model.Graph.Node.Sum(node => node.Output.Count)}");
}
