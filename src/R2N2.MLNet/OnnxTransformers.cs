using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>ML.NET's own ONNX components over a solver's file: they lend their schema rules, and their way of being saved.</summary>
internal static class OnnxTransformers
{
    /// <summary>The output schema for an input schema, with ML.NET's own messages where a column is missing or mistyped.</summary>
    /// <param name="columns">The names and types of columns.</param>
    /// <param name="family">The problem.</param>
    /// <param name="input">The input schema.</param>
    public static SchemaShape OutputSchema(OnnxColumns columns, EquationFamily family, SchemaShape input)
    {
        // Names and types are all that counts here, so the iteration is as small as can be.
        EquationFamily signature = ProblemFamily.Equations(
            family.Name, family.StateSize, family.Parameters, (x, _) => x, family.InitialGuess);
        R2N2Network network = new(signature, Superstructure.Krylov(1), new Coefficients(-1.0));
        return Use(OnnxExport.ToOnnx(network, new OnnxExportOptions(), columns), columns, family, (estimator, _) =>
            estimator.GetOutputSchema(input));
    }

    /// <summary>Saves a solver as ML.NET's OnnxTransformer, which any application with Microsoft.ML.OnnxTransformer loads.</summary>
    /// <param name="model">The file, for columns.</param>
    /// <param name="columns">The names and types of columns.</param>
    /// <param name="family">The problem.</param>
    /// <param name="context">Where it is saved.</param>
    public static void Save(byte[] model, OnnxColumns columns, EquationFamily family, ModelSaveContext context) =>
        Use(model, columns, family, (_, transformer) =>
        {
            ((ICanSaveModel)transformer).Save(context);
            return true;
        });

    // The transformer reads the file again while it is saved, so the file lives exactly as long as this call. The context is
    // a fresh one: with a GPU set on the user's, the transformer would open a session there.
    private static T Use<T>(
        byte[] model, OnnxColumns columns, EquationFamily family, Func<OnnxScoringEstimator, OnnxTransformer, T> use)
    {
        MLContext context = new();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, model);
            string[] inputs = [.. family.Inputs.Select(input => columns.Inputs.GetValueOrDefault(input.Name, input.Name))];
            string[] outputs = [.. SolverOutputs.Names.Select(output => columns.Outputs[output])];
            OnnxScoringEstimator estimator = context.Transforms.ApplyOnnxModel(outputs, inputs, path);
            using OnnxTransformer transformer = estimator.Fit(new EmptyDataView(Schema(columns, family, inputs)));
            return use(estimator, transformer);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static DataViewSchema Schema(OnnxColumns columns, EquationFamily family, string[] names)
    {
        DataViewSchema.Builder builder = new();
        for (int i = 0; i < names.Length; i++)
        {
            Parameter input = family.Inputs[i];
            NumberDataViewType item = columns.SinglePrecision.Contains(input.Name) ? NumberDataViewType.Single : NumberDataViewType.Double;
            builder.AddColumn(names[i], new VectorDataViewType(item, input.Shape.Size));
        }

        return builder.ToSchema();
    }
}
