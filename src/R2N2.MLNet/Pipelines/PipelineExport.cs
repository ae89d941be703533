using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Onnx;
using R2N2.Onnx;
using R2N2.Onnx.Format;

namespace R2N2.MLNet;

/// <summary>Writes a fitted pipeline as one ONNX model, step by step.</summary>
/// <param name="context">The context.</param>
internal sealed class PipelineExport(MLContext context)
{
    private const string Format = "r2n2.pipeline";
    private const string Steps = "r2n2.pipeline.steps";
    private const string CurrentFormat = "1";

    private readonly PipelineGraph _graph = new();
    private readonly List<Step> _steps = [];

    /// <summary>The model as bytes.</summary>
    /// <param name="model">The fitted pipeline.</param>
    /// <param name="schema">The schema of its data.</param>
    /// <param name="options">The outputs.</param>
    public byte[] Write(ITransformer model, DataViewSchema schema, PipelineExportOptions options)
    {
        DataViewSchema result = model.GetOutputSchema(schema);
        HashSet<string> inputs = [.. schema.Select(column => column.Name)];
        string NameOf(string column) => inputs.Contains(column) ? $"{column}.output" : column;
        foreach (string name in inputs.Concat(Visible(result).Select(column => NameOf(column.Name))))
        {
            _graph.Reserve(name);
        }

        Dictionary<string, PipelineValue> start = Visible(schema).ToDictionary(column => column.Name, column =>
            NumberType.Of(column.Type) is { } type
                ? PipelineValue.Of(_graph.AddInput(column.Name, type))
                : PipelineValue.None(SlotStep.NotNumbers(column.Type)));
        (_, Dictionary<string, PipelineValue> end) = Apply(model, schema, start);
        string[] outputs = Outputs(options, end, column => start.TryGetValue(column, out PipelineValue? same) && same == end[column]);
        foreach (string column in outputs)
        {
            string value = end[column].Tensor ?? throw new NotSupportedException(
                $"The column '{column}' cannot be exported: it {end[column].Reason}. "
                + $"{nameof(PipelineExportOptions)}.{nameof(PipelineExportOptions.OutputColumns)} names the columns that the file gives, if not all.");
            _graph.AddOutput(NameOf(column), NumberType.Of(result[column].Type)!, value);
        }

        return Complete();
    }

    private static IEnumerable<DataViewSchema.Column> Visible(DataViewSchema schema) => schema.Where(column => !column.IsHidden);

    // Added columns hide others of their name, or are the first.
    private static DataViewSchema.Column[] Added(IRowToRowMapper mapper)
    {
        ILookup<string, DataViewSchema.Column> before = mapper.InputSchema.ToLookup(column => column.Name);
        return [.. mapper.OutputSchema.GroupBy(column => column.Name)
            .Where(same => same.Count() > before[same.Key].Count())
            .Select(same => same.Single(column => !column.IsHidden))];
    }

    private static string[] Outputs(
        PipelineExportOptions options, Dictionary<string, PipelineValue> columns, Func<string, bool> isUnchanged)
    {
        string[] chosen = [.. options.OutputColumns ?? columns.Keys.Where(column => !isUnchanged(column))];
        if (chosen.FirstOrDefault(column => !columns.ContainsKey(column)) is { } unknown)
        {
            throw new ArgumentException(
                $"{nameof(PipelineExportOptions.OutputColumns)} names '{unknown}'; the model gives the columns {string.Join(", ", columns.Keys)}.");
        }

        if (chosen.Length == 0 || chosen.Distinct().Count() < chosen.Length)
        {
            throw new ArgumentException(chosen.Length == 0
                ? "There is no column to export: the model adds none, or none is named. Name at least one."
                : $"{nameof(PipelineExportOptions.OutputColumns)} names {string.Join(", ", chosen)}; name each column once.");
        }

        return chosen;
    }

    private (DataViewSchema Schema, Dictionary<string, PipelineValue> Columns) Apply(
        ITransformer model, DataViewSchema schema, Dictionary<string, PipelineValue> columns)
    {
        if (model is not IEnumerable<ITransformer> chain)
        {
            return ApplyStep(model, schema, columns);
        }

        foreach (ITransformer step in chain)
        {
            (schema, columns) = Apply(step, schema, columns);
        }

        return (schema, columns);
    }

    private (DataViewSchema Schema, Dictionary<string, PipelineValue> Columns) ApplyStep(
        ITransformer step, DataViewSchema schema, Dictionary<string, PipelineValue> columns)
    {
        if (!step.IsRowToRowMapper)
        {
            throw new NotSupportedException(
                $"The pipeline cannot be exported: its step {step.GetType().Name} does not make rows of rows one by one, as an ONNX file does.");
        }

        IRowToRowMapper mapper = step.GetRowToRowMapper(schema);
        DataViewSchema.Column[] added = Added(mapper);
        _steps.Add(new Step(step.GetType().Name, [.. added.Select(column => column.Name)]));
        if (step is ColumnConcatenatingTransformer or ColumnCopyingTransformer or ColumnSelectingTransformer)
        {
            return (mapper.OutputSchema, SlotStep.Write(_graph, mapper, columns));
        }

        Dictionary<string, PipelineValue> computed = step switch
        {
            NormalizingTransformer normalizer => NormalizerStep.Write(_graph, normalizer, mapper, added, columns),
            TypeConvertingTransformer => ConversionStep.Write(_graph, mapper, added, columns),
            SolverTransformer solver => SolverStep.Write(_graph, FileOf(solver), added, columns),
            OnnxTransformer onnx when FileOf(onnx) is { } model => SolverStep.Write(_graph, model, added, columns),
            _ => added.ToDictionary(column => column.Name, _ => PipelineValue.None(Unknown(step))),
        };
        return (mapper.OutputSchema, Visible(mapper.OutputSchema).ToDictionary(
            column => column.Name, column => computed.GetValueOrDefault(column.Name) ?? columns[column.Name]));
    }

    private static ModelProto FileOf(SolverTransformer solver) =>
        ColumnForm.Wrap(solver.Solver.File.Exported, solver.Solver.Columns);

    // What this library exported, as ML.NET loads it.
    private ModelProto? FileOf(OnnxTransformer step)
    {
        try
        {
            return new ExportedFile(OnnxTransformers.FileOf(context, step)).Model;
        }
        catch (OnnxFormatException)
        {
            // Another's model: it counts among what cannot be exported.
            return null;
        }
    }

    private static string Unknown(ITransformer step) =>
        $"is made by the step {step.GetType().Name}; the steps that can be exported are Concatenate, CopyColumns, SelectColumns, DropColumns, "
        + "NormalizeMinMax, NormalizeMeanVariance, NormalizeLogMeanVariance, NormalizeRobustScaling, Conversion.ConvertType to Single or "
        + "Double, and this library's solvers";

    private byte[] Complete()
    {
        ModelProto model = _graph.Complete(
            $"A pipeline of {_steps.Count} steps, a batch of N rows at once: {string.Join(", ", _steps.Select(step => step.Name))}.");
        model.MetadataProps.Add(new StringStringEntryProto { Key = Format, Value = CurrentFormat });
        model.MetadataProps.Add(new StringStringEntryProto { Key = MetadataKeys.LibraryVersion, Value = OnnxModel.LibraryVersion });
        model.MetadataProps.Add(new StringStringEntryProto { Key = Steps, Value = JsonSerializer.Serialize(_steps) });
        return model.ToByteArray();
    }

    // What the metadata says of a step.
    private sealed record Step(string Name, IReadOnlyList<string> Outputs);
}
