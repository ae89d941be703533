using R2N2.Onnx.Format;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.Onnx;

/// <summary>Writes the nodes between the columns of a table and an exported file.</summary>
/// <param name="graph">The graph.</param>
/// <param name="mark">The remark by which all these nodes are known, with which the names of their values begin.</param>
internal sealed class ColumnNodes(GraphProto graph, string mark)
{
    private int _values;

    /// <summary>Declares the columns of an input and makes its value of them.</summary>
    /// <param name="input">The input, with its batch axis.</param>
    /// <param name="columns">The columns, at least one.</param>
    public void AddInput(ValueInfoProto input, IReadOnlyList<OnnxColumn> columns)
    {
        TypeProto.Types.Tensor tensor = input.Type.TensorType;
        int[] shape = [.. tensor.Shape.Dim.Skip(1).Select(dimension => checked((int)dimension.DimValue))];
        string[] parts = [.. columns.Select(column =>
        {
            // A host hands a column of single numbers over as [N, 1].
            Shape declared = columns.Count == 1 && shape.Length > 0 ? Shape.Of(shape) : Shape.Vector(column.Size);
            DataType type = column.IsSingle ? DataType.Float : DataType.Double;
            graph.Input.Add(OnnxModel.Tensor(column.Name, type, BatchAxes.Instances, declared, input.DocString));
            return (int)type == tensor.ElemType ? column.Name : Emit("Cast", [column.Name], Cast(tensor.ElemType));
        })];
        string joined = parts.Length == 1 ? parts[0] : Emit("Concat", parts, OnnxAttribute.Of("axis", 1));
        if (shape.Length == 1 || (shape.Length == 2 && parts.Length == 1))
        {
            Add("Identity", [joined], input.Name);
            return;
        }

        // 0 keeps the batch axis as it is.
        string lengths = Emit("Constant", [], OnnxAttribute.Of("value_ints", [0, .. shape.Select(length => (long)length)]));
        Add("Reshape", [joined, lengths], input.Name);
    }

    /// <summary>Makes a column of a result.</summary>
    /// <param name="output">The result, with its batch axis.</param>
    /// <param name="column">The name of the column; its numbers are integers or of double precision.</param>
    public void AddOutput(ValueInfoProto output, string column)
    {
        ValueInfoProto declared = output.Clone();
        declared.Name = column;
        if (output.Type.TensorType.ElemType == (int)DataType.Float)
        {
            declared.Type.TensorType.ElemType = (int)DataType.Double;
            Add("Cast", [output.Name], column, Cast((int)DataType.Double));
        }
        else
        {
            Add("Identity", [output.Name], column);
        }

        graph.Output.Add(declared);
    }

    private static AttributeProto Cast(int type) => OnnxAttribute.Of("to", (long)type);

    private string Emit(string operation, string[] inputs, AttributeProto attribute)
    {
        string output = $"{mark}{_values++}";
        Add(operation, inputs, output, attribute);
        return output;
    }

    private void Add(string operation, string[] inputs, string output, AttributeProto? attribute = null)
    {
        NodeProto node = new() { OpType = operation, DocString = mark, Input = { inputs }, Output = { output } };
        if (attribute is not null)
        {
            node.Attribute.Add(attribute);
        }

        graph.Node.Add(node);
    }
}
