using System.Globalization;
using Google.Protobuf.Collections;
using R2N2.Onnx.Format;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.Onnx;

/// <summary>
/// Holds what an exported file says about itself against its graph: names, types and shapes of all that goes in and comes out.
/// Whoever makes room for instances goes by the description, so what it claims must be what the graph declares.
/// </summary>
internal static class GraphAgreement
{
    /// <summary>Compares.</summary>
    /// <param name="file">The file.</param>
    /// <param name="description">What it says of itself.</param>
    /// <param name="inputs">What it takes, by that.</param>
    /// <exception cref="OnnxFormatException">They differ.</exception>
    /// <exception cref="ArgumentException">There is a name for an input or output that the file does not have.</exception>
    /// <exception cref="OverflowException">One has more elements than any array.</exception>
    public static void Require(ExportedFile file, ModelDescription description, IReadOnlyList<ModelValue> inputs)
    {
        OnnxExportOptions options = description.Options;
        options.RequireNames(inputs.Select(input => input.Name), description.Outputs.Select(output => output.Name));
        DataType real = options.Precision == OnnxPrecision.Float64 ? DataType.Double : DataType.Float;
        Require(file, "input", inputs.Select(input => Text(input, options.Inputs, real)), file.Model.Graph.Input);
        Require(file, "output", description.Outputs.Select(output => Text(output, options.Outputs, real)), file.Model.Graph.Output);
    }

    private static void Require(ExportedFile file, string what, IEnumerable<string> said, RepeatedField<ValueInfoProto> declared)
    {
        int count = 0;
        foreach (string value in said)
        {
            string found = count < declared.Count ? Text(declared[count]) : "nothing";
            count++;
            if (found != value)
            {
                throw file.Failure($"contradicts itself: by its metadata the {what} {count} is {value}; the graph has {found} there.");
            }
        }

        if (count < declared.Count)
        {
            throw file.Failure($"contradicts itself: by its metadata there is no {what} {count + 1}; the graph has {Text(declared[count])} there.");
        }
    }

    private static string Text(ModelValue value, NameMap names, DataType real)
    {
        _ = value.Shape.Size;
        return Text(
            names.For(value.Name), value.IsInteger ? DataType.Int64 : real, [.. value.Batch.Names.Select(_ => "*"), .. Lengths(value.Shape)]);
    }

    private static string Text(ValueInfoProto value) => Text(
        value.Name,
        (DataType)(value.Type?.TensorType?.ElemType ?? 0),
        value.Type?.TensorType?.Shape?.Dim.Select(dimension =>
            dimension.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue ? Length(dimension.DimValue) : "*") ?? ["?"]);

    private static string Text(string name, DataType type, IEnumerable<string> axes) => $"'{name}' {type} [{string.Join(", ", axes)}]";

    private static IEnumerable<string> Lengths(Shape shape) => shape.Dimensions.ToArray().Select(length => Length(length));

    private static string Length(long length) => length.ToString(CultureInfo.InvariantCulture);
}
