using System.Runtime.CompilerServices;
using Google.Protobuf;
using R2N2.Onnx.Format;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Damages files, by chance or with intent.</summary>
internal static class FileMutations
{
    private static readonly ConditionalWeakTable<byte[], ModelProto> _models = [];

    private static readonly long[] _lengths = [0, -1, 1, 2, 3, 1000, 1 << 24, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    private static readonly string[] _words =
        ["0", "-1", "1", "100000000", "2147483647", "-2147483648", "1e308", "NaN", "#7ff8000000000001", "2147483647x2147483647", "100000x1000", ":", "@", "Concat", "Stack", "Constant", "Reshape", "input", "return", "\n"];

    private static readonly string[] _operators =
        ["Expand", "Reshape", "Concat", "Gather", "Slice", "Gemm", "MatMul", "Conv", "Einsum", "ConstantOfShape", "ReduceSum", "Split", "Softmax", "Transpose", "Where", "Cast", "Shape", "Tile", "LayerNormalization", "Loop", "Erf"];

    /// <summary>A damaged file.</summary>
    /// <param name="file">An intact one.</param>
    /// <param name="random">The chance.</param>
    public static byte[] Mutate(byte[] file, Random random)
    {
        byte[] mutant = random.Next(3) == 0 ? file : Rewritten(_models.GetValue(file, ModelProto.Parser.ParseFrom).Clone(), random);
        mutant = random.Next(4) == 0 ? WireMutations.Mutate(mutant, random) : mutant;
        if (mutant == file || random.Next(4) == 0)
        {
            for (int i = random.Next(1, 5); i > 0; i--)
            {
                mutant = Scrambled(mutant, random);
            }
        }

        return mutant;
    }

    private static byte[] Scrambled(byte[] file, Random random)
    {
        byte[] mutant = [.. file];
        if (mutant.Length == 0)
        {
            return mutant;
        }

        int at = random.Next(mutant.Length);
        int length = Math.Min(random.Next(1, 40), mutant.Length - at);
        switch (random.Next(7))
        {
            case 0:
                mutant[at] ^= (byte)(1 << random.Next(8));
                return mutant;
            case 1:
                return mutant[..at];
            case 2:
                random.NextBytes(mutant.AsSpan(at, length));
                return mutant;
            case 3:
                return [.. mutant[..at], .. mutant[(at + length)..]];
            case 4:
                return [.. mutant[..at], .. mutant[at..(at + length)], .. mutant[at..]];
            case 5:
                // A length that claims more than there is.
                return [.. mutant[..at], 0xff, 0xff, 0xff, 0xff, (byte)random.Next(16), .. mutant[at..]];
            default:
                return [.. mutant[..at], .. Nested(random.Next(1, 400)), .. mutant[at..]];
        }
    }

    // Graphs in attributes of nodes of graphs.
    private static byte[] Nested(int depth)
    {
        byte[] graph = [];
        for (int i = 0; i < depth && graph.Length < 100; i++)
        {
            graph = [0x32, (byte)graph.Length, .. graph];
            graph = [0x2a, (byte)graph.Length, .. graph];
            graph = [0x0a, (byte)graph.Length, .. graph];
        }

        return graph;
    }

    private static byte[] Rewritten(ModelProto model, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Action[] changes =
            [
                () => Dimension(model, random), () => Wire(model, random), () => Attribute(model, random), () => Metadata(model, random),
                () => Tensor(model, random), () => Node(model, random), () => Names(model, random), () => Integers(model, random),
                () => Claims(model, random),
            ];
            changes[random.Next(changes.Length)]();
        }

        return model.ToByteArray();
    }

    private static T? Any<T>(IList<T> list, Random random)
        where T : class => list.Count == 0 ? null : list[random.Next(list.Count)];

    private static void Dimension(ModelProto model, Random random)
    {
        ValueInfoProto? value = Any(random.Next(4) == 0 ? model.Graph.Output : model.Graph.Input, random);
        if (value?.Type?.TensorType is { Shape: { } shape } tensor)
        {
            if (Any(shape.Dim, random) is { } dimension && random.Next(4) > 0)
            {
                dimension.DimValue = _lengths[random.Next(_lengths.Length)];
            }
            else
            {
                tensor.ElemType = random.Next(20);
            }
        }
    }

    private static void Wire(ModelProto model, Random random)
    {
        // To an earlier value, a later one (a cycle), or none.
        NodeProto? node = Any(model.Graph.Node, random);
        NodeProto? other = Any(model.Graph.Node, random);
        if (node?.Input.Count > 0 && other is not null)
        {
            node.Input[random.Next(node.Input.Count)] = random.Next(5) switch
            {
                0 => "nowhere",
                1 => "",
                2 => Any(model.Graph.Initializer, random)?.Name ?? "nowhere",
                _ => other.Output[0],
            };
        }
    }

    private static void Attribute(ModelProto model, Random random)
    {
        if (Any(model.Graph.Node, random) is not { } node || Any(node.Attribute, random) is not { } attribute)
        {
            return;
        }

        long value = _lengths[random.Next(_lengths.Length)];
        switch (random.Next(6))
        {
            case 5 when random.Next(20) == 0:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.Clear();
                attribute.Ints.AddRange(Enumerable.Range(0, 100_000).Select(i => random.Next(2) == 0 ? i : value));
                break;
            case 0:
                attribute.I = value;
                break;
            case 1:
                attribute.Ints.Add(value);
                break;
            case 2 when attribute.Ints.Count > 0:
                attribute.Ints[random.Next(attribute.Ints.Count)] = value;
                break;
            case 3:
                attribute.Type = (AttributeProto.Types.AttributeType)random.Next(14);
                break;
            default:
                node.Attribute.Add(attribute.Clone());
                break;
        }
    }

    private static void Metadata(ModelProto model, Random random)
    {
        if (Any(model.MetadataProps, random) is not { } entry)
        {
            return;
        }

        StringStringEntryProto changed = random.Next(2) == 0 ? entry : model.MetadataProps[^1];
        string[] words = changed.Value.Split(' ');
        words[random.Next(words.Length)] = _words[random.Next(_words.Length)];
        changed.Value = string.Join(' ', words);
    }

    // What the description says of the graph: an entry of another file, or one that is another's in this file.
    private static void Claims(ModelProto model, Random random)
    {
        if (Any(model.MetadataProps, random) is { } entry && Any(model.MetadataProps, random) is { } other)
        {
            switch (random.Next(4))
            {
                case 0:
                    entry.Value = other.Value;
                    break;
                case 1:
                    model.MetadataProps.Remove(entry);
                    break;
                case 2:
                    model.MetadataProps.Add(new StringStringEntryProto { Key = $"r2n2.inputName.{Any(model.Graph.Input, random)?.Name}", Value = entry.Value });
                    break;
                default:
                    entry.Value = _words[random.Next(_words.Length)];
                    break;
            }
        }
    }

    private static void Tensor(ModelProto model, Random random)
    {
        if (Any(model.Graph.Initializer, random) is not { } tensor)
        {
            return;
        }

        switch (random.Next(5))
        {
            case 0:
                tensor.Dims.Add(_lengths[random.Next(_lengths.Length)]);
                break;
            case 1 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = _lengths[random.Next(_lengths.Length)];
                break;
            case 2:
                tensor.DataType = random.Next(20);
                break;
            case 3:
                tensor.DataLocation = TensorProto.Types.DataLocation.External;
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "/dev/zero" });
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = "99999999999999" });
                break;
            default:
                tensor.RawData = ByteString.CopyFrom(tensor.RawData.Span[..random.Next(tensor.RawData.Length + 1)]);
                break;
        }
    }

    // Another operator over the same values, or the same node again.
    private static void Node(ModelProto model, Random random)
    {
        if (Any(model.Graph.Node, random) is { } node)
        {
            if (random.Next(3) > 0)
            {
                node.OpType = _operators[random.Next(_operators.Length)];
            }
            else
            {
                model.Graph.Node.Insert(random.Next(model.Graph.Node.Count), node.Clone());
            }
        }
    }

    private static void Names(ModelProto model, Random random)
    {
        if (Any(model.Graph.Initializer, random) is { } tensor && Any(model.Graph.Node, random) is { } node)
        {
            (tensor.Name, node.Output[0]) = random.Next(3) switch
            {
                0 => (node.Output[0], node.Output[0]),
                1 => ("", node.Output[0]),
                _ => (tensor.Name, model.Graph.Input.Count > 0 ? model.Graph.Input[0].Name : ""),
            };
        }
    }

    // Shapes, axes and indices that ask for anything.
    private static void Integers(ModelProto model, Random random)
    {
        TensorProto[] tensors = [.. model.Graph.Initializer.Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Int64)];
        if (Any(tensors, random) is { } tensor)
        {
            long value = _lengths[random.Next(_lengths.Length)];
            if (random.Next(20) == 0)
            {
                tensor.RawData = ByteString.Empty;
                tensor.Int64Data.Clear();
                tensor.Int64Data.AddRange(Enumerable.Range(0, 100_000).Select(i => (long)i));
                tensor.Dims.Clear();
                tensor.Dims.Add(100_000);
            }
            else if (tensor.Int64Data.Count > 0)
            {
                tensor.Int64Data[random.Next(tensor.Int64Data.Count)] = value;
            }
            else if (tensor.RawData.Length >= 8)
            {
                tensor.RawData = ByteString.CopyFrom([.. BitConverter.GetBytes(value), .. tensor.RawData.Span[8..]]);
            }
        }
    }
}
