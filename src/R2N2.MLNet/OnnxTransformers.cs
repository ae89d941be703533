using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>ML.NET's own ONNX components over a solver's file: they lend their schema rules, and their way of being saved.</summary>
internal static class OnnxTransformers
{
    /// <summary>The output schema for an input schema.</summary>
    /// <param name="context">Says where temporary files go.</param>
    /// <param name="export">Writes a file with given columns; names and types are all that counts here.</param>
    /// <param name="inputs">The columns of its inputs, their types known.</param>
    /// <param name="outputs">The columns of its outputs, by their names in the file.</param>
    /// <param name="schema">The input schema; it has these columns.</param>
    public static SchemaShape OutputSchema(
        MLContext context,
        Func<OnnxColumns, byte[]> export,
        IReadOnlyList<SolverInput> inputs,
        IReadOnlyDictionary<string, string> outputs,
        SchemaShape schema) =>
        Use(context, export, inputs, outputs, (estimator, _) => estimator.GetOutputSchema(schema));

    /// <summary>Saves a solver as ML.NET's OnnxTransformer, which any application with Microsoft.ML.OnnxTransformer loads.</summary>
    /// <param name="context">Says where temporary files go.</param>
    /// <param name="export">Writes the file with given columns.</param>
    /// <param name="inputs">The columns of its inputs, their types known.</param>
    /// <param name="outputs">The columns of its outputs, by their names in the file.</param>
    /// <param name="target">Where it is saved.</param>
    public static void Save(
        MLContext context,
        Func<OnnxColumns, byte[]> export,
        IReadOnlyList<SolverInput> inputs,
        IReadOnlyDictionary<string, string> outputs,
        ModelSaveContext target) =>
        Use(context, export, inputs, outputs, (_, transformer) =>
        {
            ((ICanSaveModel)transformer).Save(target);
            return true;
        });

    // The transformer reads the file again while it is saved, so the file lives exactly as long as this call. The transformer's
    // context is a fresh one: with a GPU set on the user's, it would open a session there.
    private static T Use<T>(
        MLContext context,
        Func<OnnxColumns, byte[]> export,
        IReadOnlyList<SolverInput> inputs,
        IReadOnlyDictionary<string, string> outputs,
        Func<OnnxScoringEstimator, OnnxTransformer, T> use)
    {
        OnnxColumns columns = new()
        {
            Inputs = inputs.ToDictionary(input => input.Parameter.Name, input => input.Column),
            Outputs = outputs,
            SinglePrecision = inputs.Where(input => input.IsSingle).Select(input => input.Parameter.Name).ToHashSet(),
        };
        string path = Path.Combine(context.TempFilePath, $"r2n2-{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, export(columns));
            OnnxScoringEstimator estimator = new MLContext().Transforms.ApplyOnnxModel(
                [.. outputs.Values], [.. inputs.Select(input => input.Column)], path);
            using OnnxTransformer transformer = estimator.Fit(new EmptyDataView(Schema(inputs)));
            return use(estimator, transformer);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DataViewSchema Schema(IReadOnlyList<SolverInput> inputs)
    {
        DataViewSchema.Builder builder = new();
        foreach (SolverInput input in inputs)
        {
            PrimitiveDataViewType item = input.IsSingle ? NumberDataViewType.Single : NumberDataViewType.Double;
            builder.AddColumn(input.Column, new VectorDataViewType(item, input.Parameter.Shape.Size));
        }

        return builder.ToSchema();
    }
}
