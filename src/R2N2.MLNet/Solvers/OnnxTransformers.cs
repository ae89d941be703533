using System.IO.Compression;
using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>ML.NET's own ONNX components over a solver's file: they lend their schema rules, and their way of being saved.</summary>
internal static class OnnxTransformers
{
    /// <summary>The columns of a solver, for its file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="inputs">The columns of its inputs, their types known; others are not looked at.</param>
    /// <param name="options">The names of the columns of its outputs.</param>
    public static OnnxColumns Columns(SolverFile file, IReadOnlyList<SolverInput> inputs, PipelineOptions options) => new(
        [.. file.Inputs.Select(input => inputs.Single(columns => columns.Parameter.Name == input.Name).Types!)],
        options.NameOutputs(file.Outputs.Select(output => output.Name)));

    /// <summary>The output schema for an input schema.</summary>
    /// <param name="context">Says where temporary files go.</param>
    /// <param name="file">An exported file; names and types are all that counts here.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="schema">The input schema; it has these columns.</param>
    public static SchemaShape OutputSchema(MLContext context, ExportedFile file, OnnxColumns columns, SchemaShape schema) =>
        Use(context, file, columns, (estimator, _) => estimator.GetOutputSchema(schema));

    /// <summary>Saves a solver as ML.NET's OnnxTransformer, which any application with Microsoft.ML.OnnxTransformer loads.</summary>
    /// <param name="context">Says where temporary files go.</param>
    /// <param name="file">The exported file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="target">Where it is saved.</param>
    public static void Save(MLContext context, ExportedFile file, OnnxColumns columns, ModelSaveContext target) =>
        Use(context, file, columns, (_, transformer) =>
        {
            ((ICanSaveModel)transformer).Save(target);
            return true;
        });

    /// <summary>The ONNX model of a transformer, open.</summary>
    /// <param name="context">The context.</param>
    /// <param name="step">The transformer.</param>
    /// <exception cref="OnnxFormatException">It is larger than it says, or contradicts itself.</exception>
    public static OnnxFile FileOf(MLContext context, OnnxTransformer step)
    {
        // Saving is the only public way to it: the length, then the model.
        using MemoryStream stream = new();
        context.Model.Save(step, null, stream);
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);
        ZipArchiveEntry entry = archive.Entries.Single(entry => entry.Name == "OnnxModel");
        using BinaryReader reader = new(entry.Open());
        return OnnxFile.Open(reader.ReadBytes(reader.ReadInt32()), "The ONNX model of a step");
    }

    // The transformer reads the file again while it is saved, so the file lives exactly as long as this call. The transformer's
    // context is a fresh one: with a GPU set on the user's, it would open a session there.
    private static T Use<T>(MLContext context, ExportedFile file, OnnxColumns columns, Func<OnnxScoringEstimator, OnnxTransformer, T> use)
    {
        OnnxColumn[] inputs = [.. columns.Read];
        string path = Path.Combine(context.TempFilePath, $"r2n2-{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, ColumnForm.Wrap(file, columns).ToByteArray());
            OnnxScoringEstimator estimator = new MLContext().Transforms.ApplyOnnxModel(
                [.. columns.Outputs], [.. inputs.Select(input => input.Name)], path);
            using OnnxTransformer transformer = estimator.Fit(new EmptyDataView(Schema(inputs)));
            return use(estimator, transformer);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DataViewSchema Schema(OnnxColumn[] inputs)
    {
        DataViewSchema.Builder builder = new();
        foreach (OnnxColumn input in inputs)
        {
            PrimitiveDataViewType item = input.IsSingle ? NumberDataViewType.Single : NumberDataViewType.Double;
            builder.AddColumn(input.Name, new VectorDataViewType(item, input.Size));
        }

        return builder.ToSchema();
    }
}
