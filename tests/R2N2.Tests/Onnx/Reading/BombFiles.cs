using System.Globalization;
using Google.Protobuf;
using R2N2.Onnx.Format;
using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Files made to take far more memory or time than their length.</summary>
internal static class BombFiles
{
    public static IReadOnlyDictionary<string, Func<byte[]>> All { get; } = new Dictionary<string, Func<byte[]>>
    {
        // Two bytes for each node.
        ["a million empty nodes"] = () => Message(0x3a, [.. Enumerable.Repeat((byte[])[0x0a, 0x00], 1_000_000).SelectMany(bytes => bytes)]),
        ["fewer empty nodes"] = () => Message(0x3a, [.. Enumerable.Repeat((byte[])[0x0a, 0x00], 100_000).SelectMany(bytes => bytes)]),
        ["empty attributes"] = () => Message(0x3a, Message(0x0a, [.. Enumerable.Repeat((byte[])[0x2a, 0x00], 60_000).SelectMany(bytes => bytes)])),
        ["nodes within nodes"] = () => Message(0x3a, Enumerable.Range(0, 5000).Aggregate(
            Array.Empty<byte>(), (inner, _) => inner.Length > 60_000 ? inner : Message(0x0a, Message(0x2a, Message(0x32, inner))))),
        ["a length beyond the end"] = () => [0x3a, 0xff, 0xff, 0xff, 0xff, 0x07],
        ["doubling by Concat"] = () =>
        {
            ModelSketch m = new();
            string x = m.Input("x", 2);
            return m.Output(Enumerable.Range(0, 60).Aggregate(x, (value, _) => m.Node("Concat", [value, value], With("axis", 1L)))).ToBytes();
        },
        ["expanding constants"] = () =>
        {
            ModelSketch m = new();
            string x = m.Input("x", 1);
            string sum = Enumerable.Range(0, 500).Aggregate(x, (value, i) =>
                m.Node("Add", value, m.Node("Slice", m.Node("Expand", m.Numbers([i], 1), m.Integers(1 << 23)), m.Integers(i), m.Integers(i + 1))));
            return m.Output(sum).ToBytes();
        },
        ["a large constant from a small file"] = () =>
        {
            ModelSketch m = new();
            return m.Output(m.Node("Add", m.Input("x", 1), m.Node("Cast", [m.Node("ConstantOfShape", m.Integers(1 << 24))], m.ToReal))).ToBytes();
        },
        ["products of large constants"] = () =>
        {
            ModelSketch m = new();
            string a = m.Node("Expand", m.Numbers([1.5], 1, 1), m.Integers(4000, 4000));
            return m.Output(m.Node("Mul", m.Input("x", 1), m.Node("ReduceMax", m.Node("MatMul", a, a)))).ToBytes();
        },
        ["a picture with padding"] = () =>
        {
            ModelSketch m = new();
            return m.Output(m.Node("Conv", [m.Input("x", 1, 2, 2), m.Random(1, 1, 1, 1, 1)], With("pads", 32767, 32767, 32767, 32767))).ToBytes();
        },
        ["indices far out"] = () =>
        {
            ModelSketch m = new();
            return m.Output(m.Node("Gather", [m.Input("x", 2), m.Integers(long.MaxValue, long.MinValue)], With("axis", 1L))).ToBytes();
        },
        ["doubling in the text of f"] = () =>
        {
            ModelProto model = ModelProto.Parser.ParseFrom(ExportSamples.FixedPoint.ToOnnx());
            model.MetadataProps.Single(entry => entry.Key == "r2n2.f").Value =
                "1\ninput 3 x\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"Concat {i} {i} : -1")) + "\nreturn 40";
            return model.ToByteArray();
        },
        ["nodes behind a group"] = () => Message(0x3a, [.. Group, .. EmptyNodes]),
        ["nodes in a graph behind a group"] = () => [.. Group, .. Message(0x3a, EmptyNodes)],
        ["nodes behind groups within groups"] = () => [0x7b, .. Group, .. Group, 0x7c, .. Message(0x3a, EmptyNodes)],
        ["nodes behind a tag of six bytes"] = () => [.. LongTag, .. Message(0x3a, EmptyNodes)[1..]],
        ["nodes behind a length of six bytes"] = () => [0x3a, .. LongLength(EmptyNodes.Length), .. EmptyNodes],
        ["a million unknown fields"] = () => Repeated([0x78, 0x01], 1_000_000),
        ["unknown fields in a node"] = () => Message(0x3a, Message(0x0a, Repeated([0xf8, 0x07, 0x01], 700_000))),
        ["unknown fields in groups"] = () => Message(0x3a, Repeated([0x7b, 0x78, 0x01, 0x7c], 500_000)),
        ["groups within groups"] = () => [.. Repeated([0x7b], 100_000), .. Repeated([0x7c], 100_000)],
        ["100,000 axes to add"] = () => Over(m => m.Node("Unsqueeze", m.Input("x", 2), m.Integers(Many(1)))),
        ["100,000 axes to remove"] = () => Over(m => m.Node("Squeeze", m.Input("x", [2, .. Many().Select(_ => 1)]), m.Integers(Many(2)))),
        ["100,000 axes in another order"] = () => Over(m => m.Node("Transpose", [m.Input("x", [2, .. Many().Select(_ => 1)])], With("perm", Many()))),
        ["100,000 axes to reshape to"] = () => Over(m => m.Node("Reshape", m.Input("x", 2), m.Integers([0, 2, .. Many().Select(_ => 1L)]))),
        ["100,000 axes of indices"] = () => Over(m => m.Node(
            "Gather", [m.Input("x", 2), m.IntegerTensor([0], [.. Many().Select(_ => 1L)])], With("axis", 1L))),
        ["100,000 operands"] = () => Over(m =>
        {
            string x = m.Input("x", 2);
            return m.Node("Concat", [.. Many().Select(_ => x)], With("axis", 1L));
        }),
        ["a long list, joined to itself"] = () => Over(m =>
        {
            string list = m.Integers(Many());
            return m.Node("Gather", [m.Input("x", 2), m.Node("Concat", [.. Enumerable.Repeat(list, 10_000)], With("axis", 0L))], With("axis", 1L));
        }),
        ["sums over a long list"] = () => Over(m =>
        {
            string list = m.Integers(Many());
            string sum = Enumerable.Range(0, 1000).Aggregate(list, (value, _) => m.Node("Add", value, m.Integer(1)));
            return m.Node("Gather", [m.Input("x", 2), sum], With("axis", 1L));
        }),
        ["parts without end"] = () => Over(m =>
        {
            string x = m.Input("x", 2);
            return m.Node("Slice", x, m.Integers(Many()), m.Integers([.. Many().Select(_ => 5L)]), m.Integers([.. Many().Select(_ => 1L)]));
        }),
        ["an equation of a million letters"] = () => Over(m =>
            m.Node("Einsum", [m.Input("x", 2), m.Input("y", 2)], With("equation", new string('a', 1_000_000)))),
        ["one large constant, a thousand times in the text of f"] = () =>
        {
            ModelProto model = ModelProto.Parser.ParseFrom(ExportSamples.FixedPoint.ToOnnx());
            model.Graph.Initializer.Add(new TensorProto
            {
                Name = "big",
                DataType = (int)TensorProto.Types.DataType.Double,
                Dims = { 100_000 },
                RawData = ByteString.CopyFrom(new byte[800_000]),
            });
            model.MetadataProps.Single(entry => entry.Key == "r2n2.f").Value =
                "1\ninput 3 x\n" + string.Join('\n', Enumerable.Range(0, 1000).Select(_ => "Constant : 100000 @big")) + "\nreturn 40";
            return model.ToByteArray();
        },
        ["50,000 inputs in the text of f, each renamed"] = () =>
        {
            ModelProto model = ModelProto.Parser.ParseFrom(ExportSamples.FixedPoint.ToOnnx());
            string[] names = [.. Many()[..50_000].Select(i => string.Create(CultureInfo.InvariantCulture, $"p{i:d5}"))];
            model.MetadataProps.Single(entry => entry.Key == "r2n2.f").Value =
                $"1\ninput 3 x\n{string.Join('\n', names.Select(name => $"input - {name}"))}\nNegate 0\nreturn {names.Length + 1}";
            model.MetadataProps.AddRange(names.Select(name => new StringStringEntryProto { Key = $"r2n2.inputName.{name}", Value = name }));
            return model.ToByteArray();
        },
        ["a state of a billion"] = () => Claiming("1000000000"),
        ["a state of all integers"] = () => Claiming("2147483647"),
    };

    private static byte[] Group => [0x7b, 0x7c];

    // Field 7 by its lower 32 bits, which are what protobuf goes by.
    private static byte[] LongTag => [0xba, 0x80, 0x80, 0x80, 0x90, 0x00];

    private static byte[] EmptyNodes => Repeated([0x0a, 0x00], 1_000_000);

    private static byte[] LongLength(int length) =>
        [.. Enumerable.Range(0, 4).Select(i => (byte)(0x80 | ((length >> (7 * i)) & 0x7f))), (byte)(0x90 | (length >> 28)), 0x00];

    private static byte[] Repeated(byte[] part, int count) => [.. Enumerable.Repeat(part, count).SelectMany(bytes => bytes)];

    private static long[] Many(int from = 0) => [.. Enumerable.Range(from, 100_000).Select(i => (long)i)];

    private static byte[] Over(Func<ModelSketch, string> sketch)
    {
        ModelSketch m = new();
        return m.Output(sketch(m)).ToBytes();
    }

    // In the description, in the text of f, and in the graph.
    private static byte[] Claiming(string size)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(ExportSamples.Parameters.ToOnnx());
        model.MetadataProps.Single(entry => entry.Key == "r2n2.stateSize").Value = size;
        model.MetadataProps.Single(entry => entry.Key == "r2n2.initialPoint").Value = "1";
        StringStringEntryProto f = model.MetadataProps.Single(entry => entry.Key == "r2n2.f");
        f.Value = f.Value.Replace("input 3 x", $"input {size} x", StringComparison.Ordinal);
        model.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue = long.Parse(size, CultureInfo.InvariantCulture);
        return model.ToByteArray();
    }

    private static byte[] Message(byte tag, byte[] content)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream coded = new(stream, leaveOpen: true))
        {
            coded.WriteRawTag(tag);
            coded.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
