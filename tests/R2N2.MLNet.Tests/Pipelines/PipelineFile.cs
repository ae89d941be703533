using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace R2N2.MLNet.Tests;

/// <summary>An exported pipeline, run by ONNX Runtime on the columns of data.</summary>
internal sealed class PipelineFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InferenceSession _session;

    public PipelineFile(MLContext context, ITransformer model, DataViewSchema schema, PipelineExportOptions? options = null)
    {
        Path = _folder.File("pipeline.onnx");
        context.R2N2().ExportPipeline(model, schema, Path, options ?? new PipelineExportOptions());
        _session = new InferenceSession(Path);
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public IEnumerable<string> Inputs => _session.InputMetadata.Keys.Order();

    public IEnumerable<string> Outputs => _session.OutputMetadata.Keys.Order();

    public int[] DimensionsOf(string name) =>
        (_session.InputMetadata.TryGetValue(name, out NodeMetadata? input) ? input : _session.OutputMetadata[name]).Dimensions;

    /// <summary>The outputs, all rows after one another as double.</summary>
    public IReadOnlyDictionary<string, double[]> Run(IDataView data)
    {
        NamedOnnxValue[] inputs = [.. _session.InputMetadata.Select(input => Input(data, input.Key, input.Value))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = _session.Run(inputs);
        return results.ToDictionary(result => result.Name, result => Flat(result.Value));
    }

    /// <summary>A column of data, all rows after one another as double.</summary>
    public static double[] Column(IDataView data, string name) =>
        [.. ViewContent.Read(data, [data.Schema[name]]).SelectMany(row => Numbers(row[0]))];

    /// <summary>Checks that the file gives the numbers of the model, for all its outputs.</summary>
    /// <returns>The largest difference.</returns>
    public double AssertEqual(ITransformer model, IDataView data, double precision)
    {
        IDataView expected = model.Transform(data);
        double worst = 0;
        foreach ((string name, double[] found) in Run(data))
        {
            string column = name.EndsWith(".output", StringComparison.Ordinal) ? name[..^".output".Length] : name;
            double[] numbers = Column(expected, column);
            Assert.Equal(numbers.Length, found.Length);
            for (int i = 0; i < numbers.Length; i++)
            {
                double difference = double.IsNaN(numbers[i]) && double.IsNaN(found[i]) ? 0
                    : Math.Abs(numbers[i] - found[i]) / Math.Max(1, Math.Abs(numbers[i]));
                Assert.True(numbers[i].Equals(found[i]) || difference <= precision, $"{name}[{i}]: {numbers[i]:R} in ML.NET, {found[i]:R} in the file.");
                worst = double.IsNaN(difference) ? worst : Math.Max(worst, difference);
            }
        }

        return worst;
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private static NamedOnnxValue Input(IDataView data, string name, NodeMetadata type)
    {
        double[] numbers = Column(data, name);
        int size = type.Dimensions.Skip(1).Aggregate(1, (product, length) => product * length);
        int[] dimensions = [numbers.Length / size, .. type.Dimensions.Skip(1)];
        return type.ElementDataType switch
        {
            TensorElementType.Double => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(numbers, dimensions)),
            TensorElementType.Float => NamedOnnxValue.CreateFromTensor(
                name, new DenseTensor<float>(Array.ConvertAll(numbers, value => (float)value), dimensions)),
            TensorElementType.Int32 => NamedOnnxValue.CreateFromTensor(
                name, new DenseTensor<int>(Array.ConvertAll(numbers, value => (int)value), dimensions)),
            _ => throw new NotSupportedException($"The tests have no input of type {type.ElementDataType}."),
        };
    }

    private static double[] Flat(object tensor) => tensor switch
    {
        Tensor<double> numbers => [.. numbers],
        Tensor<float> numbers => [.. numbers.Select(value => (double)value)],
        Tensor<long> numbers => [.. numbers.Select(value => (double)value)],
        Tensor<int> numbers => [.. numbers.Select(value => (double)value)],
        _ => throw new NotSupportedException($"The tests have no output {tensor}."),
    };

    private static IEnumerable<double> Numbers(object value) => value switch
    {
        double number => [number],
        float number => [number],
        int number => [number],
        double[] numbers => numbers,
        float[] numbers => numbers.Select(number => (double)number),
        long[] numbers => numbers.Select(number => (double)number),
        _ => throw new NotSupportedException($"The tests read no {value.GetType()}."),
    };
}
